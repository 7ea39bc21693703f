"""What the database knows about the time: its own clock, and the last date ours has shown."""

from __future__ import annotations

import contextlib
import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.clock import ClockDoubt, is_another_day, is_before
from app.domain.base.service_day import service_date


def stored_doubt(db: Database, *, now: dt.datetime, ask_its_clock: bool) -> ClockDoubt | None:
    """Return why the database contradicts the clock. If it doesn't, store the date.

    `ask_its_clock` is whether to compare with the database's own clock. SQLite has none.
    """
    with db.reading() as session:
        own = None
        if ask_its_clock and not db.is_sqlite:
            own = session.scalar(select(func.clock_timestamp()))
        row = session.get(models.ClockSeen, 1)
        seen_on = row.seen_on if row else None
    if own is not None and is_another_day(own, now):
        return ClockDoubt.UNLIKE_DATABASE
    if seen_on is not None and is_before(now, seen_on):
        return ClockDoubt.BEFORE_LAST_DATE
    if seen_on is None or seen_on < service_date(now):
        # A page that only reads must not fail because the database can't be written to.
        with contextlib.suppress(StorageUnavailable), db.writing() as session:
            _note(session, now, never_back=True)
    return None


def trust(db: Database, *, now: dt.datetime) -> None:
    """Treat the clock as right, even if it has shown a later date before."""
    with db.writing() as session:
        _note(session, now, never_back=False)


def _note(session: Session, now: dt.datetime, *, never_back: bool) -> None:
    today = service_date(now)
    row = session.get(models.ClockSeen, 1, with_for_update=True)
    if row is None:
        with contextlib.suppress(IntegrityError), session.begin_nested():
            session.add(models.ClockSeen(id=1, seen_on=today))
            # If this fails, another process has stored the same date.
    elif not never_back or row.seen_on < today:
        row.seen_on = today
