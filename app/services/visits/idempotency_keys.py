"""One-time keys that have done their work. They take an open session with the day locked."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy.orm import Session

from app import models
from app.domain.visits.ticket import visit_id
from app.services.visits.day_row import open_day_key


def mac_of(session: Session, venue_id: int, date: dt.date, key: str) -> str:
    """Under what a form's one-time key is kept today, and the visit that it has made."""
    return visit_id(open_day_key(session, venue_id, date), venue_id, f"host:{key}")


def unused(session: Session, venue_id: int, date: dt.date, key: str) -> str | None:
    """The key's MAC of today, now marked as used; None where it was used before."""
    mac = mac_of(session, venue_id, date, key)
    if session.get(models.Tap, (venue_id, date, mac)) is not None:
        return None
    session.add(models.Tap(venue_id=venue_id, service_date=date, mac=mac))
    return mac


def step_of(session: Session, venue_id: int, date: dt.date, key: str) -> int | None:
    """How many visits the form with this key has added or taken away; None where it is new."""
    tap = session.get(models.Tap, (venue_id, date, mac_of(session, venue_id, date, key)))
    return None if tap is None else tap.step or 0


def keep_step(session: Session, venue_id: int, date: dt.date, mac: str, step: int) -> None:
    """Keep what the form has done, for when it comes again."""
    session.flush()
    session.get_one(models.Tap, (venue_id, date, mac)).step = step


def is_first_sending(session: Session, venue_id: int, date: dt.date, press: str | None) -> bool:
    """Whether the press, of which a phone's script says the one-time key, has not come before.

    Always where it says none. What is kept of the key has nothing in common with the visit.
    """
    if press is None:
        return True
    row = _row(session, venue_id, date, f"press:{press}")
    if session.get(models.Tap, row) is not None:
        return False
    session.add(_tap(row))
    return True


def is_newest_form(
    session: Session, venue_id: int, date: dt.date, key: str, number: int, *, counted: bool
) -> bool:
    """Whether a tablet's form for the visit with this key comes after all that have come before.

    The first one, which asks to be counted, is number 0. `counted` tells whether there is a visit
    already: one that was taken back is not counted by an older form that was under way.
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
    venue_id, date, mac = row
    return models.Tap(venue_id=venue_id, service_date=date, mac=mac, newest=newest)


def mark_of(key: str) -> str:
    """Under what a form's one-time key is kept, so that it corrects once."""
    return hashlib.sha256(key.encode()).hexdigest()
