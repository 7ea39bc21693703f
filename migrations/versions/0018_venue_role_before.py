"""When a venue offered roles that it has stopped offering since"""

import sqlalchemy as sa
from alembic import op

revision = "0018_venue_role_before"
down_revision = "0017_small_number_before"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_role_before",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_venue_role_before_venue_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_venue_role_before_role_id")
        ),
        sa.PrimaryKeyConstraint(
            "venue_id", "role_id", "until", name=op.f("pk_venue_role_before")
        ),
    )


def downgrade() -> None:
    op.drop_table("venue_role_before")
