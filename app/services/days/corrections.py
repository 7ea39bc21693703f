"""Correcting the numbers of today and the last seven days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.days.corrections import (
    CorrectionReason,
    TooFew,
    WouldLower,
    corrected,
    counted_in,
)
from app.domain.days.count_differences import Counts
from app.domain.people.access import Viewer
from app.domain.visits.source import Source
from app.services.days.correctable_day import closed_day, set_counts, venue_and_today
from app.services.visits.correction_log import is_made, must_belong, note
from app.services.visits.day_counts import counts_of
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import unused
from app.services.visits.manual_visits import add_visit, take_back
from app.services.visits.visit_rows import running_counts


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
        _correct(
            session,
            viewer,
            venue,
            date,
            lambda _counts: number,
            why,
            key=key,
            activity_id=activity_id,
            role_id=role_id,
            today=today,
            now=now,
        )


def set_number(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    date: dt.date,
    number: int,
    why: CorrectionReason,
    *,
    key: str,
    seen: int | None = None,
    activity_id: int | None = None,
    role_id: int | None = None,
    now: dt.datetime,
) -> int | None:
    """Set a day's visits, or those in an activity or role, to what a host typed.

    Returns how many visits that added, negative if it took some away; None if the key was used
    before. A lower number is only set if `seen`, the number the host was shown, is still right.
    Raises NotFound, TooFew, WouldLower.
    """

    def step(counts: Counts) -> int:
        there = counted_in(counts, activity_id, role_id)
        if number < there != seen:
            raise WouldLower(there)
        return number - there

    with db.writing() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        must_belong(session, venue, activity_id, role_id)
        return _correct(
            session,
            viewer,
            venue,
            date,
            step,
            why,
            key=key,
            activity_id=activity_id,
            role_id=role_id,
            today=today,
            now=now,
        )


def _correct(
    session: Session,
    viewer: Viewer,
    venue: models.Venue,
    date: dt.date,
    step_from: Callable[[Counts], int],
    why: CorrectionReason,
    *,
    key: str,
    activity_id: int | None,
    role_id: int | None,
    today: dt.date,
    now: dt.datetime,
) -> int | None:
    """Correct a day by the step from its counts and return it; None if the key was used before."""
    cells: dict[str, int] = {}
    if date == today:
        locked_day(session, venue, date)
        key_mac = unused(session, venue.id, date, key)
        if key_mac is None:
            return None
        number = step_from(running_counts(session, venue.id, date))
        if number:
            correctable_row(
                session, venue, date, key_mac, number, Source.HOST, activity_id, role_id, now
            )
    else:
        day = closed_day(session, venue, date)
        if is_made(session, key):
            return None
        before = counts_of(session, venue.id, date)
        number = step_from(before)
        if number:
            after = corrected(before, number, activity_id=activity_id, role_id=role_id)
            cells = set_counts(session, day, before, after)
    if number:
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
    return number


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
