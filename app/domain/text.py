"""Short texts that people type: names and verbs."""

from __future__ import annotations

import unicodedata

UNWRITABLE = {"Cc", "Cs"}
"""Control signs (PostgreSQL cannot keep a NUL) and halves of signs."""


def tidy(text: str) -> str:
    """The text without space at its ends, on one line, and with single spaces."""
    return " ".join(text.split())


def is_writable(text: str) -> bool:
    """Whether the text can be kept as it is: any script and emoji, no control signs."""
    return not any(unicodedata.category(sign) in UNWRITABLE for sign in text)


def writable(text: str) -> str:
    """The text without the signs that cannot be kept."""
    return "".join(sign for sign in text if is_writable(sign))


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a sign or an emoji."""
    return any(unicodedata.category(sign)[0] not in "CMZ" for sign in text)


def same_name(one: str, other: str) -> bool:
    """Whether people would call two names the same, whatever their case and spaces."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", tidy(name)).casefold()
