"""The end of a service day: its visits become counts and are destroyed, with the day's key."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from sqlalchemy import delete, func, insert, literal, select
from sqlalchemy.orm import Session

from app.db import Database, StorageUnavailable
from app.domain.base.months import Month
from app.domain.base.service_day import day_ends
from app.domain.days.day_state import DayState
from app.domain.visits.counting import Cell, Measure, count
from app.models import ClosedAhead, Day, DayCount, DayKey, MonthCount, Tap, Venue, Visit
from app.services._closed_days import begin
from app.services._days import day_row, visit_rows
from app.services._parts import forget_small_months

logger = logging.getLogger(__name__)
EMPTIED = ("visit", "participation", "visit_role", "tap", "day_key")


def close_due_days(db: Database, *, now: dt.datetime) -> int:
    """Close every day that has ended, oldest first; returns how many this call closed.

    One transaction for each day. Safe to kill anywhere, to run twice, and to run in several
    processes at once: whoever comes second finds the day closed.
    """
    with db.reading() as session:
        due = session.execute(
            select(Day.venue_id, Day.service_date)
            .where(Day.closed.is_(False), Day.ends_at <= now)
            .order_by(Day.service_date, Day.venue_id)
        ).all()
    _close_as_said(db, now)
    closed = 0
    for venue_id, date in due:
        with db.writing() as session:
            closed += close_day(session, venue_id, date)
    if closed:
        scrub(db)
    return closed


def _close_as_said(db: Database, now: dt.datetime) -> None:
    """Days that stayed closed, as was said ahead, and that nobody has asked anything of since."""
    ahead = select(ClosedAhead.venue_id, ClosedAhead.service_date, Venue.day_limit).join(Venue)
    with db.reading() as session:
        rows = session.execute(ahead.where(ClosedAhead.service_date <= now.date())).all()
    for venue_id, date, limit in rows:
        if day_ends(date, limit) <= now:
            with db.writing() as session:
                venue = session.get_one(Venue, venue_id)
                begin(session, day_row(session, venue, date, over=True))


def close_at_start(db: Database, *, now: dt.datetime) -> None:
    """Close what ended while nothing ran, and finish what a stop may have cut short."""
    close_due_days(db, now=now)
    scrub(db)


def scrub(db: Database) -> None:
    """Give the bytes of closed days back. If it cannot be done now, the next closing does it."""
    try:
        db.scrub(*EMPTIED)
    except StorageUnavailable:
        logger.warning("The bytes of closed days could not be given back yet")


def close_day(session: Session, venue_id: int, date: dt.date) -> bool:
    """Turn a day's visits into counts and destroy them; False where that is done already."""
    day = session.get(Day, (venue_id, date), with_for_update=True)
    if day is None or day.closed:
        return False
    counts = count(visit_rows(session, venue_id, date))
    write_day(session, venue_id, date, counts)
    # The participations and roles go with their visits (ON DELETE CASCADE).
    for table in (Visit, Tap, DayKey):
        session.execute(delete(table).where(table.venue_id == venue_id, table.service_date == date))
    if counts.get(Cell(Measure.VISITS)):
        day.state, day.reason = DayState.COUNTED, None
    elif day.state is None:
        day.state = DayState.NOT_COUNTED
    day.closed = True
    day.version = 0
    forget_small_months(session, venue_id, Month.of(date))
    return True


def write_day(session: Session, venue_id: int, date: dt.date, counts: dict[Cell, int]) -> None:
    """Set a day's counts, absolutely, and bring its month into step."""
    write_days(session, venue_id, {date: counts})


def write_days(session: Session, venue_id: int, days: Mapping[dt.date, Mapping[Cell, int]]) -> None:
    """Set several days' counts, absolutely, and bring their months into step."""
    session.execute(
        delete(DayCount).where(DayCount.venue_id == venue_id, DayCount.service_date.in_(days))
    )
    rows = [
        {
            "venue_id": venue_id,
            "service_date": date,
            "cell": cell.key,
            "measure": cell.measure,
            "activity_id": cell.activity_id,
            "role_id": cell.role_id,
            "source": cell.source,
            "number": number,
        }
        for date, counts in days.items()
        for cell, number in counts.items()
    ]
    if rows:
        # With the nulls written out all rows are alike, and go in one statement.
        session.execute(insert(DayCount).execution_options(render_nulls=True), rows)
    for month in sorted({Month.of(date) for date in days}):
        sum_month(session, venue_id, month)


def sum_month(session: Session, venue_id: int, month: Month) -> None:
    """Set the month's counts to the sums of its days.

    The month is locked by no row of its own: on PostgreSQL two days of one venue's month that are
    closed at once wait for each other on the venue.
    """
    session.get_one(Venue, venue_id, with_for_update=True)
    session.execute(
        delete(MonthCount).where(MonthCount.venue_id == venue_id, MonthCount.month == month.first)
    )
    about = (
        DayCount.cell,
        DayCount.measure,
        DayCount.activity_id,
        DayCount.role_id,
        DayCount.source,
    )
    session.execute(
        insert(MonthCount).from_select(
            [
                "venue_id",
                "month",
                "cell",
                "measure",
                "activity_id",
                "role_id",
                "source",
                "number",
                "days",
            ],
            select(
                literal(venue_id),
                literal(month.first),
                *about,
                func.sum(DayCount.number),
                func.count().filter(DayCount.number > 0),
            )
            .where(
                DayCount.venue_id == venue_id,
                DayCount.service_date.between(month.first, month.last),
            )
            .group_by(*about),
        )
    )
