"""Old corrections keep the service date they were made on; PostgreSQL knows nothing of people."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Connection, inspect, select, update

from app.db import Database
from app.migrating import downgrade, upgrade
from app.services.days.closing import scrub
from tests.support.bytes_on_disk import analyse, columns_known
from tests.support.migrations.climbing import Climb
from tests.support.migrations.tables import table

BELOW, REVISION = "0024_no_trace_in_sessions", "0025_corrections_by_date"


def constraints(connection: Connection) -> set[str | None]:
    found = inspect(connection)
    kinds = (found.get_foreign_keys, found.get_unique_constraints, found.get_indexes)
    return {one["name"] for kind in kinds for one in kind("correction")}


@pytest.mark.parametrize(
    ("made_at", "date"),
    [
        ("2026-11-22T12:15:31.123456", "2026-11-22"),
        ("2026-11-22T23:30:00", "2026-11-22"),  # 00:30 in Copenhagen, in a day that goes on.
        ("2026-11-23T03:00:00", "2026-11-23"),
    ],
)
def test_it_keeps_the_date(
    blank: Database, blank_url: str, fill_at: Climb, made_at: str, date: str
) -> None:
    fill_at(BELOW)
    with blank.engine.begin() as connection:
        connection.execute(update(table(connection, "venue")).values(day_limit=240))
        at = dt.datetime.fromisoformat(made_at)
        connection.execute(update(table(connection, "correction")).values(made_at=at))
        before = constraints(connection)
    upgrade(blank_url, REVISION)
    with blank.engine.connect() as connection:
        [row] = connection.execute(select(table(connection, "correction"))).mappings()
        assert row["created_on"] == dt.date.fromisoformat(date)
        assert constraints(connection) == before
    downgrade(blank_url, BELOW)
    with blank.engine.connect() as connection:
        [row] = connection.execute(select(table(connection, "correction"))).mappings()
        assert row["made_at"] == dt.datetime.combine(dt.date.fromisoformat(date), dt.time(12))


@pytest.mark.database("postgresql")
def test_it_gathers_no_statistics_about_what_identifies_people(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(BELOW)
    identifying = {("person", each) for each in ("email", "name", "password_hash")}
    analyse(blank)
    assert columns_known(blank, "person") & identifying
    upgrade(blank_url, REVISION)
    analyse(blank)
    scrub(blank)
    assert columns_known(blank, "person")
    assert not columns_known(blank, "person") & identifying
