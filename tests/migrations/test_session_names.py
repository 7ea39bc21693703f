"""Sessions from before go on and have no name, and the way back leaves none."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0037_logos_of_venues", "0038_session_names"


def test_sessions_from_before_have_none(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(OLD)
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM sign_in")).scalars().all() == [None]
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        found = inspect(connection).get_columns("sign_in")
        assert "name" not in {one["name"] for one in found}
        assert connection.execute(text("SELECT count(*) FROM sign_in")).scalar() == 1
