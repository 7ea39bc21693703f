"""Clean and compare short texts that people type, such as names."""

from __future__ import annotations

import unicodedata

UNWRITABLE = {"Cc", "Cs"}
"""Unicode categories that cannot be stored: control characters and surrogates.

PostgreSQL rejects NUL.
"""
UNSEEN = frozenset(
    chr(number)
    for numbers in (
        (0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2060, 0x2070),
        range(0xFFF9, 0xFFFC),
    )
    for number in numbers
)
"""Invisible characters: direction marks, soft hyphens and zero-width spaces.

A direction mark could reverse a whole line of a CSV or text file. The joiners that Persian and
emoji need (U+200C, U+200D) are kept.
"""


def tidy(text: str) -> str:
    """The text on one line, stripped, with single spaces and no characters from UNSEEN."""
    return " ".join(without_unseen(text).split())


def without_unseen(text: str) -> str:
    """The text without the characters in UNSEEN."""
    return "".join(sign for sign in text if sign not in UNSEEN)


def is_writable(text: str) -> bool:
    """Whether the text can be stored: any script or emoji, but no control characters."""
    return not any(unicodedata.category(sign) in UNWRITABLE for sign in text)


def writable(text: str) -> str:
    """The text without characters that cannot be stored or seen."""
    return "".join(sign for sign in without_unseen(text) if is_writable(sign))


def is_visible(text: str) -> bool:
    """Whether the text has a visible character: a letter, digit, symbol, punctuation or emoji."""
    return any(unicodedata.category(sign)[0] not in "CMZ" for sign in text)


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal, ignoring case, extra spaces and Unicode compatibility forms."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", tidy(name)).casefold()
