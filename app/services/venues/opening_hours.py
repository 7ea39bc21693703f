"""The opening hours of a venue, and when its day ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import day_ends, service_date
from app.domain.people.access import Act, Viewer
from app.domain.venues.set_up import OutsideDay
from app.domain.venues.typed_times import outside_day
from app.services.core.lookup import allowed_venue
from app.services.core.venue_profile import opening_hours_of
from app.services.visits.day_row import touch


def set_hours(
    db: Database, viewer: Viewer, venue_id: int, hours: Mapping[int, Span], *, now: dt.datetime
) -> None:
    """Set the opening hours from today on; earlier days keep theirs.

    `hours` maps weekdays (Monday is 0); without any, the venue is never shown as closed.
    Raises NotFound, OutsideDay.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        must_fit_the_day(hours, venue.day_limit)
        write_hours(session, venue.id, hours, service_date(now, venue.day_limit))
        touch(session, venue.id, now)


def move_day_ends(session: Session, venue: models.Venue) -> None:
    """End open days at the new limit, so that the day in progress is not closed too early."""
    open_days = select(models.Day).where(
        models.Day.venue_id == venue.id, models.Day.closed.is_(False)
    )
    for day in session.scalars(open_days.with_for_update()):
        day.ends_at = day_ends(day.service_date, venue.day_limit)


def must_fit_the_day(hours: Mapping[int, Span], limit: int) -> None:
    weekday = outside_day(hours, limit)
    if weekday is not None:
        raise OutsideDay(weekday)


def write_hours(session: Session, venue_id: int, hours: Mapping[int, Span], today: dt.date) -> None:
    """Write the hours that apply from today, replacing any set earlier today.

    Unchanged hours are not written. An empty set is stored as one row with weekday -1.
    """
    session.execute(
        delete(models.OpeningHours).where(
            models.OpeningHours.venue_id == venue_id, models.OpeningHours.valid_from == today
        )
    )
    in_force = opening_hours_of(session, venue_id).in_force(today)
    if dict(hours) == (in_force.spans if in_force else {}):
        return
    rows = [(weekday, span.start, span.end) for weekday, span in hours.items()] or [(-1, 0, 1)]
    session.add_all(
        models.OpeningHours(
            venue_id=venue_id, valid_from=today, weekday=weekday, opens=opens, closes=closes
        )
        for weekday, opens, closes in rows
    )
    session.flush()
