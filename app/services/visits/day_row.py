"""The row and the key of a running day. Every function takes an open session."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.domain.base.service_day import day_ends, service_date
from app.domain.days.day_state import DayState
from app.domain.visits.refusals import DayClosed
from app.services.visits.closures import begin


def locked_day(session: Session, venue: models.Venue, date: dt.date) -> models.Day:
    """The day's row, made if it is new, locked until the block ends. Every change passes here.

    Raises DayClosed where the day's visits have already become counts.
    """
    day = day_row(session, venue, date)
    if day.closed:
        raise DayClosed
    day.version += 1
    return day


def day_row(
    session: Session, venue: models.Venue, date: dt.date, *, over: bool = False
) -> models.Day:
    """The day's row as it is, locked until the block ends.

    If it is new it is made: with its key; or closed, where the day is `over` and has had no visit.
    """
    key = (venue.id, date)
    day = session.get(models.Day, key, with_for_update=True)
    if day is None:
        try:
            with session.begin_nested():
                day = models.Day(
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
                    session.add(models.DayKey(venue_id=venue.id, service_date=date, key=secret))
        except IntegrityError:
            pass  # Somebody else opened the day in the same moment; theirs is as good.
        day = session.get(models.Day, key, with_for_update=True, populate_existing=True)
        assert day is not None, "a day that could neither be made nor found"  # noqa: S101
    return day


def day_key(session: Session, venue_id: int, date: dt.date) -> bytes | None:
    """The key of an open day, or None where nothing has been counted yet or the day is closed."""
    row = session.get(models.DayKey, (venue_id, date))
    return row.key if row else None


def open_day_key(session: Session, venue_id: int, date: dt.date) -> bytes:
    """The key of a day that `locked_day` has opened."""
    return session.get_one(models.DayKey, (venue_id, date)).key


def touch(session: Session, venue_id: int, now: dt.datetime) -> None:
    """Tell open boards that what the venue offers today has changed.

    A day that nobody has counted on yet begins with it, and ends uncounted unless somebody does:
    without a day there is no version that an open board could notice.
    """
    venue = session.get_one(models.Venue, venue_id)
    with contextlib.suppress(DayClosed):
        locked_day(session, venue, service_date(now, venue.day_limit))
