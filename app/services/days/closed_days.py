"""Marking days as closed in advance, and reopening them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days import closed_days as rules
from app.domain.days.day_state import DayState, SomebodyCame, WhyClosed
from app.domain.people.access import Act, Viewer
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import active_venue
from app.services.core.venue_profile import activities_of, closed_ahead, opening_hours_of
from app.services.visits.closures import said_of
from app.services.visits.day_row import locked_day
from app.services.visits.manual_visits import total_of


@dataclass(frozen=True)
class ClosedDays:
    """A venue's closed days from today on, and the coming holidays it has not decided about."""

    venue_id: int
    venue_name: str
    today: dt.date
    closings: tuple[rules.Closing, ...]
    proposals: tuple[rules.Holidays, ...]


def closed_days(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> ClosedDays:
    """Return the days marked as closed, and the holidays to propose. Raises NotFound."""
    with db.reading() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id)
        today = service_date(now, venue.day_limit)
        days = {date: why for date, why in closed_ahead(session, venue.id).items() if date >= today}
        state, why = said_of(session, venue.id, today)
        if state is DayState.CLOSED and not total_of(session, venue.id, today):
            days[today] = why
        activities = activities_of(session, venue.id)
        return ClosedDays(
            venue_id=venue.id,
            venue_name=venue.name,
            today=today,
            closings=rules.closings(days, activities),
            proposals=rules.proposals(today, days, opening_hours_of(session, venue.id), activities),
        )


def close(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    first: dt.date,
    last: dt.date,
    why: WhyClosed | None,
    *,
    now: dt.datetime,
) -> None:
    """Mark the venue as closed from `first` to `last`, inclusive. Calling it again is harmless.

    Raises NotFound, AlreadyOver, WrongWayRound, TooFarAhead, and SomebodyCame if `first` is today
    and today already has visits.
    """
    close_several(db, viewer, (venue_id,), first, last, why, now=now)


def close_several(
    db: Database,
    viewer: Viewer,
    venue_ids: Iterable[int],
    first: dt.date,
    last: dt.date,
    why: WhyClosed | None,
    *,
    now: dt.datetime,
) -> None:
    """Do what `close` does at several venues: at all of them, or, if it raises, at none."""
    with db.writing() as session:
        # The lock makes concurrent requests for the same days wait for each other; in the order of
        # ids, so that two requests never wait for one another.
        for venue_id in sorted(set(venue_ids)):
            venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id, lock=True)
            _close(session, venue, first, last, why, now)
            _record(session, viewer, venue, AuditDeed.ADDED, first, last)


def open_again(
    db: Database, viewer: Viewer, venue_id: int, first: dt.date, last: dt.date, *, now: dt.datetime
) -> None:
    """Undo `close` for those days, except the ones before today. Raises NotFound."""
    open_several_again(db, viewer, (venue_id,), first, last, now=now)


def open_several_again(
    db: Database,
    viewer: Viewer,
    venue_ids: Iterable[int],
    first: dt.date,
    last: dt.date,
    *,
    now: dt.datetime,
) -> None:
    """Undo `close_several`, as `open_again` does at each of the venues."""
    with db.writing() as session:
        for venue_id in sorted(set(venue_ids)):
            venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id, lock=True)
            _record(session, viewer, venue, AuditDeed.REMOVED, first, last)
            today = service_date(now, venue.day_limit)
            state, _why = said_of(session, venue.id, today)
            _forget(session, venue, max(first, today), last)
            if first <= today <= last and state is DayState.CLOSED:
                # locked_day raises the day's version, which makes open boards refresh.
                day = locked_day(session, venue, today)
                day.state = day.reason = None


def _record(
    session: Session,
    viewer: Viewer,
    venue: models.Venue,
    deed: AuditDeed,
    first: dt.date,
    last: dt.date,
) -> None:
    """Add a line to the trail. It holds no reason: an illness is nobody else's business."""
    record(
        session,
        viewer,
        AuditSubject.CLOSED_DAYS,
        deed,
        partnership_id=venue.partnership_id,
        venue_id=venue.id,
        subject_id=venue.id,
        name=venue.name,
        changes={"dates": (None, [first.isoformat(), last.isoformat()])},
    )


def _close(
    session: Session,
    venue: models.Venue,
    first: dt.date,
    last: dt.date,
    why: WhyClosed | None,
    now: dt.datetime,
) -> None:
    today = service_date(now, venue.day_limit)
    dates = rules.dates_of(first, last, today)
    _forget(session, venue, first, last)
    for date in dates:
        if date == today:
            day = locked_day(session, venue, date)
            if total_of(session, venue.id, date):
                raise SomebodyCame
            day.state, day.reason = DayState.CLOSED, why
        else:
            session.add(models.ClosedAhead(venue_id=venue.id, service_date=date, reason=why))


def _forget(session: Session, venue: models.Venue, first: dt.date, last: dt.date) -> None:
    session.execute(
        delete(models.ClosedAhead).where(
            models.ClosedAhead.venue_id == venue.id,
            models.ClosedAhead.service_date.between(first, last),
        )
    )
