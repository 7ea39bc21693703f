"""How wide the columns of a Word table are: no word is broken, and names get what is left."""

from __future__ import annotations

from dataclasses import dataclass

from app.exports.formats.document import Grid

WIDTH = 170.0
"""The width of the text on A4 with margins of 20 mm, in mm like all widths here."""
NUMBER = 29.0
"""A column of numbers, if there is room."""
WORDS = 40.0
"""The most that a later column of words takes; a longer word is broken."""
NAMES = 0.36
"""The share of the table that the first column keeps before others are made wider than needed."""
LEAST = 36.0
"""The least that the first column may be; before that, the table is set in smaller type."""
SIZES = (10.0, 8.0)
"""Type in points."""
PER_POINT = 0.245
"""A bold letter's width by its size. Wider than Calibri's, as Word may substitute another font."""
SHORTEST = 5
"""Short words, in capitals or with wide letters, have the room of this many letters."""
MARGINS = 4.0


@dataclass(frozen=True)
class Columns:
    widths: tuple[float, ...]
    size: float


def columns_of(grid: Grid) -> Columns:
    """Return the width of each column, and the size of the type."""
    for size in SIZES:
        needs = [_need(grid, at, size) for at in range(1, len(grid.heads))]
        if WIDTH - sum(needs) >= LEAST:
            break
    spare = max(WIDTH * (1 - NAMES) - sum(needs), 0) / max(len(needs), 1)
    others = [max(need, min(NUMBER, need + spare)) for need in needs]
    room = WIDTH - LEAST
    if sum(others) > room:  # Some word is broken after all.
        others = [width * room / sum(others) for width in others]
    return Columns((WIDTH - sum(others), *others), size)


def _need(grid: Grid, at: int, size: float) -> float:
    texts = (grid.heads[at], *(row[at] for row in grid.rows))
    longest = max((len(word) for text in texts for word in text.split()), default=0)
    longest = max(longest, SHORTEST)
    return min(longest * size * PER_POINT + MARGINS, WORDS if not grid.numbers[at] else WIDTH)
