"""Clean and compare short texts that people type, such as names."""

from __future__ import annotations

import unicodedata

UNWRITABLE = {"Cc", "Cs"}
"""Unicode categories that cannot be stored: control characters and surrogates.

PostgreSQL rejects NUL.
"""
NO_CHARACTERS = frozenset(
    chr(number)
    for numbers in (
        range(0xFDD0, 0xFDF0),
        *((plane | 0xFFFE, plane | 0xFFFF) for plane in range(0, 0x110000, 0x10000)),
    )
    for number in numbers
)
"""The 66 code points that Unicode never gives to a character.

Two of them, U+FFFE and U+FFFF, are not allowed in XML: a Word file with one can't be opened.
Source: The Unicode Standard, 23.7; XML 1.0, 2.2.
"""
UNSEEN = NO_CHARACTERS | frozenset(
    chr(number)
    for numbers in (
        (0x00AD, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF),
        range(0x202A, 0x202F),
        range(0x2060, 0x2070),
        range(0xFFF9, 0xFFFC),
    )
    for number in numbers
)
"""Invisible characters: direction marks, soft hyphens, zero-width spaces and no characters at all.

A direction mark could reverse a whole line of a CSV or text file. The joiners that Persian and
emoji need (U+200C, U+200D) are kept.
"""


def tidy(text: str) -> str:
    """The text on one line, stripped, with single spaces and no characters from UNSEEN."""
    return " ".join(without_unseen(text).split())


def without_unseen(text: str) -> str:
    """The text without the characters in UNSEEN."""
    if text.isascii():
        return text  # None of them is ASCII, and a file has a million cells.
    return "".join(character for character in text if character not in UNSEEN)


def is_writable(text: str) -> bool:
    """Whether the text can be stored: any script or emoji, but no control characters."""
    return not any(
        unicodedata.category(character) in UNWRITABLE or character in NO_CHARACTERS
        for character in text
    )


def writable(text: str) -> str:
    """The text without characters that cannot be stored or seen."""
    return "".join(character for character in without_unseen(text) if is_writable(character))


def xml_text(text: str) -> str:
    """The text without characters that XML does not allow. Tabs and line breaks are kept.

    For texts stored before such characters were left out of what is typed.
    """
    return "".join(character for character in text if character in "\t\n" or is_writable(character))


def is_visible(text: str) -> bool:
    """Whether the text has a visible character: a letter, digit, symbol, punctuation or emoji."""
    return any(unicodedata.category(character)[0] not in "CMZ" for character in text)


def same_name(one: str, other: str) -> bool:
    """Whether two names are equal, ignoring case, extra spaces and Unicode compatibility forms."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", tidy(name)).casefold()
