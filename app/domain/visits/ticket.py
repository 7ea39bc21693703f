"""A phone's ticket: what leads it back to its own visit for the rest of the day."""

from __future__ import annotations

import datetime as dt
import hmac

from app.domain.visits.idempotency_key import KEY_BYTES, is_key


def ticket_of(key: str, date: dt.date) -> str:
    """What a phone keeps for the rest of the day: the key of its visit, and the service date."""
    return f"{date.isoformat()}.{key}"


def key_of(ticket: str | None, date: dt.date) -> str | None:
    """The key in a phone's ticket of that service date, or None where it has none.

    A phone whose clock is wrong may keep its ticket too long; yesterday's opens nothing today.
    One that has been to two places whose days end at different hours may keep two, with a space
    between.
    """
    for each in (ticket or "").split():
        written, _dot, key = each.partition(".")
        if is_key(key) and written == date.isoformat():
            return key
    return None


def visit_id(day_key: bytes, venue_id: int, key: str) -> str:
    """The id under which a phone's visit is stored today: 128 bits, as hexadecimal digits.

    Without the day key, which is destroyed with the day, nobody can tell which phone made it,
    nor whether two days or two venues saw the same one.
    """
    message = f"{venue_id}:{key}".encode()
    return hmac.digest(day_key, message, "sha256").hex()[: KEY_BYTES * 2]
