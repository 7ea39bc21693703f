"""Days that could not be closed, and the last date that the clock showed"""

import sqlalchemy as sa
from alembic import op

revision = "0021_set_aside"
down_revision = "0020_access_by_invitation"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "set_aside",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("service_date", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_set_aside_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "service_date", name=op.f("pk_set_aside")),
    )
    op.create_table(
        "clock_seen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clock_seen")),
    )


def downgrade() -> None:
    op.drop_table("clock_seen")
    op.drop_table("set_aside")
