"""Existing sessions and reading keys get an expiry date."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, RowMapping, select, update

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb
from tests.support.migrations.tables import table

BELOW, REVISION = "0018_venue_role_before", "0019_sessions_and_keys_end"


def row(connection: Connection, name: str) -> RowMapping:
    return connection.execute(select(table(connection, name))).mappings().one()


def test_it_gives_them_an_end(blank: Database, blank_url: str, climb: Climb) -> None:
    climb(BELOW)
    made, ends = dt.datetime(2023, 1, 31, 23, 30), dt.datetime(2026, 12, 22, 12, 15, 31)
    with blank.engine.begin() as connection:
        rows.fill(connection)
        connection.execute(update(table(connection, "reading_key")).values(made_at=made))
        connection.execute(update(table(connection, "sign_in")).values(ends_at=ends))
    first = dt.datetime.now(dt.UTC).date()
    upgrade(blank_url, REVISION)
    last = dt.datetime.now(dt.UTC).date()
    with blank.engine.connect() as connection:
        session, key = row(connection, "sign_in"), row(connection, "reading_key")
        assert session["used_on"] == session["begun_on"] == dt.date(2026, 11, 22)
        assert key["made_on"] == dt.date(2023, 1, 31)
        year = dt.timedelta(days=365)
        assert first + year <= key["ends_on"] <= last + year
        assert not row(connection, "person")["must_change_password"]
    downgrade(blank_url, BELOW)
    with blank.engine.connect() as connection:
        session, key = row(connection, "sign_in"), row(connection, "reading_key")
        assert session["ends_at"] == dt.datetime(2026, 12, 22)
        assert key["made_at"] == dt.datetime(2023, 1, 31)
    upgrade(blank_url, REVISION)
