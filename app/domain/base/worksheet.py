"""Worksheets as rows of cells, how much of them is kept, and how cells are converted to text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy

MOST_ROWS = 120_000
MOST_COLUMNS = 2_000
MOST_CELLS = 1_200_000
MOST_LETTERS = 16_000_000
LONGEST_CELL = 2_000
"""Characters of a cell that are kept. A name or a note is far shorter."""

Cell = str | float | dt.date | None


class UnreadableFile(ValueError):
    """The file is neither text nor a workbook, or is damaged."""


class FileTooLarge(UnreadableFile):
    """The file is larger than MOST_ROWS, MOST_COLUMNS, MOST_CELLS or MOST_LETTERS."""


@dataclass(frozen=True)
class Worksheet:
    """`hidden`, `hidden_rows` and `hidden_columns` (from 0) are what a person did not see.

    In an old Excel file we cannot see hidden rows and columns: `shows_hidden` is False.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    shows_hidden: bool = True


def column_letters(at: int) -> str:
    """The name that spreadsheets give to the column with this index: 0 is A, 26 is AA."""
    letters = ""
    while at >= 0:
        letters = chr(ord("A") + at % 26) + letters
        at = at // 26 - 1
    return letters


class Budget:
    """How much of a file may be kept, over all sheets. A small file can expand to a huge one."""

    def __init__(self) -> None:
        self._rows = self._cells = self._letters = 0

    def row(self, cells: Sequence[Cell]) -> list[Cell]:
        """Return a row as it is kept, without trailing empty cells. Raises FileTooLarge."""
        end = len(cells)
        while end and cells[end - 1] in (None, ""):
            end -= 1
        if end > MOST_COLUMNS:
            raise FileTooLarge
        kept = [cell[:LONGEST_CELL] if isinstance(cell, str) else cell for cell in cells[:end]]
        self._rows += 1
        self._cells += len(kept)
        self._letters += sum(len(cell) for cell in kept if isinstance(cell, str))
        if self._rows > MOST_ROWS or self._cells > MOST_CELLS or self._letters > MOST_LETTERS:
            raise FileTooLarge
        return kept


def words_of(cell: Cell) -> str:
    """A text cell in lower case without trailing `:` or `.`, to compare. Empty for other cells."""
    return tidy(cell).casefold().rstrip(":.") if isinstance(cell, str) else ""


def row_text(row: Sequence[Cell]) -> str:
    """A row as text to display, cut to 120 characters."""
    return tidy(" · ".join(text_of(cell) for cell in row if cell not in (None, "")))[:120]


def text_of(cell: Cell) -> str:
    """A cell as text, with a decimal comma in numbers and dates in ISO format."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell or "")
