"""A weekday can have two openings: what opens at another time is a row of its own"""

import sqlalchemy as sa
from alembic import op

revision = "0030_two_openings_a_day"
down_revision = "0029_device_codes"
branch_labels = None
depends_on = None

KEY = "pk_opening_hours"
OF_A_DAY = ["venue_id", "valid_from", "weekday"]

hours = sa.table("opening_hours", *(sa.column(name) for name in (*OF_A_DAY, "opens", "closes")))


def upgrade() -> None:
    _key([*OF_A_DAY, "opens"])


def downgrade() -> None:
    """Open a day with two openings from the first to the last: nobody is shut out."""
    connection = op.get_bind()
    day = [hours.c[name] for name in OF_A_DAY]
    several = (
        sa.select(*day, sa.func.min(hours.c.opens), sa.func.max(hours.c.closes))
        .group_by(*day)
        .having(sa.func.count() > 1)
    )
    for *of_the_day, opens, closes in connection.execute(several).all():
        here = [column == value for column, value in zip(day, of_the_day, strict=True)]
        connection.execute(hours.delete().where(*here, hours.c.opens > opens))
        connection.execute(hours.update().where(*here).values(closes=closes))
    _key(OF_A_DAY)


def _key(columns: list[str]) -> None:
    with op.batch_alter_table("opening_hours") as batch:
        batch.drop_constraint(KEY, type_="primary")
        batch.create_primary_key(KEY, columns)
