"""Roles and company are told by units that settle; earlier counts stand in no other number"""

import datetime as dt

import sqlalchemy as sa
from alembic import op

from migrations.shown_before_settling import Months

revision = "0023_settling"
down_revision = "0022_held_batches"
branch_labels = None
depends_on = None


# Columns whose values PostgreSQL's statistics would keep after they are deleted.
SAMPLED = {
    "day_count": {"cell": "varchar(40)", "measure": "varchar(20)", "number": "integer"},
    "month_count": {"cell": "varchar(40)", "measure": "varchar(20)", "number": "integer"},
}


def upgrade() -> None:
    now = dt.datetime.now(dt.UTC)
    _create_tables()
    _store_final_months(now)
    op.execute("DELETE FROM month_count WHERE measure IN ('role', 'several_roles', 'company')")
    _imported_are_not_just_here("day_count", "service_date")
    _imported_are_not_just_here("month_count", "month")
    op.execute(
        sa.text(
            "INSERT INTO settling_unit_length (venue_id, since, months)"
            " SELECT id, :since, 3 FROM venue"
        ).bindparams(sa.bindparam("since", _next_quarter(now.date()), type_=sa.Date()))
    )
    op.drop_table("small_number_before")
    op.drop_table("venue_role_before")
    with op.batch_alter_table("month_count", table_args=_checks()) as table:
        table.drop_constraint(op.f("fk_month_count_role_id"), type_="foreignkey")
        table.drop_column("role_id")
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SAMPLED.items():
            for column, kind in columns.items():
                # Setting the type, even to the same one, clears what has been collected.
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}")
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table, columns in SAMPLED.items():
            for column in columns:
                op.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS -1")
    with op.batch_alter_table("month_count", table_args=_checks()) as table:
        table.add_column(sa.Column("role_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_month_count_role_id"), "role", ["role_id"], ["id"])
    op.create_table(
        "venue_role_before",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_venue_role_before_venue_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_venue_role_before_role_id")
        ),
        sa.PrimaryKeyConstraint(
            "venue_id", "role_id", "until", name=op.f("pk_venue_role_before")
        ),
    )
    op.create_table(
        "small_number_before",
        sa.Column("partnership_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"],
            ["partnership.id"],
            name=op.f("fk_small_number_before_partnership_id"),
        ),
        sa.PrimaryKeyConstraint("partnership_id", "month", name=op.f("pk_small_number_before")),
    )
    for table in ("settled_activity_role", "settled_role", "settled_unit", "settling_unit_length"):
        op.drop_table(table)


def _create_tables() -> None:
    op.create_table(
        "settling_unit_length",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "months in (1, 3)", name=op.f("ck_settling_unit_length_months_of_a_unit")
        ),
        sa.ForeignKeyConstraint(
            ["venue_id"], ["venue.id"], name=op.f("fk_settling_unit_length_venue_id")
        ),
        sa.PrimaryKeyConstraint("venue_id", "since", name=op.f("pk_settling_unit_length")),
    )
    op.create_table(
        "settled_unit",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("untold", sa.String(length=20), nullable=True),
        sa.Column("several_low", sa.Integer(), nullable=True),
        sa.Column("several_high", sa.Integer(), nullable=True),
        sa.Column("company_low", sa.Integer(), nullable=True),
        sa.Column("company_high", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_settled_unit_venue_id")),
        sa.PrimaryKeyConstraint("venue_id", "first", name=op.f("pk_settled_unit")),
    )
    op.create_table(
        "settled_role",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["venue_id", "first"],
            ["settled_unit.venue_id", "settled_unit.first"],
            name=op.f("fk_settled_role_venue_id_first"),
        ),
        sa.ForeignKeyConstraint(["role_id"], ["role.id"], name=op.f("fk_settled_role_role_id")),
        sa.PrimaryKeyConstraint("venue_id", "first", "role_id", name=op.f("pk_settled_role")),
    )
    op.create_table(
        "settled_activity_role",
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=False),
        sa.Column("role_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["venue_id", "first"],
            ["settled_unit.venue_id", "settled_unit.first"],
            name=op.f("fk_settled_activity_role_venue_id_first"),
        ),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_settled_activity_role_activity_id")
        ),
        sa.ForeignKeyConstraint(
            ["role_id"], ["role.id"], name=op.f("fk_settled_activity_role_role_id")
        ),
        sa.PrimaryKeyConstraint(
            "venue_id", "first", "activity_id", "role_id", name=op.f("pk_settled_activity_role")
        ),
    )


def _store_final_months(now: dt.datetime) -> None:
    """Store the months that are final as they were shown, and delete their exact counts."""
    months = Months(op.get_bind(), now)
    for name, rows in (
        ("settled_unit", months.units),
        ("settled_role", months.roles),
        ("settled_activity_role", months.within),
    ):
        if rows:
            columns = [sa.column(column, sa.Date if column == "first" else None) for column in rows[0]]
            op.bulk_insert(sa.table(name, *columns), rows)
    day = sa.table(
        "day_count",
        sa.column("venue_id"),
        sa.column("service_date", sa.Date),
        sa.column("cell", sa.String),
    )
    correction = sa.table(
        "correction",
        sa.column("venue_id"),
        sa.column("service_date", sa.Date),
        sa.column("role_id"),
        sa.column("cells", sa.JSON),
    )
    for venue_id, last in months.last.items():
        op.execute(
            day.delete().where(
                day.c.venue_id == venue_id, day.c.service_date <= last, day.c.cell != "visits"
            )
        )
        op.execute(
            correction.update()
            .where(correction.c.venue_id == venue_id, correction.c.service_date <= last)
            .values(role_id=None, cells={})
        )


def _checks() -> tuple[sa.CheckConstraint, ...]:
    """Return the checks of `month_count`, which SQLite's copy of the table would be without."""
    name = op.f("ck_month_count_number_not_negative")
    return (sa.CheckConstraint("number >= 0", name=name),)


def _imported_are_not_just_here(table: str, when: str) -> None:
    """Take the earlier counts out of those who were just here."""
    imported = (
        f"(SELECT imported.number FROM {table} AS imported"
        f" WHERE imported.venue_id = {table}.venue_id AND imported.{when} = {table}.{when}"
        " AND imported.cell = 'source:import')"
    )
    # Hosts could once remove some of the earlier counts, so there may be fewer who were just here.
    op.execute(
        f"UPDATE {table} SET number = CASE WHEN number > {imported} THEN number - {imported}"
        f" ELSE 0 END WHERE cell = 'just_here' AND {imported} > 0"
    )
    op.execute(f"DELETE FROM {table} WHERE cell = 'just_here' AND number = 0")


def _next_quarter(today: dt.date) -> dt.date:
    quarter = (today.month - 1) // 3 + 1
    return dt.date(today.year + quarter // 4, quarter % 4 * 3 + 1, 1)
