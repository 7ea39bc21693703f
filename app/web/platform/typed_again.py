"""What was typed into a form that could not be kept, to be sent again as it was.

The page gives the post back as hidden fields, with the form's one-time key: pressing again counts
once. Nothing of it is kept or logged, and what must not be kept anywhere is not given back either.
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
    """A post: where it goes, its fields, and the words among them that a person can check.

    `cut` tells that a number or address of somebody was taken out.
    """

    action: str
    fields: tuple[tuple[str, str], ...]
    words: tuple[str, ...]
    cut: bool


def typed_again() -> Typed | None:
    """What the running request has posted; None where it can not be read."""
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
        return value  # Random, and sometimes with ten digits in a row.
    if find_email(value):
        return ""
    return without_cpr(value) if find_cpr(value) else value
