"""Reading numbers, dates and one-time keys from the host's forms."""

from __future__ import annotations

import datetime as dt

from flask import abort, request

from app.domain.days.corrections import MOST
from app.domain.people.access import NotFound
from app.domain.visits.idempotency_key import is_key
from app.web.platform.forms import shown_again
from app.web.platform.ids import whole


def number(name: str) -> int | None:
    """Return the field's whole number, 0 to 2000, or None if empty or invalid."""
    text = request.form.get(name, "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST))):
        return None
    return int(text) if int(text) <= MOST else None


def typed_fields() -> dict[str, str]:
    """Return the posted fields, to fill in the form again."""
    return {name: shown_again(value) for name, value in request.form.items()}


def is_empty(name: str) -> bool:
    return not request.form.get(name, "").strip()


def chosen(name: str) -> int | None:
    """Return the id in a field, or None if it is empty or missing.

    Aborts with 400 if it is not a number.
    """
    value = request.form.get(name, "")
    try:
        return whole(value) if value else None
    except ValueError:
        abort(400)


def key() -> str:
    """Return the form's one-time key. Aborts with 400 if it is missing or malformed."""
    found = request.form.get("key", "")
    if not is_key(found):
        abort(400)
    return found


def date_of(text: str) -> dt.date:
    """Parse a date from an address. Raises NotFound."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-11-22") else _none()
    except ValueError:
        raise NotFound from None


def _none() -> dt.date:
    raise NotFound
