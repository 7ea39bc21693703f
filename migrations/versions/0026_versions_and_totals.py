"""A version of each venue's set-up, and how many visits each open day has so far"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0026_versions_and_totals"
down_revision = "0025_corrections_by_date"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("venue", sa.Column("profile_version", sa.BigInteger(), nullable=True))
    # Random, so that a process never takes another file's set-up for the one that it has read.
    venue = sa.table("venue", sa.column("id"), sa.column("profile_version"))
    for (venue_id,) in op.get_bind().execute(sa.select(venue.c.id)).all():
        op.execute(
            sa.update(venue)
            .where(venue.c.id == venue_id)
            .values(profile_version=secrets.randbits(62))
        )
    # The copy that SQLite makes of the table would be without its checks.
    checks = (
        sa.CheckConstraint("day_limit between 0 and 720", name=op.f("ck_venue_day_limit_in_range")),
        sa.CheckConstraint("daily_cap > 0", name=op.f("ck_venue_daily_cap_positive")),
    )
    with op.batch_alter_table("venue", table_args=checks) as table:
        table.alter_column("profile_version", existing_type=sa.BigInteger(), nullable=False)
    op.add_column("day", sa.Column("visits", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE day SET visits = COALESCE((SELECT SUM(visit.size) FROM visit"
        " WHERE visit.venue_id = day.venue_id AND visit.service_date = day.service_date"
        " AND NOT visit.held), 0)"
    )
    with op.batch_alter_table("day") as table:
        table.alter_column("visits", existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    # Not by copying the tables: a copy of `venue` would lose its checks.
    op.execute("ALTER TABLE day DROP COLUMN visits")
    op.execute("ALTER TABLE venue DROP COLUMN profile_version")
