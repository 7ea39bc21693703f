"""Where a file has something that looks like a CPR number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.cpr import find_cpr
from app.domain.base.worksheet import Worksheet
from app.domain.imports.dates import read_date


@dataclass(frozen=True)
class CprPlace:
    """A cell: `sheet` and `row` count from 1, `column` from 0. All are 0 for the file's or a
    sheet's name.
    """

    sheet: int = 0
    row: int = 0
    column: int = 0


def cpr_place(name: str, sheets: Sequence[Worksheet]) -> CprPlace | None:
    """The first place with something that looks like a CPR number and is no date."""
    if any(find_cpr(text) for text in (name, *(sheet.name for sheet in sheets))):
        return CprPlace()
    texts = {
        cell for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)
    }
    refused = {text for text in texts if find_cpr(text) and read_date(text) is None}
    for number, sheet in enumerate(sheets if refused else (), start=1):
        for line, row in enumerate(sheet.rows, start=1):
            for at, cell in enumerate(row):
                if cell in refused:
                    return CprPlace(number, line, at)
    return None
