"""Short texts that people type: names and verbs."""

from __future__ import annotations

import unicodedata

UNWRITABLE = {"Cc", "Cs"}
"""Control signs (PostgreSQL cannot keep a NUL) and halves of signs."""


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
"""Signs that nobody sees and nobody types: marks of direction, soft hyphens, empty spaces.

One that turns the direction would turn a whole line of a CSV or text file. The joiners that Persian
and emoji are written with (U+200C, U+200D) stay.
"""


def tidy(text: str) -> str:
    """The text on one line, without space at its ends, with single spaces and nothing unseen."""
    return " ".join(without_unseen(text).split())


def without_unseen(text: str) -> str:
    """The text without signs that turn its direction or take no room."""
    return "".join(sign for sign in text if sign not in UNSEEN)


def is_writable(text: str) -> bool:
    """Whether the text can be kept as it is: any script and emoji, no control signs."""
    return not any(unicodedata.category(sign) in UNWRITABLE for sign in text)


def writable(text: str) -> str:
    """The text without the signs that cannot be kept, or seen."""
    return "".join(sign for sign in without_unseen(text) if is_writable(sign))


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, a digit, a sign or an emoji."""
    return any(unicodedata.category(sign)[0] not in "CMZ" for sign in text)


def same_name(one: str, other: str) -> bool:
    """Whether people would call two names the same, whatever their case and spaces."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", tidy(name)).casefold()
