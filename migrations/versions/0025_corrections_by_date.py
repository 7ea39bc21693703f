"""Corrections keep the date they were made on, and no time"""

import datetime as dt
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0025_corrections_by_date"
down_revision = "0024_no_trace_in_sessions"
branch_labels = None
depends_on = None

ZONE = ZoneInfo("Europe/Copenhagen")

correction = sa.table(
    "correction",
    sa.column("id", sa.Integer),
    sa.column("venue_id", sa.Integer),
    sa.column("made_at", sa.DateTime),
    sa.column("created_on", sa.Date),
)
venue = sa.table("venue", sa.column("id", sa.Integer), sa.column("day_limit", sa.Integer))
# About them PostgreSQL would keep values of people who have been removed.
OF_A_PERSON = (("email", "varchar(254)"), ("name", "varchar(80)"), ("password_hash", "varchar(255)"))


def upgrade() -> None:
    op.add_column("correction", sa.Column("created_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    made = sa.select(correction.c.id, correction.c.made_at, venue.c.day_limit).join_from(
        correction, venue, correction.c.venue_id == venue.c.id
    )
    for row in connection.execute(made).all():
        local = row.made_at.replace(tzinfo=dt.UTC).astimezone(ZONE).replace(tzinfo=None)
        # The service date: a day goes on past midnight, until the venue's limit.
        date = (local - dt.timedelta(minutes=row.day_limit)).date()
        connection.execute(
            correction.update().where(correction.c.id == row.id).values(created_on=date)
        )
    with op.batch_alter_table("correction") as batch:
        batch.drop_column("made_at")
        batch.alter_column("created_on", existing_type=sa.Date(), nullable=False)
    if connection.dialect.name == "postgresql":
        for column, kind in OF_A_PERSON:
            op.execute(f"ALTER TABLE person ALTER COLUMN {column} SET STATISTICS 0")
            # Removes what statistics there are; see 0024.
            op.execute(f"ALTER TABLE person ALTER COLUMN {column} TYPE {kind}")


def downgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for column, _kind in OF_A_PERSON:
            op.execute(f"ALTER TABLE person ALTER COLUMN {column} SET STATISTICS -1")
    op.add_column("correction", sa.Column("made_at", sa.DateTime(), nullable=True))
    for row in connection.execute(sa.select(correction.c.id, correction.c.created_on)).all():
        noon = dt.datetime.combine(row.created_on, dt.time(12))
        connection.execute(
            correction.update().where(correction.c.id == row.id).values(made_at=noon)
        )
    with op.batch_alter_table("correction") as batch:
        batch.drop_column("created_on")
        batch.alter_column("made_at", existing_type=sa.DateTime(), nullable=False)
