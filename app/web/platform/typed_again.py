"""The contents of a form that could not be saved, so that it can be sent again.

The page contains the post as hidden fields. They include the form's one-time key, so sending it
again counts once. Nothing is stored or logged, and CPR numbers are left out. Nor are passwords and
files ever repeated, and on the host's pages no e-mail address is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request
from werkzeug.exceptions import HTTPException

from app.domain.base.cpr import find_cpr, without_cpr
from app.domain.base.label_hints import find_email
from app.domain.visits.idempotency_key import is_key

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.:-]{0,60}")
WORDS = ("text", "name", "verb", "why")
PASSWORDS = frozenset({"password", "old", "new"})
"""The names of all password fields. A form with one of them has to be filled in again."""
KEYS = frozenset({"app_code", "secret", "trin"})
"""Those of a second factor. A form with one of them has to be filled in again too."""
PLAIN = re.compile(r"[a-z0-9_:.,+-]*|[^A-Za-zÀ-ɏ]*")
"""A choice, number, date or time, which isn't worth showing as somebody's words."""
NEVER = ("people.sign_out", "people.choose_language")


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
    """Return what the current request has posted, or None if it cannot be sent again as it was."""
    if request.endpoint in NEVER:
        return None
    try:
        posted = list(request.form.items(multi=True))
        has_file = any(file.filename for file in request.files.values())
    except HTTPException:
        return None
    if has_file or any(name in PASSWORDS | KEYS for name, _value in posted):
        return None
    return typed_to(request.path, posted)


def typed_to(action: str, posted: list[tuple[str, str]]) -> Typed:
    """Return these fields as they may be shown again."""
    fields = tuple((name, _shown(value)) for name, value in posted if _is_name(name))
    return Typed(
        action=action,
        fields=fields,
        words=tuple(value for name, value in fields if _is_words(name, value)),
        cut=any(_shown(value) != value for _name, value in posted),
    )


def _is_name(name: str) -> bool:
    return bool(NAME.fullmatch(name)) and not find_cpr(name)


def _is_words(name: str, value: str) -> bool:
    if not value.strip() or is_key(value):
        return False
    return name in WORDS or not PLAIN.fullmatch(value)


def _shown(value: str) -> str:
    if is_key(value):
        return value  # Random, and may happen to have ten digits in a row.
    if request.blueprint == "host" and find_email(value):
        return ""  # Refused there: it points at one person.
    return without_cpr(value) if find_cpr(value) else value
