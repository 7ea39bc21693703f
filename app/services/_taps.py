"""Sendings that come again, late or in another order. They take the session; the day is locked."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from app.domain.visits.ticket import visit_id
from app.models import Tap
from app.services._days import open_day_key


def is_first_sending(session: Session, venue_id: int, date: dt.date, press: str | None) -> bool:
    """Whether the press, of which a phone's script says the one-time key, has not come before.

    Always where it says none. What is kept of the key has nothing in common with the visit.
    """
    if press is None:
        return True
    row = _row(session, venue_id, date, f"press:{press}")
    if session.get(Tap, row) is not None:
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
    tap = session.get(Tap, row)
    if tap is None:
        session.add(_tap(row, number))
        return number > 0 or not counted
    if tap.newest is None or number <= tap.newest:
        return False
    tap.newest = number
    return True


def _row(session: Session, venue_id: int, date: dt.date, key: str) -> tuple[int, dt.date, str]:
    return venue_id, date, visit_id(open_day_key(session, venue_id, date), venue_id, key)


def _tap(row: tuple[int, dt.date, str], newest: int | None = None) -> Tap:
    venue_id, date, mac = row
    return Tap(venue_id=venue_id, service_date=date, mac=mac, newest=newest)
