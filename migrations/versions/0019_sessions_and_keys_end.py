"""Sessions and reading keys end on a date; a password that somebody else gave is changed"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0019_sessions_and_keys_end"
down_revision = "0018_venue_role_before"
branch_labels = None
depends_on = None

IDLE = dt.timedelta(days=30)
YEAR = dt.timedelta(days=365)

sign_in = sa.table(
    "sign_in",
    sa.column("token_hash", sa.String),
    sa.column("ends_at", sa.DateTime),
    sa.column("begun_on", sa.Date),
    sa.column("used_on", sa.Date),
)
reading_key = sa.table(
    "reading_key",
    sa.column("person_id", sa.Integer),
    sa.column("made_at", sa.DateTime),
    sa.column("made_on", sa.Date),
    sa.column("ends_on", sa.Date),
)


def upgrade() -> None:
    with op.batch_alter_table("person") as person:
        person.add_column(sa.Column("must_change_password", sa.Boolean(), nullable=True))
    person = sa.table("person", sa.column("must_change_password", sa.Boolean))
    op.execute(person.update().values(must_change_password=sa.false()))
    with op.batch_alter_table("person") as batch:
        batch.alter_column("must_change_password", existing_type=sa.Boolean(), nullable=False)

    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("begun_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("used_on", sa.Date(), nullable=True))
    connection = op.get_bind()
    # When an old session began was not stored: it is taken to have begun on its last use.
    for row in connection.execute(sa.select(sign_in.c.token_hash, sign_in.c.ends_at)).all():
        used_on = (row.ends_at - IDLE).date()
        connection.execute(
            sign_in.update()
            .where(sign_in.c.token_hash == row.token_hash)
            .values(begun_on=used_on, used_on=used_on)
        )
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("ends_at")
        batch.alter_column("begun_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("used_on", existing_type=sa.Date(), nullable=False)

    with op.batch_alter_table("reading_key") as batch:
        batch.add_column(sa.Column("made_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
    # The year of a key from before begins now, however old it is: nobody was told of an end.
    ends_on = connection.execute(sa.select(sa.func.current_date())).scalar_one() + YEAR
    for row in connection.execute(sa.select(reading_key.c.person_id, reading_key.c.made_at)).all():
        connection.execute(
            reading_key.update()
            .where(reading_key.c.person_id == row.person_id)
            .values(made_on=row.made_at.date(), ends_on=ends_on)
        )
    with op.batch_alter_table("reading_key") as batch:
        batch.drop_column("made_at")
        batch.alter_column("made_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("ends_on", existing_type=sa.Date(), nullable=False)


def downgrade() -> None:
    connection = op.get_bind()
    with op.batch_alter_table("reading_key") as batch:
        batch.add_column(sa.Column("made_at", sa.DateTime(), nullable=True))
    for row in connection.execute(sa.select(reading_key.c.person_id, reading_key.c.made_on)).all():
        connection.execute(
            reading_key.update()
            .where(reading_key.c.person_id == row.person_id)
            .values(made_at=dt.datetime.combine(row.made_on, dt.time()))
        )
    with op.batch_alter_table("reading_key") as batch:
        batch.drop_column("ends_on")
        batch.drop_column("made_on")
        batch.alter_column("made_at", existing_type=sa.DateTime(), nullable=False)

    with op.batch_alter_table("sign_in") as batch:
        batch.add_column(sa.Column("ends_at", sa.DateTime(), nullable=True))
    for row in connection.execute(sa.select(sign_in.c.token_hash, sign_in.c.used_on)).all():
        connection.execute(
            sign_in.update()
            .where(sign_in.c.token_hash == row.token_hash)
            .values(ends_at=dt.datetime.combine(row.used_on, dt.time()) + IDLE)
        )
    with op.batch_alter_table("sign_in") as batch:
        batch.drop_column("used_on")
        batch.drop_column("begun_on")
        batch.alter_column("ends_at", existing_type=sa.DateTime(), nullable=False)

    with op.batch_alter_table("person") as batch:
        batch.drop_column("must_change_password")
