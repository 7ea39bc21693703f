"""Opening hours of a venue, for tests that need some."""

from __future__ import annotations

import datetime as dt

from app.db import Database
from app.models import OpeningHours

LONG_AGO = dt.date(2020, 1, 1)


def open_on(
    db: Database,
    venue_id: int,
    *weekdays: int,
    closes: int = 15 * 60,
    since: dt.date = LONG_AGO,
) -> None:
    """Open the venue at 10:00 on these weekdays (Monday is 0); `closes` is in minutes."""
    with db.writing() as session:
        session.add_all(
            OpeningHours(
                venue_id=venue_id, valid_from=since, weekday=weekday, opens=600, closes=closes
            )
            for weekday in weekdays
        )
