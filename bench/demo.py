"""The demo's venues without their year, and the first of them taking any number of check-ins."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.migrating import upgrade
from app.services.demo.building import build
from app.services.demo.town_venues import CULTURE_CENTRE
from app.services.demo.venues import PARTNERSHIPS

NOON = dt.datetime(2026, 11, 25, 11, 0, tzinfo=dt.UTC)
"""A Wednesday in Copenhagen, when the venue is open and activities are on."""
ENDLESS = 10_000_000


def create(path: Path, *, now: dt.datetime = NOON) -> str:
    """Create the database, and return the venue's code.

    Its caps are out of the way: visits above them are held for a host, which costs otherwise.
    """
    url = f"sqlite:///{path}"
    upgrade(url)
    db = Database(url)
    with db.writing() as session:
        for partnership in PARTNERSHIPS:
            build(session, partnership, "", service_date(now))
        code = session.get_one(models.Code, CULTURE_CENTRE.code)
        venue = session.get_one(models.Venue, code.venue_id)
        venue.daily_cap, venue.minute_cap = ENDLESS, 0
    db.close()
    return CULTURE_CENTRE.code
