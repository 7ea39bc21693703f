"""One-time keys of forms and taps: recording which have been used.

Every function but `mark_of` takes an open session, with the day locked.
"""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy.orm import Session

from app import models
from app.domain.visits.ticket import visit_id
from app.services.visits.day_row import open_day_key


def key_mac_of(session: Session, venue_id: int, date: dt.date, key: str) -> str:
    """Return the MAC of a host form's key: the id of its `Tap` row and of any visit it adds."""
    return visit_id(open_day_key(session, venue_id, date), venue_id, f"host:{key}")


def unused(session: Session, venue_id: int, date: dt.date, key: str) -> str | None:
    """Mark the key as used and return its MAC; None if it was used before."""
    key_mac = key_mac_of(session, venue_id, date, key)
    if session.get(models.Tap, (venue_id, date, key_mac)) is not None:
        return None
    session.add(models.Tap(venue_id=venue_id, service_date=date, key_mac=key_mac))
    return key_mac


def step_of(session: Session, venue_id: int, date: dt.date, key: str) -> int | None:
    """Return how many visits the form with this key added, negative if it took some away.

    0 if it stored no number, None if the key is new.
    """
    tap = session.get(models.Tap, (venue_id, date, key_mac_of(session, venue_id, date, key)))
    return None if tap is None else tap.step or 0


def keep_step(session: Session, venue_id: int, date: dt.date, key_mac: str, step: int) -> None:
    """Store how many visits a form added, so that a repeat of it gets the same answer."""
    session.flush()
    session.get_one(models.Tap, (venue_id, date, key_mac)).step = step


def is_first_sending(session: Session, venue_id: int, date: dt.date, press_key: str | None) -> bool:
    """Record a button press and return whether it is the first with this key.

    Always True without a key. The stored MAC cannot be linked to the visit.
    """
    if press_key is None:
        return True
    row = _row(session, venue_id, date, f"press:{press_key}")
    if session.get(models.Tap, row) is not None:
        return False
    session.add(_tap(row))
    return True


def is_newest_form(
    session: Session, venue_id: int, date: dt.date, key: str, number: int, *, counted: bool
) -> bool:
    """Record a tablet's form and return whether it is newer than all others with this key.

    `number` orders the forms; the first, which asks to be counted, is 0. `counted` is whether the
    visit exists already; then the first form is never newer. An undo is recorded as the last form,
    so that a form arriving after it does not count the visit again.
    """
    row = _row(session, venue_id, date, f"tablet:{key}")
    tap = session.get(models.Tap, row)
    if tap is None:
        session.add(_tap(row, number))
        return number > 0 or not counted
    if tap.newest is None or number <= tap.newest:
        return False
    tap.newest = number
    return True


def _row(session: Session, venue_id: int, date: dt.date, key: str) -> tuple[int, dt.date, str]:
    return venue_id, date, visit_id(open_day_key(session, venue_id, date), venue_id, key)


def _tap(row: tuple[int, dt.date, str], newest: int | None = None) -> models.Tap:
    venue_id, date, key_mac = row
    return models.Tap(venue_id=venue_id, service_date=date, key_mac=key_mac, newest=newest)


def mark_of(key: str) -> str:
    """Return the hash by which the log of corrections recognises a form that is sent again."""
    return hashlib.sha256(key.encode()).hexdigest()
