"""Setting the day's total to a number a host typed, and undoing what a form added."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.corrections import CorrectionReason, WouldLower
from app.domain.people.access import Viewer
from app.domain.visits.source import Source
from app.services.core.lookup import counting_venue
from app.services.visits.correction_log import note
from app.services.visits.day_row import locked_day
from app.services.visits.idempotency_keys import keep_step, key_mac_of, step_of, unused
from app.services.visits.manual_visits import add_visit, counted_before, take_back, total_of
from app.services.visits.phone_visit import remove


def set_total(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    total: int,
    *,
    key: str,
    seen: int | None = None,
    now: dt.datetime,
) -> int:
    """Set today's total and return the difference from what was counted.

    A higher total adds a visit with source HOST. A lower one subtracts visits and logs a
    correction, but only if `seen`, the count the host was shown, is still right; otherwise it
    raises WouldLower. A repeated `key` changes nothing and returns the first difference.

    Raises NotFound, DayClosed, WouldLower.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        before = step_of(session, venue.id, date, key)
        if before is not None:
            return before
        counted = total_of(session, venue.id, date)
        if total < counted and seen != counted:
            raise WouldLower(counted)
        key_mac = unused(session, venue.id, date, key)
        assert key_mac is not None, "the day is locked, and the key was new"  # noqa: S101
        # What was counted before the day was reopened has no visits to take back, so it stays.
        step = max(total, counted_before(session, venue.id, date)) - counted
        keep_step(session, venue.id, date, key_mac, step)
        if step > 0:
            add_visit(session, venue.id, date, _total_mac(session, venue.id, date, key), step)
        elif step < 0:
            take_back(session, venue.id, date, -step, now=now)
            note(
                session, viewer, venue.id, date, step, CorrectionReason.MISCOUNTED, key=key, now=now
            )
        return step


def undo(db: Database, viewer: Viewer, venue_id: int, *, key: str, now: dt.datetime) -> bool:
    """Remove the visit that the form with this key added today.

    Returns False if there is no such visit (any more). Raises NotFound, DayClosed.
    """
    with db.writing() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        locked_day(session, venue, date)
        total = session.get(models.Visit, _total_mac(session, venue.id, date, key))
        if total is not None:
            session.delete(total)  # A typed total is not counted by part of the day.
            return True
        visit = session.get(models.Visit, key_mac_of(session, venue.id, date, key))
        if visit is None or visit.source != Source.HOST:
            return False
        remove(session, visit, now)
        return True


def _total_mac(session: Session, venue_id: int, date: dt.date, key: str) -> str:
    return key_mac_of(session, venue_id, date, f"{key}:total")
