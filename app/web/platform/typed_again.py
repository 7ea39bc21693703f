"""The contents of a form that could not be saved, so that it can be sent again.

The page contains the post as hidden fields. They include the form's one-time key, so sending it
again counts once. Nothing is stored or logged, and e-mail addresses and CPR numbers are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from app.domain.base.cpr import find_cpr, without_cpr
from app.domain.base.label_hints import find_email
from app.domain.visits.idempotency_key import is_key

NAME = re.compile(r"[a-z][a-z_]{0,20}(-[0-9]{1,9})?")
WORDS = ("text", "name")


@dataclass(frozen=True)
class Typed:
    """A post: its path, its fields, and those of their values that are free text.

    `cut` is whether a CPR number or an e-mail address was left out.
    """

    action: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    cut: bool


def typed_again() -> Typed | None:
    """Return what the current request has posted, or None if it cannot be read."""
    try:
        posted = list(request.form.items(multi=True))
    except HTTPException:
        return None
    fields = tuple((name, _shown(value)) for name, value in posted if NAME.fullmatch(name))
    return Typed(
        action=request.path,
        fields=fields,
        words=tuple(value for name, value in fields if name in WORDS and value.strip()),
        cut=any(_shown(value) != value for _name, value in posted),
    )


def _shown(value: str) -> str:
    if is_key(value):
        return value  # Random, and may happen to have ten digits in a row.
    if find_email(value):
        return ""
    return without_cpr(value) if find_cpr(value) else value
