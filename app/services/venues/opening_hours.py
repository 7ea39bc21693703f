"""The opening hours of a venue, and when its day ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import WeekOpenings, pairs_of
from app.domain.base.service_day import day_ends, service_date
from app.domain.days.closed_days import dates_of
from app.domain.people.access import Act, Viewer
from app.domain.venues.set_up import OutsideDay
from app.domain.venues.typed_times import outside_day
from app.services.core.lookup import allowed_venue
from app.services.core.venue_profile import opening_hours_of
from app.services.visits.day_row import touch


def set_hours(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    hours: WeekOpenings,
    *,
    valid_from: dt.date | None = None,
    now: dt.datetime,
) -> dt.date:
    """Set the opening hours from a date, or today, on; earlier days keep theirs. Returns the date.

    Without any `hours`, the venue is never shown as closed. A venue's first hours hold from today,
    whatever the date, because hours also hold for the days before the first of them.
    Raises NotFound, OutsideDay, AlreadyOver, TooFarAhead.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        return _change(session, venue, hours, valid_from, now)


def set_hours_of_several(
    db: Database,
    viewer: Viewer,
    venue_ids: Iterable[int],
    hours: WeekOpenings,
    *,
    valid_from: dt.date | None = None,
    now: dt.datetime,
) -> None:
    """Do what `set_hours` does at several venues: at all of them, or, if it raises, at none."""
    with db.writing() as session:
        # In the order of ids, so that two requests never wait for one another.
        for venue_id in sorted(set(venue_ids)):
            venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
            _change(session, venue, hours, valid_from, now)


def _change(
    session: Session,
    venue: models.Venue,
    hours: WeekOpenings,
    valid_from: dt.date | None,
    now: dt.datetime,
) -> dt.date:
    """Do what `set_hours` does, in an open session. The venue's row must be locked."""
    today = service_date(now, venue.day_limit)
    dates_of(valid_from or today, valid_from or today, today)
    if not opening_hours_of(session, venue.id).known:
        valid_from = None
    must_fit_the_day(hours, venue.day_limit)
    write_hours(session, venue.id, hours, valid_from or today)
    touch(session, venue.id, now)
    return valid_from or today


def take_back(
    db: Database, viewer: Viewer, venue_id: int, valid_from: dt.date, *, now: dt.datetime
) -> None:
    """Take back hours that were to come into force on a date after today. Raises NotFound.

    Doing it twice is harmless, and hours that are in force stay.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        if valid_from > service_date(now, venue.day_limit):
            _forget(session, venue.id, valid_from)
            touch(session, venue.id, now)


def move_day_ends(session: Session, venue: models.Venue) -> None:
    """End open days at the new limit, so that the day in progress is not closed too early."""
    open_days = select(models.Day).where(
        models.Day.venue_id == venue.id, models.Day.closed.is_(False)
    )
    for day in session.scalars(open_days.with_for_update()):
        day.ends_at = day_ends(day.service_date, venue.day_limit)


def must_fit_the_day(hours: WeekOpenings, limit: int) -> None:
    weekday = outside_day(pairs_of(hours), limit)
    if weekday is not None:
        raise OutsideDay(weekday)


def write_hours(session: Session, venue_id: int, hours: WeekOpenings, valid_from: dt.date) -> None:
    """Write the hours that apply from a date, replacing any that were to apply from the same date.

    Hours that are in force already are not written again. An empty set is stored as one row with
    weekday -1.
    """
    _forget(session, venue_id, valid_from)
    history = opening_hours_of(session, venue_id)
    before = [one for one in history.sets if one.valid_from < valid_from]
    if dict(hours) == (before[-1].spans if before else None if history.known else {}):
        return
    rows = [(weekday, span.start, span.end) for weekday, span in pairs_of(hours)]
    session.add_all(
        models.OpeningHours(
            venue_id=venue_id, valid_from=valid_from, weekday=weekday, opens=opens, closes=closes
        )
        for weekday, opens, closes in rows or [(-1, 0, 1)]
    )
    session.flush()


def _forget(session: Session, venue_id: int, valid_from: dt.date) -> None:
    session.execute(
        delete(models.OpeningHours).where(
            models.OpeningHours.venue_id == venue_id, models.OpeningHours.valid_from == valid_from
        )
    )
