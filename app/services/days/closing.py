"""Closing a service day: its visits become counts, then they and the day's key are deleted."""

from __future__ import annotations

import datetime as dt
import functools
import logging
from collections.abc import Container

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database, StorageUnavailable
from app.domain.base.months import Month
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import Cell, Measure
from app.services.days import settling
from app.services.days.set_aside import VenueDay, attempt, clear, waiting_days
from app.services.visits.closures import begin
from app.services.visits.day_counts import change_days, counts_of
from app.services.visits.day_parts import forget_small_months
from app.services.visits.day_row import day_row
from app.services.visits.visit_rows import final_counts

logger = logging.getLogger(__name__)
EMPTIED = ("visit", "participation", "visit_role", "tap", "day_key")
# On the way also what was deleted or replaced of sessions, people and PostgreSQL's statistics.
SCRUBBED = (*EMPTIED, "sign_in", "person", "pg_statistic")
MIGRATED = ("month_count",)
"""What migration 0023 emptied besides; it cannot scrub, as it is one transaction."""


def close_due_days(db: Database, *, now: dt.datetime, retry: bool = False) -> int:
    """Close every day that has ended, oldest first; returns how many this call closed.

    Then settle the units whose days can no longer be corrected.

    Each day is one transaction. It is safe to kill this at any point, to run it twice, and to run
    it in several processes at once: a day that is already closed is skipped.

    A day that cannot be closed is set aside and tried again every hour, or now if `retry`.
    """
    with db.reading() as session:
        due = session.execute(_due(), {"now": now}).all()
        waiting = set() if retry else waiting_days(session, now)
    _close_as_said(db, now, waiting)
    closed = 0
    for venue_id, date in due:
        if (venue_id, date) not in waiting:
            close = functools.partial(close_day, venue_id=venue_id, date=date)
            closed += attempt(db, (venue_id, date), close, now=now)
    if closed:
        scrub(db, *SCRUBBED)
    if settling.settle_due_units(db, now=now):
        scrub(db, *settling.EMPTIED)
    return closed


# Every process looks every minute, and building the questions takes longer than asking them.
@functools.cache
def _due() -> Select[int, dt.date]:
    """Return the open days that have ended at `now`."""
    return (
        select(models.Day.venue_id, models.Day.service_date)
        .where(models.Day.closed.is_(False), models.Day.ends_at <= bindparam("now"))
        .order_by(models.Day.service_date, models.Day.venue_id)
    )


@functools.cache
def _ahead() -> Select[int, dt.date, int]:
    """Return the days until `today` that were closed in advance, and when each ends."""
    return (
        select(models.ClosedAhead.venue_id, models.ClosedAhead.service_date, models.Venue.day_limit)
        .join(models.Venue)
        .where(models.ClosedAhead.service_date <= bindparam("today"))
    )


def _close_as_said(db: Database, now: dt.datetime, waiting: Container[VenueDay]) -> None:
    """Create the rows of ended days that were closed in advance and were never opened."""
    with db.reading() as session:
        rows = session.execute(_ahead(), {"today": now.date()}).all()
    for venue_id, date, limit in rows:
        if (venue_id, date) not in waiting and day_ends(date, limit) <= now:
            close = functools.partial(_close_one_as_said, venue_id=venue_id, date=date)
            attempt(db, (venue_id, date), close, now=now)


def _close_one_as_said(session: Session, venue_id: int, date: dt.date) -> bool:
    venue = session.get_one(models.Venue, venue_id)
    begin(session, day_row(session, venue, date, over=True))
    return True


def close_at_start(db: Database, *, now: dt.datetime) -> None:
    """Close days that ended while the server was down, and scrub in case a stop prevented it."""
    close_due_days(db, now=now, retry=True)
    scrub(db, *SCRUBBED, *settling.EMPTIED, *MIGRATED)


def scrub(db: Database, *tables: str) -> None:
    """Erase the deleted rows of tables from disk. If that fails, the next start tries again."""
    try:
        db.scrub(*tables)
    except StorageUnavailable:
        logger.warning("The bytes of deleted rows could not be given back yet")


def close_day(session: Session, venue_id: int, date: dt.date) -> bool:
    """Turn a day's visits into counts and delete them. Takes an open session.

    Returns False if the day is already closed, or has no row.
    """
    day = session.get(models.Day, (venue_id, date), with_for_update=True)
    if day is None or day.closed:
        return False
    # A day that was closed too early and reopened has counts already.
    change_days(session, venue_id, {date: final_counts(session, venue_id, date)})
    # Participations and roles are deleted with their visits (ON DELETE CASCADE).
    for table in (models.Visit, models.Tap, models.DayKey):
        session.execute(delete(table).where(table.venue_id == venue_id, table.service_date == date))
    if counts_of(session, venue_id, date).get(Cell(Measure.VISITS)):
        day.state, day.reason = DayState.COUNTED, None
    elif day.state is None:
        day.state = DayState.NOT_COUNTED
    day.closed = True
    day.version = day.arrivals = day.visits = 0
    day.held_batch = None
    clear(session, venue_id, date)
    forget_small_months(session, venue_id, Month.of(date))
    return True
