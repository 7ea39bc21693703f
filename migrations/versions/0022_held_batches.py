"""Held visits in batches, and how many may check in within a minute"""

import sqlalchemy as sa
from alembic import op

revision = "0022_held_batches"
down_revision = "0021_set_aside"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("venue", sa.Column("minute_cap", sa.Integer(), nullable=True))
    op.execute("UPDATE venue SET minute_cap = 60")
    # The copy that SQLite makes of the table would be without its checks.
    checks = (
        sa.CheckConstraint("day_limit between 0 and 720", name=op.f("ck_venue_day_limit_in_range")),
        sa.CheckConstraint("daily_cap > 0", name=op.f("ck_venue_daily_cap_positive")),
    )
    with op.batch_alter_table("venue", table_args=checks) as table:
        table.alter_column("minute_cap", existing_type=sa.Integer(), nullable=False)
    op.add_column("day", sa.Column("held_batch", sa.Integer(), nullable=True))
    op.add_column("day", sa.Column("arrivals", sa.Integer(), nullable=True))
    op.execute("UPDATE day SET arrivals = 0")
    with op.batch_alter_table("day") as table:
        table.alter_column("arrivals", existing_type=sa.Integer(), nullable=False)
    op.add_column("visit", sa.Column("held_batch", sa.Integer(), nullable=True))
    op.add_column("visit", sa.Column("held_reason", sa.String(length=10), nullable=True))
    # Those that wait already are one batch. Later numbers are random and never 1.
    op.execute("UPDATE visit SET held_batch = 1, held_reason = 'day' WHERE held")


def downgrade() -> None:
    # Not by copying the tables: a copy of `visit` would get hidden row numbers, which follow
    # arrival, and a copy of `venue` would lose its checks.
    for column in ("held_reason", "held_batch"):
        op.execute(f"ALTER TABLE visit DROP COLUMN {column}")
    for column in ("arrivals", "held_batch"):
        op.execute(f"ALTER TABLE day DROP COLUMN {column}")
    op.execute("ALTER TABLE venue DROP COLUMN minute_cap")
