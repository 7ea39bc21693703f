"""Writing and removing one-line notes about a day."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import must_be_open
from app.domain.days.day_note import Note, Way
from app.domain.people.access import NotFound, Viewer
from app.services.core.lookup import counting_venue
from app.services.visits.day_notes import notes_of_days
from app.services.visits.day_row import touch


def notes(
    db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime
) -> tuple[dt.date, str, tuple[Note, ...]]:
    """Return the current service date, the venue's name, and today's notes. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        today = service_date(now, venue.day_limit)
        return today, venue.name, notes_of_days(session, venue.id, today, today)


def write(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    text: str,
    way: Way | None,
    *,
    now: dt.datetime,
) -> None:
    """Save a note about a day that can still be corrected, without its author.

    Writing the same text again only updates its `way`. Raises NotFound.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        must_be_open(date, service_date(now, venue.day_limit))
        this = (
            models.DayNote.venue_id == venue.id,
            models.DayNote.service_date == date,
            models.DayNote.text == text,
        )
        # Locking the venue makes two requests with the same text wait for each other.
        session.refresh(venue, with_for_update=True)
        row = session.scalar(select(models.DayNote).where(*this))
        if row is None:
            row = models.DayNote(venue_id=venue.id, service_date=date, text=text)
            session.add(row)
        row.way = way
        touch(session, venue.id, now)


def remove(db: Database, viewer: Viewer, venue_id: int, note_id: int, *, now: dt.datetime) -> Note:
    """Delete a note and return it, so that the deletion can be undone. Raises NotFound."""
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        row = session.scalar(
            select(models.DayNote).where(
                models.DayNote.id == note_id, models.DayNote.venue_id == venue.id
            )
        )
        if row is None:
            raise NotFound
        must_be_open(row.service_date, service_date(now, venue.day_limit))
        gone = Note(row.id, row.service_date, row.text, Way(row.way) if row.way else None)
        session.execute(delete(models.DayNote).where(models.DayNote.id == row.id))
        touch(session, venue.id, now)
        return gone
