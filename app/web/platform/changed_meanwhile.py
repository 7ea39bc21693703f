"""Two people, or two tabs, on the same settings: neither overwrites the other without seeing it.

A settings page says which values it was made from, as a hash. If what is stored is something else
when the form comes back, nothing is saved: the page shows both, and its reader chooses.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import wtforms
from flask_babel import gettext as _

from app.domain.base.cpr import without_cpr

FIELD = "started_from"
"""The name of the hidden field: components/started_from.html."""
EMPTY = "–"


@dataclass(frozen=True)
class ChangedField:
    """A field that was changed meanwhile: what is stored and what was typed, in words."""

    label: str
    theirs: str
    mine: str


def stamp(stored: Mapping[str, Any]) -> str:
    """Return a hash of these values, 32 hexadecimal digits."""
    plain = json.dumps(sorted((name, _plain(value)) for name, value in stored.items()))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def clashes(fields: Iterable[wtforms.Field], stored: Mapping[str, Any]) -> tuple[ChangedField, ...]:
    """Return the fields in which the post differs from what is stored."""
    found = (
        ChangedField(str(field.label.text), _in_words(field, stored[field.name]), _typed(field))
        for field in fields
        if field.name in stored
    )
    return tuple(clash for clash in found if clash.theirs != clash.mine)


def _typed(field: wtforms.Field) -> str:
    value = getattr(field, "rows", field.data)
    if value is None:
        value = " ".join(text for text in field.raw_data or () if isinstance(text, str))
    return without_cpr(_in_words(field, value))


def _in_words(field: wtforms.Field, value: Any) -> str:
    if hasattr(field, "in_words"):
        return str(field.in_words(value)) or EMPTY
    if isinstance(field, wtforms.BooleanField):
        return str(_("ja") if value else _("nej"))
    if isinstance(value, dt.date):
        return f"{value.day}.{value.month}.{value.year}"
    labels = {str(each[0]): str(each[1]) for each in getattr(field, "choices", None) or ()}
    values = value if isinstance(value, (list, tuple, set)) else [value]
    texts = ["" if each is None else str(each) for each in values]
    return ", ".join(sorted(labels.get(text, text) for text in texts)) or EMPTY


def _plain(value: Any) -> Any:
    if isinstance(value, (list, tuple, set)):
        plain = [_plain(each) for each in value]
        # The order of choices means nothing; that of times does.
        return plain if any(isinstance(each, list) for each in plain) else sorted(plain)
    return "" if value is None else str(value)
