"""Six letters that start a device, for one that has no camera to scan with."""

from __future__ import annotations

import datetime as dt
import secrets

LETTERS = "BCDFHJKLMNPRSTVXZ"
"""No two look alike, and without vowels they spell no word."""
LENGTH = 6
LINK_LASTS = dt.timedelta(minutes=30)
"""How long the link that starts another device can be opened."""
CODE_LASTS = dt.timedelta(minutes=10)
"""How long the letters can be typed instead. They are easier to guess than a link."""


def new_code() -> str:
    """Return six random letters: one of 24 million codes."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """Return the letters in what somebody typed, in upper case. Everything else is left out."""
    return "".join(letter for letter in text.upper() if letter in LETTERS)[:LENGTH]


def link_of_code_ends_after(now: dt.datetime) -> dt.datetime:
    """Return the moment after which a link must end for its letters to be valid now."""
    return now + LINK_LASTS - CODE_LASTS
