"""Every venue gets a version of its own, and a running day its total."""

from __future__ import annotations

from sqlalchemy import inspect, text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0025_corrections_by_date", "0026_versions_and_totals"


def test_it_adds_up_the_visits_of_a_running_day(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        copy = (
            "INSERT INTO visit SELECT :id, venue_id, service_date, source, :size, changed,"
            " wants_company, has_idea, :held, held_batch, held_reason FROM visit WHERE id = 'x'"
        )
        connection.execute(text(copy), {"id": "y", "size": 4, "held": False})
        connection.execute(text(copy), {"id": "z", "size": 8, "held": True})
        connection.execute(
            text(
                "INSERT INTO day (venue_id, service_date, ends_at, closed, version, arrivals)"
                " SELECT venue_id, '2026-11-23', ends_at, closed, version, arrivals FROM day"
            )
        )
    upgrade(blank_url, NEW)
    with blank.engine.connect() as connection:
        totals = connection.execute(text("SELECT visits FROM day ORDER BY service_date"))
        assert list(totals.scalars()) == [5, 0]
        assert connection.scalar(text("SELECT profile_version FROM venue")) > 0
        kept = {check["name"] for check in inspect(connection).get_check_constraints("venue")}
        assert kept == {"ck_venue_day_limit_in_range", "ck_venue_daily_cap_positive"}
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        for table, column in (("day", "visits"), ("venue", "profile_version")):
            assert column not in {one["name"] for one in inspect(connection).get_columns(table)}
