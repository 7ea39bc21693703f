"""Old imports are finished, and their closed days are known from the days themselves."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0026_versions_and_totals", "0027_whole_undo_of_imports"


def test_old_imports_are_finished_and_know_their_closed_days(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        connection.execute(text("UPDATE day SET state = 'closed'"))
        connection.execute(text("UPDATE imported_day SET visits = 0"))
        connection.execute(
            text("INSERT INTO imported_day SELECT import_id, venue_id, :date, 7 FROM imported_day"),
            {"date": dt.date(2020, 1, 1)},
        )
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        found = connection.execute(
            text("SELECT visits, is_closed FROM imported_day ORDER BY visits")
        )
        assert [(visits, bool(closed)) for visits, closed in found] == [(0, True), (7, False)]
        same = "SELECT count(*) FROM earlier_import WHERE finished_at = made_at"
        assert connection.scalar(text(same)) == 1
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM imported_day")) == 2
        found = inspect(connection)
        assert not found.has_table("imported_venue")
        assert "is_closed" not in {c["name"] for c in found.get_columns("imported_day")}
        assert "finished_at" not in {c["name"] for c in found.get_columns("earlier_import")}
