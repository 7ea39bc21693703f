"""Which characters our fonts can draw.

PDF/UA forbids text without a glyph, so a single unknown character in a name would make a whole
poster fail. Text is therefore reduced to the characters in the fonts in app/static/fonts.
Source of the table formats: https://learn.microsoft.com/typography/opentype/spec/cmap
"""

from __future__ import annotations

import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent.parent / "static" / "fonts"
LEFT_OUT = "…"
JOINERS = {0x200C, 0x200D, 0xFE0E, 0xFE0F}
"""Invisible characters that join or shape their neighbours, in Arabic and in emoji."""


def drawable(text: str, longest: int = 160) -> str:
    """Return the text on one line, with "…" in place of what no font can draw.

    Text longer than `longest` characters is cut and ends in "…". Control and formatting
    characters are dropped, and so are marks that no font has together with their letter. A text
    of which nothing is left becomes "…".
    """
    shown: list[str] = []
    able: list[frozenset[int]] = []
    for character in unicodedata.normalize("NFC", " ".join(text.split())):
        category = unicodedata.category(character)
        if ord(character) in JOINERS:
            shown.append(character)
        elif category.startswith("M"):
            # A letter and its marks are drawn together, so one font must have them all.
            if together := [held for held in able if ord(character) in held]:
                able = together
                shown.append(character)
        elif category not in ("Cc", "Cf", "Cs"):
            able = [held for held in _fonts() if ord(character) in held]
            if able:
                shown.append(character)
            elif shown[-1:] != [LEFT_OUT]:
                shown.append(LEFT_OUT)
    if len(shown) > longest:
        shown[longest - 1 :] = LEFT_OUT
    return "".join(shown).strip() or (text and LEFT_OUT)


@cache
def _fonts() -> list[frozenset[int]]:
    """Return the code points of each font."""
    return [frozenset(_code_points(file.read_bytes())) for file in sorted(FONTS.glob("*.ttf"))]


def _code_points(font: bytes) -> set[int]:
    """Return the code points that a TrueType file maps to a glyph."""
    cmap = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", cmap, 2)
    held: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">L", cmap, 4 + 8 * index + 4)
        (form,) = struct.unpack_from(">H", cmap, offset)
        if form == 4:
            held |= _from_format_4(cmap[offset:])
        elif form == 12:
            held |= _from_format_12(cmap[offset:])
    return held


def _table(font: bytes, tag: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if name == tag:
            return font[offset : offset + length]
    raise ValueError(f"The font has no {tag.decode()} table")


def _from_format_4(table: bytes) -> set[int]:
    (double,) = struct.unpack_from(">H", table, 6)
    segments = double // 2
    ends = struct.unpack_from(f">{segments}H", table, 14)
    starts = struct.unpack_from(f">{segments}H", table, 16 + double)
    return {
        point
        for start, end in zip(starts, ends, strict=True)
        for point in range(start, end + 1)
        if point != 0xFFFF
    }


def _from_format_12(table: bytes) -> set[int]:
    (groups,) = struct.unpack_from(">L", table, 12)
    return {
        point
        for index in range(groups)
        for point in range(
            struct.unpack_from(">L", table, 16 + 12 * index)[0],
            struct.unpack_from(">L", table, 16 + 12 * index + 4)[0] + 1,
        )
    }
