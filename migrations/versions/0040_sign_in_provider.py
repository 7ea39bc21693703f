"""Accounts of a provider outside that people sign in with, and sign-ins on their way there"""

import sqlalchemy as sa
from alembic import op

revision = "0040_sign_in_provider"
down_revision = "0039_passkeys"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "tied_subject",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("tied_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tied_subject_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_tied_subject")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_tied_subject_issuer_subject")),
    )
    op.create_table(
        "provider_sign_in",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("invitation_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(80), nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_provider_sign_in_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_provider_sign_in_invitation_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_provider_sign_in")),
    )


def downgrade() -> None:
    op.drop_table("provider_sign_in")
    op.drop_table("tied_subject")
