"""Opening a day again that was closed too early, because the clock was wrong."""

from __future__ import annotations

import datetime as dt
import secrets

from app import models
from app.db import Database
from app.domain.base.service_day import day_ends, service_date
from app.domain.days.day_state import DayState
from app.domain.days.reopening import DayHasSettled, DayIsOpen, DayNotRunning
from app.domain.people.access import Act, Viewer
from app.services.core.lookup import allowed_venue
from app.services.core.settled_units import is_settled


def reopen_day(
    db: Database, viewer: Viewer, venue_id: int, date: dt.date, *, now: dt.datetime
) -> None:
    """Open the running day again. Its counts stay; the next closing adds to them.

    The visits and the day's key are gone, so a phone that was counted before is not recognised.
    Raises NotFound, DayIsOpen, DayHasSettled, and DayNotRunning for any day but the current one, as
    it would be closed again at once.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        if date != service_date(now, venue.day_limit):
            raise DayNotRunning
        day = session.get(models.Day, (venue.id, date), with_for_update=True)
        if day is None or not day.closed:
            raise DayIsOpen
        if is_settled(session, venue.id, date):
            raise DayHasSettled
        day.closed = False
        day.ends_at = day_ends(date, venue.day_limit)
        if day.state in (DayState.COUNTED, DayState.NOT_COUNTED):
            day.state = None
        # Boards from before the closing may still be open or cached, so no version may recur.
        day.version = 1_000_000 + secrets.randbelow(1_000_000_000)
        session.add(
            models.DayKey(venue_id=venue.id, service_date=date, key=secrets.token_bytes(32))
        )
