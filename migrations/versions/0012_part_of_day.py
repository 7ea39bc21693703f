"""Check-ins of a month by the part of the day"""

import sqlalchemy as sa
from alembic import op

revision = "0012_part_of_day"
down_revision = "0011_logbook_months_and_prints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "part_of_day_count",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_part_of_day_count_number_positive")),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_part_of_day_count_venue_id")
        ),
        sa.PrimaryKeyConstraint("venue_id", "month", "part", name=op.f("pk_part_of_day_count")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("part_of_day_count")
