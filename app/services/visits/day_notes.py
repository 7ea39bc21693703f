"""Reading the notes about days."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.days.day_note import Note, Way


def notes_of_days(
    session: Session, venue_id: int, first: dt.date, last: dt.date
) -> tuple[Note, ...]:
    """Return the notes from `first` to `last` (both included), by date. Takes an open session."""
    rows = session.scalars(
        select(models.DayNote)
        .where(
            models.DayNote.venue_id == venue_id, models.DayNote.service_date.between(first, last)
        )
        .order_by(models.DayNote.service_date, models.DayNote.id)
    )
    return tuple(
        Note(row.id, row.service_date, row.text, Way(row.way) if row.way else None) for row in rows
    )
