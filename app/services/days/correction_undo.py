"""Undo a correction."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.days.corrections import CorrectionReason, TooFew, corrected
from app.domain.days.count_differences import undone
from app.domain.people.access import NotFound, Viewer
from app.domain.visits.source import Source
from app.services.days.correctable_day import closed_day, set_counts, venue_and_today
from app.services.days.corrections import correctable_row
from app.services.visits.correction_log import note
from app.services.visits.day_counts import counts_of
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import unused


class CannotUndo(Exception):
    """A later correction has removed what this one added."""


def undo(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    correction_id: int,
    *,
    key: str,
    now: dt.datetime,
) -> None:
    """Undo a correction by making the opposite one. Raises NotFound, CannotUndo.

    Does nothing if it has already been undone, or is itself an undo.
    """
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        row = session.get(models.Correction, correction_id)
        if row is None or (row.venue_id, row.service_date) != (venue.id, date):
            raise NotFound
        activity_id, role_id, source = row.activity_id, row.role_id, Source(row.source)
        cells: dict[str, int] = {}
        day = (
            locked_day(session, venue, date) if date == today else closed_day(session, venue, date)
        )
        if row.undoes_id is not None or _is_undone(session, row.id):
            return
        if not day.closed:
            key_mac = unused(session, venue.id, date, key)
            if key_mac is None:
                return
            try:
                # No `now`: visits added by a correction are in no part-of-day count.
                correctable_row(
                    session, venue, date, key_mac, -row.number, source, activity_id, role_id, None
                )
            except TooFew:
                raise CannotUndo from None
        else:
            before = counts_of(session, venue.id, date)
            after = undone(before, row.cells) if row.cells else None
            if after is None:
                try:
                    after = corrected(
                        before,
                        -row.number,
                        activity_id=activity_id,
                        role_id=role_id,
                        source=source,
                    )
                except TooFew:
                    raise CannotUndo from None
            cells = set_counts(session, day, before, after)
        note(
            session,
            viewer,
            venue.id,
            date,
            -row.number,
            CorrectionReason.UNDONE,
            key=key,
            source=source,
            cells=cells,
            undoes_id=row.id,
            now=now,
            activity_id=activity_id,
            role_id=role_id,
        )


def _is_undone(session: Session, correction_id: int) -> bool:
    undoing = select(models.Correction.id).where(models.Correction.undoes_id == correction_id)
    return session.scalar(undoing) is not None
