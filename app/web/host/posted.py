"""What hosts type: numbers, dates and one-time keys, read with care."""

from __future__ import annotations

import datetime as dt

from flask import abort, request

from app.domain.days.corrections import MOST
from app.domain.people.access import NotFound
from app.domain.visits.idempotency_key import is_key
from app.web.platform.forms import shown_again


def number(name: str) -> int | None:
    """The whole number in a field, 0 to 2000; None where it is empty or something else."""
    text = request.form.get(name, "").strip()
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(MOST))):
        return None
    return int(text) if int(text) <= MOST else None


def typed_fields() -> dict[str, str]:
    """What was posted, to stand in the form again."""
    return {name: shown_again(value) for name, value in request.form.items()}


def is_empty(name: str) -> bool:
    """Whether nothing was typed."""
    return not request.form.get(name, "").strip()


def chosen(name: str) -> int | None:
    """The id in a field; None where it is empty or not there. Anything else is a broken form."""
    value = request.form.get(name, "")
    if value and not (value.isascii() and value.isdecimal()):
        abort(400)
    return int(value) if value else None


def key() -> str:
    """The form's one-time key. A form without one is broken."""
    found = request.form.get("key", "")
    if not is_key(found):
        abort(400)
    return found


def date_of(text: str) -> dt.date:
    """The date in an address. Raises NotFound."""
    try:
        return dt.date.fromisoformat(text) if len(text) == len("2026-11-22") else _none()
    except ValueError:
        raise NotFound from None


def _none() -> dt.date:
    raise NotFound
