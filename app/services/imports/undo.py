"""Undoing an import whole: its days, and the venues that it created."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.services.core.lookup import found
from app.services.imports.imported_days import change_imported, state_of
from app.services.imports.known_days import owners
from app.services.imports.slices import LONGEST, slices
from app.services.visits.day_counts import counts_of_days

Mark = tuple[int, dt.date]
"""A venue's id and a date: a day in the order in which days are undone."""
FIRST: Mark = (0, dt.date.min)


def undo(db: Database, import_id: int, *, now: dt.datetime) -> None:
    """Undo an import in slices. If it is cut off, it can be undone again. Nobody is asked.

    It is unfinished from the first slice on, so that reports leave all of it out at once. While two
    servers run side by side during an upgrade, the other may go on saving it: what is left is
    looked for from the start again, until the block that finds nothing says that it is taken back.
    """
    after: Mark | None = FIRST
    while after is not None:
        with db.writing(in_bulk=True) as session:
            after = _undo_next(session, import_id, after, now)


def _undo_next(session: Session, import_id: int, after: Mark, now: dt.datetime) -> Mark | None:
    """Undo the slice after this day. Return its last day, or None once all is taken back."""
    row = found(session, models.EarlierImport, import_id, lock=True)
    if row.taken_back_at is not None:
        return None
    row.finished_at = None
    if left := _next(session, import_id, after):
        venue_id, dates = left
        _restore(session, import_id, venue_id, dates)
        return venue_id, dates[-1]
    if after != FIRST:
        return FIRST
    row.taken_back_at = now
    for venue in _unused(session, import_id):
        venue.archived_on = service_date(now, venue.day_limit)
    return None


def _next(session: Session, import_id: int, after: Mark) -> tuple[int, list[dt.date]] | None:
    """Return the next slice of what is left, if there is any."""
    day = models.ImportedDay
    rows = session.execute(
        select(day.venue_id, day.service_date)
        .where(
            day.import_id == import_id,
            day.is_undone.is_(False),
            tuple_(day.venue_id, day.service_date) > after,
        )
        .order_by(day.venue_id, day.service_date)
        .limit(LONGEST)
    ).all()
    if not rows:
        return None
    venue_id = rows[0].venue_id
    return venue_id, next(slices(date for venue, date in rows if venue == venue_id))


def _restore(session: Session, import_id: int, venue_id: int, dates: list[dt.date]) -> None:
    """Take the import's numbers out of the days, and put those of the import before it back.

    A day that a later import has replaced is that import's, and is left as it is.
    """
    session.get_one(models.Venue, venue_id, with_for_update=True)
    rows = session.scalars(
        select(models.ImportedDay).where(
            models.ImportedDay.import_id == import_id,
            models.ImportedDay.venue_id == venue_id,
            models.ImportedDay.service_date.in_(dates),
            models.ImportedDay.is_undone.is_(False),
        )
    ).all()
    before = owners(session, venue_id, dates, apart=import_id)
    mine = {
        row.service_date: row.visits
        for row in rows
        if row.service_date not in before or before[row.service_date].import_id < import_id
    }
    again = {date: before[date].visits for date in mine if date in before}
    change_imported(session, venue_id, away=mine, more=again)
    left = counts_of_days(session, venue_id, mine)
    gone = [date for date in mine if not left[date] and date not in before]
    session.execute(
        delete(models.Day).where(models.Day.venue_id == venue_id, models.Day.service_date.in_(gone))
    )
    for day in session.scalars(
        select(models.Day).where(
            models.Day.venue_id == venue_id, models.Day.service_date.in_(again)
        )
    ):
        row = before[day.service_date]
        day.state = state_of(None if row.is_closed and not left[day.service_date] else row.visits)
    for row in rows:
        row.is_undone = True


def _unused(session: Session, import_id: int) -> list[models.Venue]:
    """The venues that the import created, and where nothing has happened since."""
    made = select(models.ImportedVenue.venue_id).where(models.ImportedVenue.import_id == import_id)
    return [
        venue
        for venue in session.scalars(
            select(models.Venue).where(
                models.Venue.id.in_(made), models.Venue.archived_on.is_(None)
            )
        )
        if not _is_used(session, venue.id)
    ]


def _is_used(session: Session, venue_id: int) -> bool:
    return any(
        session.scalar(select(table.venue_id).where(table.venue_id == venue_id).limit(1))
        for table in (models.Day, models.Activity, models.Device, models.HostVenue)
    )
