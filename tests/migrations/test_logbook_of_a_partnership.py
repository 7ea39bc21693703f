"""Logbooks from before stay a venue's, and those of partnerships are gone on the way back."""

from __future__ import annotations

from sqlalchemy import text

from app.db import Database
from app.migrating import downgrade, upgrade
from tests.support.migrations.climbing import Climb

OLD, NEW = "0029_device_codes", "0031_logbook_of_a_partnership"
ALL = text("SELECT id, venue_id, quarter, months FROM logbook ORDER BY id")
WHOLE = text(
    "INSERT INTO logbook (id, partnership_id, quarter, months, shared, correcting) "
    "SELECT 9000, min(id), '2026-10-01', 3, false, false FROM partnership"
)
WRITTEN = text(
    "INSERT INTO reflection (logbook_id, prompt, text, version, written_at) "
    "VALUES (9000, 'happened', 'Vi mødtes.', 1, '2026-11-01 10:00:00')"
)


def test_what_was_written_for_a_venue_goes_both_ways(
    blank: Database, blank_url: str, fill_at: Climb
) -> None:
    fill_at(OLD)
    with blank.engine.begin() as connection:
        before = connection.execute(ALL).all()
        texts = connection.execute(text("SELECT count(*) FROM reflection")).scalar()
    assert before
    upgrade(blank_url, NEW)
    with blank.engine.begin() as connection:
        assert connection.execute(ALL).all() == before
        connection.execute(WHOLE)
        connection.execute(WRITTEN)
    downgrade(blank_url, OLD)
    with blank.engine.connect() as connection:
        assert connection.execute(ALL).all() == before
        assert connection.execute(text("SELECT count(*) FROM reflection")).scalar() == texts
