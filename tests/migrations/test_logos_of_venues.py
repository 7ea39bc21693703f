"""Venues from before have no logo, and the way back takes logos away and nothing else."""

from __future__ import annotations

from sqlalchemy import text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb

OLD, NEW = "0036_rhythms_of_activities", "0037_logos_of_venues"


def test_venues_from_before_have_no_logo(blank: Database, blank_url: str, fill_at: Climb) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        before = rows.counts(connection)
    upgrade(blank_url, NEW)
    with blank.engine.begin() as connection:
        assert rows.counts(connection) == before | {"venue_logo": 0}
        connection.execute(text("INSERT INTO venue_logo SELECT id, 'a', '' FROM venue"))
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert rows.counts(connection) == before
