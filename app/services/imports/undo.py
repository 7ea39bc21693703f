"""Undoing an import whole: its days, and the venues that it created."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.services.core.lookup import found
from app.services.imports.imported_days import change_imported, state_of
from app.services.imports.known_days import owners
from app.services.imports.slices import slices
from app.services.visits.day_counts import counts_of_days


def undo(db: Database, import_id: int, *, now: dt.datetime) -> None:
    """Undo an import in slices. If it is cut off, it can be undone again. Nobody is asked.

    It is unfinished from the first slice on, so that reports leave all of it out at once. While two
    servers run side by side during an upgrade, the other may go on saving it: what is left is
    looked for again, until it is taken back in the same block that says so.
    """
    is_over = False
    while not is_over:
        with db.reading() as session:
            if found(session, models.EarlierImport, import_id).taken_back_at is not None:
                return
            left = list(_slices(session, import_id))[:-1]
        for venue_id, dates in left:
            with db.writing(in_bulk=True) as session:
                found(session, models.EarlierImport, import_id, lock=True).finished_at = None
                _restore(session, import_id, venue_id, dates)
        with db.writing(in_bulk=True) as session:
            is_over = _end(session, import_id, now)


def _end(session: Session, import_id: int, now: dt.datetime) -> bool:
    """Take the last slice back, or say that there is more of it than that."""
    row = found(session, models.EarlierImport, import_id, lock=True)
    if row.taken_back_at is not None:
        return True
    rest = list(_slices(session, import_id))
    if len(rest) > 1:
        return False
    row.taken_back_at = now
    for venue_id, dates in rest:
        _restore(session, import_id, venue_id, dates)
    session.flush()
    for venue in _unused(session, import_id):
        venue.archived_on = service_date(now, venue.day_limit)
    return True


def _slices(session: Session, import_id: int) -> Iterator[tuple[int, list[dt.date]]]:
    by_venue: dict[int, list[dt.date]] = defaultdict(list)
    for venue_id, date in session.execute(
        select(models.ImportedDay.venue_id, models.ImportedDay.service_date)
        .where(models.ImportedDay.import_id == import_id, models.ImportedDay.is_undone.is_(False))
        .order_by(models.ImportedDay.venue_id, models.ImportedDay.service_date)
    ):
        by_venue[venue_id].append(date)
    for venue_id, dates in by_venue.items():
        for each in slices(dates):
            yield venue_id, each


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
