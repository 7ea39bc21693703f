"""An activity can have several times on a weekday, each in some weeks only"""

import sqlalchemy as sa
from alembic import op

revision = "0036_rhythms_of_activities"
down_revision = "0035_audit"
branch_labels = None
depends_on = None

KEY = "pk_activity_time"
OF_A_DAY = ["activity_id", "weekday"]

times = sa.table("activity_time", *(sa.column(name) for name in (*OF_A_DAY, "starts", "ends")))


def upgrade() -> None:
    with op.batch_alter_table("activity_time") as batch:
        batch.add_column(
            sa.Column("rhythm", sa.String(20), nullable=False, server_default="every_week")
        )
        batch.add_column(sa.Column("since", sa.Date()))
        batch.drop_constraint(KEY, type_="primary")
        batch.create_primary_key(KEY, [*OF_A_DAY, "starts", "rhythm"])
    with op.batch_alter_table("activity_time") as batch:
        batch.alter_column("rhythm", server_default=None)


def downgrade() -> None:
    """Let a day with several times go from the first to the last, every week: nobody is shut
    out.
    """
    connection = op.get_bind()
    with op.batch_alter_table("activity_time") as batch:
        batch.drop_constraint(KEY, type_="primary")
        batch.drop_column("since")
        batch.drop_column("rhythm")
    day = [times.c[name] for name in OF_A_DAY]
    widest = sa.select(*day, sa.func.min(times.c.starts), sa.func.max(times.c.ends)).group_by(*day)
    rows = connection.execute(widest).all()
    connection.execute(times.delete())
    names = [*OF_A_DAY, "starts", "ends"]
    if rows:
        connection.execute(times.insert(), [dict(zip(names, row, strict=True)) for row in rows])
    with op.batch_alter_table("activity_time") as batch:
        batch.create_primary_key(KEY, OF_A_DAY)
