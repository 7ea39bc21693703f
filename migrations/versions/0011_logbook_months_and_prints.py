"""A logbook for each month, where a partnership wants it; and when posters were taken out"""

import sqlalchemy as sa
from alembic import op

revision = "0011_logbook_months_and_prints"
down_revision = "0010_step_of_a_tap"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("code", sa.Column("printed_on", sa.Date(), nullable=True))
    op.add_column(
        "partnership",
        sa.Column("logbook_per", sa.String(length=20), server_default="quarter", nullable=False),
    )
    with op.batch_alter_table("logbook") as table:
        # Every logbook until now is of three months; code of before goes on making such.
        table.add_column(sa.Column("months", sa.Integer(), server_default="3", nullable=False))
        table.drop_constraint(op.f("uq_logbook_venue_id_quarter"), type_="unique")
        table.create_unique_constraint(
            op.f("uq_logbook_venue_id_quarter_months"), ["venue_id", "quarter", "months"]
        )


def downgrade() -> None:
    # Code of before knows quarters alone; what was written for a month cannot be shown there.
    months = "(select id from logbook where months <> 3)"
    for table in ("logbook_comment", "handed_in", "reflection"):
        op.execute(f"delete from {table} where logbook_id in {months}")  # noqa: S608
    op.execute("delete from logbook where months <> 3")
    with op.batch_alter_table("logbook") as table:
        table.drop_constraint(op.f("uq_logbook_venue_id_quarter_months"), type_="unique")
        table.drop_column("months")
        table.create_unique_constraint(
            op.f("uq_logbook_venue_id_quarter"), ["venue_id", "quarter"]
        )
    op.drop_column("partnership", "logbook_per")
    op.drop_column("code", "printed_on")
