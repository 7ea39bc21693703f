"""Hours from before are kept, and a day with two openings is open throughout on the way back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

NEW = "0030_two_openings_a_day"
OLD = "0029_device_codes"
READ = text("SELECT weekday, opens, closes FROM opening_hours ORDER BY weekday, opens")
ADD = text(
    "INSERT INTO opening_hours (venue_id, valid_from, weekday, opens, closes)"
    " SELECT id, '2026-11-01', :weekday, :opens, :closes FROM venue"
)


def add(database: Database, *hours: tuple[int, int, int]) -> None:
    with database.engine.begin() as connection:
        for weekday, opens, closes in hours:
            connection.execute(ADD, {"weekday": weekday, "opens": opens, "closes": closes})


def kept(database: Database) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(READ)]


def test_hours_go_up_and_a_day_with_two_openings_comes_down_as_one(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        connection.execute(text("DELETE FROM opening_hours"))
    add(blank, (0, 600, 780), (2, 600, 900))
    with pytest.raises(IntegrityError):
        add(blank, (0, 900, 1080))
    upgrade(blank_url, NEW)
    assert kept(blank) == [(0, 600, 780), (2, 600, 900)]
    add(blank, (0, 900, 1080))
    with pytest.raises(IntegrityError):
        add(blank, (0, 900, 1000))
    downgrade(blank_url, OLD)
    assert kept(blank) == [(0, 600, 1080), (2, 600, 900)]
    with pytest.raises(IntegrityError):
        add(blank, (0, 900, 1080))
    upgrade(blank_url, NEW)
    assert kept(blank) == [(0, 600, 1080), (2, 600, 900)]
