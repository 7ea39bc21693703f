"""Turns a spreadsheet of activities into lines for `app.domain.venues.activity_list`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, Worksheet, text_of, words_of
from app.domain.venues.activity_list import HEADINGS

TIMES = frozenset(
    {"dag", "dage", "ugedag", "ugedage", "day", "days", "weekday", "tid", "tider", "tidspunkt"}
    | {"klokkeslæt", "time", "times", "fra", "til", "start", "slut", "from", "to", "end", "begins"}
)
HEAD_WITHIN = 15
"""How many rows from the top may contain the headings: there may be a title above them."""


@dataclass(frozen=True)
class Listed:
    """The lines of a file, and the headings of the columns that were left out."""

    lines: tuple[str, ...]
    left_out: tuple[str, ...]


def listed(sheets: Sequence[Worksheet]) -> Listed:
    """Return a line for each non-empty row of every sheet: a name, a semicolon, and the times.

    If a sheet has headings, only its name and time columns are used, and rows above the headings
    are skipped. Otherwise all cells are used, and the user corrects the result.
    """
    lines: list[str] = []
    left_out: list[str] = []
    for sheet in sheets:
        at, columns, others = _head(sheet)
        left_out += [name for name in others if name not in left_out]
        for row in sheet.rows[at + 1 :]:
            cells = row if columns is None else [row[i] if i < len(row) else None for i in columns]
            # A semicolon separates the name from the times, so it cannot be part of a name.
            texts = [tidy(_text(cell).replace(";", ",")) for cell in cells]
            if columns is None:
                texts = [text for text in texts if text]
            if any(texts):
                name, *times = texts
                lines.append("; ".join(filter(None, (name, " ".join(filter(None, times))))))
    return Listed(tuple(lines), tuple(left_out))


def _head(sheet: Worksheet) -> tuple[int, list[int] | None, list[str]]:
    """Find the headings: their row, the columns to use (name first), and the other headings.

    Returns (-1, None, []) if there are none.
    """
    for at, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        words = [words_of(cell) for cell in row]
        name = next((i for i, word in enumerate(words) if word in HEADINGS), None)
        if name is not None:
            times = [i for i, word in enumerate(words) if word in TIMES]
            kept = {name, *times}
            others = [i for i, word in enumerate(words) if word and i not in kept]
            return at, [name, *times], [tidy(text_of(row[i])) for i in others]
    return -1, None, []


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and 0 < cell < 1:
        # Spreadsheets store a time as a fraction of a day.
        minutes = round(cell * 24 * 60)
        return f"{minutes // 60}.{minutes % 60:02}"
    return text_of(cell)
