"""People waiting when batches are introduced form one batch; no per-minute limit is lost."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0021_set_aside", "0022_held_batches"


def test_it_makes_one_batch_of_those_who_wait(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        connection.execute(text("UPDATE visit SET held = :held"), {"held": True})
        connection.execute(
            text(
                "INSERT INTO visit SELECT 'y', venue_id, service_date, source, size, changed,"
                " wants_company, has_idea, :held FROM visit"
            ),
            {"held": False},
        )
        checks = _checks(connection)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert _visits(connection, "held, held_batch, held_reason") == [
            (True, 1, "day"),
            (False, None, None),
        ]
        assert connection.scalar(text("SELECT minute_cap FROM venue")) == 60
        assert connection.scalar(text("SELECT arrivals FROM day")) == 0
        assert _checks(connection) == checks
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert _visits(connection, "held") == [(True,), (False,)]
        assert _checks(connection) == checks
        for table in ("visit", "day", "venue"):
            columns = {column["name"] for column in inspect(connection).get_columns(table)}
            assert not columns & {"held_batch", "held_reason", "arrivals", "minute_cap"}


def _visits(connection: Connection, columns: str) -> list[tuple[Any, ...]]:
    found = connection.execute(text(f"SELECT {columns} FROM visit ORDER BY id"))
    return [
        tuple(bool(value) if at == 0 else value for at, value in enumerate(row)) for row in found
    ]


def _checks(connection: Connection) -> set[str | None]:
    """The named checks on the two tables, and whether visits have a hidden row number."""
    names = {
        check["name"]
        for table in ("visit", "venue")
        for check in inspect(connection).get_check_constraints(table)
    }
    if connection.dialect.name == "sqlite":
        made = connection.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'visit'"))
        names.add("WITHOUT ROWID" if "WITHOUT ROWID" in made else "")
    return names
