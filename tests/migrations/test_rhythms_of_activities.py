"""Times from before are weekly, and a day with several times has one long time on the way back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

NEW = "0036_rhythms_of_activities"
OLD = "0035_audit"
READ = text("SELECT weekday, starts, ends FROM activity_time ORDER BY weekday, starts")
OF_FIRST = "SELECT min(id), {} FROM activity"


def add(
    database: Database, *, weekday: int, starts: int, ends: int, rhythm: str | None = None
) -> None:
    more = (", rhythm, since", ", :rhythm, :since") if rhythm else ("", "")
    columns = f"activity_id, weekday, starts, ends{more[0]}"
    values = OF_FIRST.format(f":weekday, :starts, :ends{more[1]}")
    with database.engine.begin() as connection:
        connection.execute(
            text(f"INSERT INTO activity_time ({columns}) {values}"),
            {"weekday": weekday, "starts": starts, "ends": ends}
            | ({"rhythm": rhythm, "since": None} if rhythm else {}),
        )


def kept(database: Database) -> list[tuple[Any, ...]]:
    with database.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(READ)]


def test_times_go_up_as_weekly_and_several_on_a_day_come_down_as_one(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        connection.execute(text("DELETE FROM activity_time"))
    add(blank, weekday=0, starts=600, ends=720)
    with pytest.raises(IntegrityError):
        add(blank, weekday=0, starts=840, ends=960)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        stored = connection.execute(text("SELECT rhythm, since FROM activity_time")).all()
    assert [tuple(row) for row in stored] == [("every_week", None)]
    add(blank, weekday=0, starts=840, ends=960, rhythm="every_week")
    add(blank, weekday=0, starts=840, ends=990, rhythm="even_weeks")
    add(blank, weekday=1, starts=540, ends=600, rhythm="first")
    with pytest.raises(IntegrityError):
        add(blank, weekday=0, starts=840, ends=900, rhythm="every_week")
    downgrade(blank_url, OLD)
    assert kept(blank) == [(0, 600, 990), (1, 540, 600)]
    with pytest.raises(IntegrityError):
        add(blank, weekday=0, starts=1000, ends=1010)
    upgrade(blank_url, NEW)
    assert kept(blank) == [(0, 600, 990), (1, 540, 600)]
