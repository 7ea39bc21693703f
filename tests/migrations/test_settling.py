"""Final months are stored as reports showed them; what was hidden is destroyed, not told anew."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import (
    JSON,
    ColumnClause,
    Connection,
    Date,
    TableClause,
    column,
    insert,
    table,
    text,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from app.db import Database
from app.migrating import downgrade, upgrade
from app.services.days.closing import close_at_start
from migrations.shown_before_settling import shown
from tests.support.bytes_on_disk import SKIP, analyse, flush, folder_of, forms_of_number, found_in
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb

OLD, NEW = "0022_held_batches", "0023_settling"
SHARP, RANGED, HIDDEN, FEW = (dt.date(2024, number, 1) for number in (3, 4, 5, 6))
TODAY = dt.datetime.now(dt.UTC).date()
NOW = TODAY.replace(day=1)
CANARY = 8_912_371


def cells(**numbers: int) -> dict[str, int]:
    """Counts by cell: `role_3_7` for the role 3 in the activity 7, `source_host`, `visits`."""
    keys = {}
    for name, number in numbers.items():
        kind, *ids = (
            name.split("_") if name.startswith(("role_", "source_", "activity_")) else [name]
        )
        keys[":".join([kind, "@".join(ids)]) if ids else kind] = number
    return keys


MONTHS = {
    SHARP: cells(
        visits=200, just_here=80, took_part=120, source_import=20, source_phone=180,
        activity_1=100, role_1_0=30, role_1_1=40, role_2_1=50, several_roles=10, company=7,
    ),
    RANGED: cells(
        visits=100, just_here=50, took_part=50, source_phone=100,
        activity_1=20, role_1_0=40, role_2_1=2,
    ),
    HIDDEN: cells(
        visits=CANARY + 9, just_here=2, took_part=CANARY + 7, source_phone=CANARY + 9,
        activity_1=CANARY + 5, role_1_1=CANARY, company=4,
    ),
    FEW: cells(visits=9, just_here=1, took_part=8, source_phone=9, role_1_0=8),
    # This month can still be corrected.
    NOW: cells(
        visits=60, just_here=20, took_part=40, source_phone=60, role_1_0=40, role_2_0=30
    ),
}  # fmt: skip


def _counts(name: str, when: str) -> TableClause[ReadOnlyColumnCollection[str, ColumnClause[Any]]]:
    about: list[ColumnClause[Any]] = [
        column(each) for each in ("venue_id", "cell", "measure", "number")
    ]
    return table(name, *about, column(when, Date), *([column("days")] if when == "month" else []))


def write(connection: Connection) -> None:
    """One row in every table, and the months, each with a single day and its correction."""
    rows.fill(connection)
    for name in ("set_aside", "day_count", "month_count", "correction"):
        connection.execute(text(f"DELETE FROM {name}"))
    connection.execute(text("UPDATE day SET closed = :yes"), {"yes": True})
    connection.execute(text("UPDATE venue SET made_on = '2024-01-01', day_limit = 240"))
    connection.execute(
        text(
            "INSERT INTO role (id, partnership_id, verb, verb_en, position)"
            " VALUES (2, 1, 'y', '', 2)"
        )
    )
    # The threshold was 3 until the end of the second month.
    before = {"first": RANGED, "number": 3}
    connection.execute(
        text("UPDATE small_number_before SET month = :first, number = :number"), before
    )
    day, month = _counts("day_count", "service_date"), _counts("month_count", "month")
    for first, numbers in MONTHS.items():
        made = [
            {"venue_id": 1, "cell": key, "measure": key.split(":")[0], "number": number}
            for key, number in numbers.items()
        ]
        connection.execute(insert(day), [{**one, "service_date": first} for one in made])
        connection.execute(insert(month), [{**one, "month": first, "days": 1} for one in made])
        connection.execute(
            insert(
                table(
                    "correction",
                    *[
                        column(each)
                        for each in ("venue_id", "number", "source", "role_id", "reason")
                    ],
                    *[column("mark"), column("made_at"), column("service_date", Date)],
                    column("cells", JSON),
                )
            ),
            {
                "venue_id": 1,
                "number": 3,
                "source": "host",
                "role_id": 1,
                "reason": "forgotten",
                "mark": str(first),
                "made_at": rows.MOMENT,
                "service_date": first,
                "cells": {"role:1@1": 3 if first == NOW else CANARY},
            },
        )


def read(connection: Connection, what: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(text(f"SELECT {what}"))]


@pytest.fixture
def old(blank: Database, blank_url: str, climb: Climb) -> Database:
    climb(OLD)
    with blank.engine.begin() as connection:
        write(connection)
    return blank


def dated(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows whose first value is a date; SQLite returns it as text."""
    return [(dt.date.fromisoformat(str(first)), *rest) for first, *rest in found]


