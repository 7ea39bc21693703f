"""A running day's row and key. Every function takes an open session."""

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
    """Return the day's row, locked until the block ends; create it if it does not exist.

    Every change to a running day goes through here. Increments the day's version, so that open
    boards notice the change. Raises DayClosed if the day's visits have already become counts.
    """
    day = day_row(session, venue, date)
    if day.closed:
        raise DayClosed
    day.version += 1
    return day


def day_row(
    session: Session, venue: models.Venue, date: dt.date, *, over: bool = False
) -> models.Day:
    """Return the day's row, locked until the block ends; create it if it does not exist.

    A new row gets a day key, or is created as closed and not counted if the day is `over`.
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
            pass  # Another request created the row at the same time; use that one.
        day = session.get(models.Day, key, with_for_update=True, populate_existing=True)
        assert day is not None, "a day that could neither be made nor found"  # noqa: S101
    return day


def day_key(session: Session, venue_id: int, date: dt.date) -> bytes | None:
    """Return the day's key; None before the first change of the day and after it is closed."""
    row = session.get(models.DayKey, (venue_id, date))
    return row.key if row else None


def open_day_key(session: Session, venue_id: int, date: dt.date) -> bytes:
    """Return the key of a day that is locked with `locked_day`."""
    return session.get_one(models.DayKey, (venue_id, date)).key


def touch(session: Session, venue_id: int, now: dt.datetime) -> None:
    """Make open boards notice that what the venue offers today has changed.

    Creates the day's row if needed, because an open board notices changes by its version. Does
    nothing if the day is closed.
    """
    venue = session.get_one(models.Venue, venue_id)
    with contextlib.suppress(DayClosed):
        locked_day(session, venue, service_date(now, venue.day_limit))
