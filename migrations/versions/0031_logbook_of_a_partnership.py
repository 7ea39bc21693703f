"""Logbooks of whole partnerships, which are of no venue"""

import sqlalchemy as sa
from alembic import op

revision = "0031_logbook_of_a_partnership"
down_revision = "0030_two_openings_a_day"
branch_labels = None
depends_on = None

UNIQUE = "uq_logbook_partnership_id_quarter_months"


def upgrade() -> None:
    with op.batch_alter_table("logbook") as table:
        table.alter_column("venue_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("partnership_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_logbook_partnership_id"), "partnership", ["partnership_id"], ["id"]
        )
        table.create_unique_constraint(op.f(UNIQUE), ["partnership_id", "quarter", "months"])
        table.create_check_constraint(
            op.f("ck_logbook_of_one"), "(venue_id is null) <> (partnership_id is null)"
        )
        table.create_index(op.f("ix_logbook_partnership_id"), ["partnership_id"])


def downgrade() -> None:
    # Code of before knows venues alone; what was written for a partnership cannot be shown there.
    whole = "(select id from logbook where venue_id is null)"
    for table in ("logbook_comment", "handed_in", "reflection"):
        op.execute(f"delete from {table} where logbook_id in {whole}")  # noqa: S608
    op.execute("delete from logbook where venue_id is null")
    with op.batch_alter_table("logbook") as table:
        table.drop_index(op.f("ix_logbook_partnership_id"))
        table.drop_constraint(op.f("ck_logbook_of_one"), type_="check")
        table.drop_constraint(op.f(UNIQUE), type_="unique")
        table.drop_constraint(op.f("fk_logbook_partnership_id"), type_="foreignkey")
        table.drop_column("partnership_id")
        table.alter_column("venue_id", existing_type=sa.Integer(), nullable=False)
