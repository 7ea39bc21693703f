"""Days to come on which a place stays closed"""

import sqlalchemy as sa
from alembic import op

revision = "0015_closed_ahead"
down_revision = "0014_names_without_unseen_signs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "closed_ahead",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_closed_ahead_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "service_date", name=op.f("pk_closed_ahead")),
    )


def downgrade() -> None:
    op.drop_table("closed_ahead")
