"""Worksheets as rows of cells, and how cells are converted to text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy

Cell = str | float | dt.date | None


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


@dataclass(frozen=True)
class Worksheet:
    name: str
    rows: Sequence[Sequence[Cell]]
