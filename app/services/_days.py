"""Steps on a service day that several services share. They take the session."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.base.service_day import day_ends, service_date
from app.domain.days.day_state import DayState
from app.domain.visits.counting import VisitRow
from app.domain.visits.refusals import DayClosed
from app.domain.visits.source import Source
from app.models import Day, DayKey, Participation, Venue, Visit, VisitRole
from app.services._closed_days import begin


def locked_day(session: Session, venue: Venue, date: dt.date) -> Day:
    """The day's row, made if it is new, locked until the block ends. Every change passes here.

    Raises DayClosed where the day's visits have already become counts.
    """
    day = day_row(session, venue, date)
    if day.closed:
        raise DayClosed
    day.version += 1
    return day


def day_row(session: Session, venue: Venue, date: dt.date, *, over: bool = False) -> Day:
    """The day's row as it is, locked until the block ends.

    If it is new it is made: with its key; or closed, where the day is `over` and has had no visit.
    """
    key = (venue.id, date)
    day = session.get(Day, key, with_for_update=True)
    if day is None:
        try:
            with session.begin_nested():
                day = Day(
                    venue_id=venue.id,
                    service_date=date,
                    ends_at=day_ends(date, venue.day_limit),
                    closed=over,
                    state=DayState.NOT_COUNTED if over else None,
                )
                session.add(day)
                session.flush()
                begin(session, day)
                if not over:
                    secret = secrets.token_bytes(32)
                    session.add(DayKey(venue_id=venue.id, service_date=date, key=secret))
        except IntegrityError:
            pass  # Somebody else opened the day in the same moment; theirs is as good.
        day = session.get(Day, key, with_for_update=True, populate_existing=True)
        assert day is not None, "a day that could neither be made nor found"  # noqa: S101
    return day


def day_key(session: Session, venue_id: int, date: dt.date) -> bytes | None:
    """The key of an open day, or None where nothing has been counted yet or the day is closed."""
    row = session.get(DayKey, (venue_id, date))
    return row.key if row else None


def open_day_key(session: Session, venue_id: int, date: dt.date) -> bytes:
    """The key of a day that `locked_day` has opened."""
    return session.get_one(DayKey, (venue_id, date)).key


def touch(session: Session, venue_id: int, now: dt.datetime) -> None:
    """Tell open boards that what the venue offers today has changed.

    A day that nobody has counted on yet begins with it, and ends uncounted unless somebody does:
    without a day there is no version that an open board could notice.
    """
    venue = session.get_one(Venue, venue_id)
    with contextlib.suppress(DayClosed):
        locked_day(session, venue, service_date(now, venue.day_limit))


def visit_rows(session: Session, venue_id: int, date: dt.date) -> list[VisitRow]:
    """The visits of an open day, as far as counting needs them."""
    of_day = (Visit.venue_id == venue_id, Visit.service_date == date)
    activities: dict[str, set[int]] = {}
    for visit_id, activity_id in session.execute(
        select(Participation.visit_id, Participation.activity_id).join(Visit).where(*of_day)
    ):
        activities.setdefault(visit_id, set()).add(activity_id)
    roles: dict[str, dict[int, int | None]] = {}
    for visit_id, role_id, within in session.execute(
        select(VisitRole.visit_id, VisitRole.role_id, VisitRole.activity_id)
        .join(Visit)
        .where(*of_day)
    ):
        roles.setdefault(visit_id, {})[role_id] = within
    return [
        VisitRow(
            size=size,
            source=Source(source),
            changed=changed,
            wants_company=wants_company,
            held=held,
            activities=frozenset(activities.get(visit_id, ())),
            roles=roles.get(visit_id, {}),
        )
        for visit_id, size, source, changed, wants_company, held in session.execute(
            select(
                Visit.id, Visit.size, Visit.source, Visit.changed, Visit.wants_company, Visit.held
            ).where(*of_day)
        )
    ]
