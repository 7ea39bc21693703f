"""Access to days that can still be corrected. Every function takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import must_be_open
from app.domain.days.count_differences import difference
from app.domain.days.day_state import DayState
from app.domain.days.set_aside import CannotClose
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.visits.counting import Cell, Measure
from app.services.core.lookup import active_venue
from app.services.core.settled_units import is_settled
from app.services.days.closing import close_day
from app.services.visits.day_counts import write_day
from app.services.visits.day_row import day_row


def venue_and_today(
    session: Session, viewer: Viewer, venue_id: int, date: dt.date, now: dt.datetime
) -> tuple[models.Venue, dt.date]:
    """Return the venue and its current service date, if `date` may be corrected by the viewer.

    Raises NotFound, also for a date in the future or more than seven days back.
    """
    venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id)
    today = service_date(now, venue.day_limit)
    must_be_open(date, today)
    return venue, today


def closed_day(session: Session, venue: models.Venue, date: dt.date) -> models.Day:
    """Return the locked row of a day that has ended, creating or closing it if need be.

    Raises CannotClose for a day that has been set aside.
    """
    day = day_row(session, venue, date, over=True)
    if not day.closed:
        if session.get(models.SetAside, (venue.id, date)) is not None:
            raise CannotClose
        close_day(session, venue.id, date)  # It has ended, but no request has closed it yet.
    return day


def set_counts(
    session: Session, day: models.Day, before: Mapping[Cell, int], after: Mapping[Cell, int]
) -> dict[str, int]:
    """Set a closed day's counts and update its month; return the changes by cell key.

    A day that a correction leaves empty becomes ZERO, not NOT_COUNTED: it was counted. Raises
    NotFound if the day has settled a moment ago.
    """
    session.get_one(models.Venue, day.venue_id, with_for_update=True)
    if is_settled(session, day.venue_id, day.service_date):
        raise NotFound
    write_day(session, day.venue_id, day.service_date, dict(after))
    if after.get(Cell(Measure.VISITS)):
        day.state, day.reason = DayState.COUNTED, None
    elif before.get(Cell(Measure.VISITS)):
        day.state = DayState.ZERO
    return difference(after, before)
