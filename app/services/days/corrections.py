"""Correcting the numbers of today and the last seven days."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.days.corrections import CorrectionReason, TooFew, corrected
from app.domain.people.access import Viewer
from app.domain.visits.source import Source
from app.services.days.correctable_day import closed_day, set_counts, venue_and_today
from app.services.visits.correction_log import is_made, must_belong, note
from app.services.visits.day_counts import counts_of
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import unused
from app.services.visits.manual_visits import add_visit, take_back


def correct(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    number: int,
    why: CorrectionReason,
    *,
    key: str,
    activity_id: int | None = None,
    role_id: int | None = None,
    now: dt.datetime,
) -> None:
    """Add visits to a day, or remove them if `number` is negative, and log who did it and why.

    The counts of a closed day and its month change in the same transaction. A repeated `key` does
    nothing. Raises NotFound, TooFew.
    """
    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        must_belong(session, venue, activity_id, role_id)
        cells: dict[str, int] = {}
        if date == today:
            locked_day(session, venue, date)
            key_mac = unused(session, venue.id, date, key)
            if key_mac is None:
                return
            correctable_row(
                session, venue, date, key_mac, number, Source.HOST, activity_id, role_id, now
            )
        else:
            day = closed_day(session, venue, date)
            if is_made(session, key):
                return
            before = counts_of(session, venue.id, date)
            after = corrected(before, number, activity_id=activity_id, role_id=role_id)
            cells = set_counts(session, day, before, after)
        note(
            session,
            viewer,
            venue.id,
            date,
            number,
            why,
            key=key,
            cells=cells,
            now=now,
            activity_id=activity_id,
            role_id=role_id,
        )


def correctable_row(
    session: Session,
    venue: models.Venue,
    date: dt.date,
    key_mac: str,
    number: int,
    source: Source,
    activity_id: int | None,
    role_id: int | None,
    now: dt.datetime | None,
) -> None:
    if number > 0:
        add_visit(
            session,
            venue.id,
            date,
            key_mac,
            number,
            activity_id=activity_id,
            role_id=role_id,
            source=source,
        )
        return
    taken = take_back(
        session,
        venue.id,
        date,
        -number,
        activity_id=activity_id,
        role_id=role_id,
        first=source,
        now=now,
    )
    if taken < -number:
        raise TooFew(taken)