def test_it_stores_final_months_as_they_were_shown(old: Database, blank_url: str) -> None:
    upgrade(blank_url, NEW)
    with old.engine.connect() as connection:
        units = "first, untold, several_low, several_high, company_low, company_high"
        assert dated(read(connection, f"{units} FROM settled_unit ORDER BY first")) == [
            (SHARP, None, 10, 10, 7, 7),
            (RANGED, None, 0, 0, None, None),
            (HIDDEN, "before_settling", None, None, 1, 4),
            (FEW, "before_settling", None, None, None, None),
        ]
        roles = "first, role_id, low, high FROM settled_role ORDER BY first, role_id"
        assert dated(read(connection, roles)) == [
            (SHARP, 1, 70, 70),
            (SHARP, 2, 50, 50),
            (RANGED, 1, 40, 41),
            (RANGED, 2, 1, 2),
        ]
        within = "first, activity_id, role_id, number FROM settled_activity_role ORDER BY role_id"
        assert dated(read(connection, within)) == [(SHARP, 1, 1, 40), (SHARP, 1, 2, 50)]
        _only_exact_counts_are_left(connection)
        _units_are_quarters_from_the_next(connection)
    downgrade(blank_url, OLD)
    with old.engine.connect() as connection:
        assert read(connection, "role_id FROM month_count WHERE role_id IS NOT NULL") == []
        assert read(connection, "month FROM small_number_before") == []
        assert len(read(connection, "cell FROM month_count")) == sum(
            not is_said(key) for numbers in MONTHS.values() for key in numbers
        )


def is_said(key: str) -> bool:
    return key.startswith(("role", "several", "company"))


def _only_exact_counts_are_left(connection: Connection) -> None:
    days = dated(read(connection, "service_date, cell, number FROM day_count"))
    assert {(date, cell) for date, cell, _number in days if date != NOW} == {
        (first, "visits") for first in MONTHS if first != NOW
    }
    assert {cell: number for date, cell, number in days if date == NOW} == MONTHS[NOW]
    months = dated(read(connection, "month, cell, number FROM month_count"))
    assert {(date, cell): number for date, cell, number in months} == {
        # Earlier counts are no longer just here.
        (first, key): number - 20 if (first, key) == (SHARP, "just_here") else number
        for first, numbers in MONTHS.items()
        for key, number in numbers.items()
        if not is_said(key)
    }
    order = "FROM correction ORDER BY service_date"
    corrections = dated(read(connection, f"service_date, role_id, cells {order}"))
    assert [(date, role) for date, role, _cells in corrections] == [
        (first, 1 if first == NOW else None) for first in sorted(MONTHS)
    ]
    assert [str(cells) for date, _role, cells in corrections if date != NOW] == ["{}"] * 4


def _units_are_quarters_from_the_next(connection: Connection) -> None:
    ((since, months),) = dated(read(connection, "since, months FROM settling_unit_length"))
    assert (months, since.day) == (3, 1)
    assert since.month in (1, 4, 7, 10)
    assert dt.timedelta(0) < since - TODAY <= dt.timedelta(92)


@pytest.mark.database("sqlite")
def test_a_month_with_a_day_set_aside_is_left_to_settle(old: Database, blank_url: str) -> None:
    with old.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO set_aside VALUES (1, '2024-04-09', 'other', :at, :at)"),
            {"at": rows.MOMENT},
        )
    upgrade(blank_url, NEW)
    with old.engine.connect() as connection:
        assert dated(read(connection, "first FROM settled_unit")) == [(SHARP,)]


def test_it_leaves_no_hidden_count_behind(
    old: Database, blank_url: str, database_kind: str, request: pytest.FixtureRequest
) -> None:
    if database_kind == "postgresql":
        analyse(old)
    folder = folder_of(old)
    flush(database_kind, request)
    assert found_in(folder, forms_of_number(CANARY), SKIP[database_kind])
    upgrade(blank_url)
    close_at_start(old, now=dt.datetime.now(dt.UTC))
    flush(database_kind, request)
    assert not found_in(folder, forms_of_number(CANARY), SKIP[database_kind])


@pytest.mark.parametrize(
    ("numbers", "roles"),
    [
        # Nobody's role: every one is shown as 0.
        (cells(visits=40, just_here=40), {1: (0, 0), 2: (0, 0)}),
        # One small role, and a large one that covers for it.
        (cells(visits=50, just_here=10, took_part=40, role_1_0=37, role_2_0=3),
         {1: (36, 39), 2: (1, 4)}),
        # Two small ones: nothing is large enough to cover for them.
        (cells(visits=50, just_here=46, took_part=4, role_1_0=2, role_2_0=2), None),
        # A few who were just here, so their number hid the roles too.
        (cells(visits=50, just_here=3, took_part=47, role_1_0=47), None),
    ],
)  # fmt: skip
def test_the_rules_are_those_of_before(numbers: dict[str, int], roles: None) -> None:
    assert shown(numbers, 5, {1, 2}).roles == roles
