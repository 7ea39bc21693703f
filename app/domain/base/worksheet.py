"""A worksheet as rows of cells, and cells as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy

Cell = str | float | dt.date | None


def words_of(cell: Cell) -> str:
    """A cell's words, to compare: small letters, without what a heading ends in."""
    return tidy(cell).casefold().rstrip(":.") if isinstance(cell, str) else ""


def row_text(row: Sequence[Cell]) -> str:
    """A row as it is shown to people, cut to 120 signs."""
    return tidy(" · ".join(text_of(cell) for cell in row if cell not in (None, "")))[:120]


def text_of(cell: Cell) -> str:
    """A cell as text, with numbers as Danes write them."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell or "")


@dataclass(frozen=True)
class Worksheet:
    """A sheet's name and its rows."""

    name: str
    rows: Sequence[Sequence[Cell]]
