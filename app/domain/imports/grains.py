"""What a cell or a heading gives: a date, a day of a month, a weekday, a week, a month, a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from app.domain.base.worksheet import Cell, text_of, words_of
from app.domain.imports.column_words import MONTH_OF, QUARTER, WEEKDAY_OF
from app.domain.imports.dates import WrittenDate, is_bare, read_date


class Grain(StrEnum):
    """What a date column or a heading gives."""

    DATE = "date"
    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


Stamps = dict[int, WrittenDate | int]


def stamps_of(row: Sequence[Cell]) -> tuple[Grain | None, Stamps]:
    """What the cells give, if the row is a heading of days, weekdays or months."""
    weekdays: Stamps = {
        i: WEEKDAY_OF[w] for i, c in enumerate(row) if (w := words_of(c)) in WEEKDAY_OF
    }
    if len(weekdays) >= 4:
        return Grain.WEEKDAY, weekdays
    dates: Stamps = {
        i: found for i, c in enumerate(row) if not is_bare(c) and (found := read_date(c))
    }
    if len(dates) >= 3:
        return Grain.DATE, dates
    months: Stamps = {i: month for i, c in enumerate(row) if (month := month_in(c))}
    if len(months) >= 2 and len(set(months.values())) == len(months):
        return Grain.MONTH, months
    numbers = {i: n for i, c in enumerate(row) if (n := day_in(c))}
    if len(numbers) >= 5 and list(numbers.values()) == list(range(1, len(numbers) + 1)):
        return Grain.DAY, dict(numbers)
    return None, {}


def day_in(cell: Cell) -> int | None:
    """A day of a month, as 1, "1." or "d. 1"."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 1 <= cell <= 31 else None
    found = re.fullmatch(r"(?:\D{2,8}\.? )?(?:d\. ?)?(\d{1,2})\.?", words_of(cell))
    return int(found[1]) if found and 1 <= int(found[1]) <= 31 else None


def month_in(cell: Cell) -> int | None:
    """A month, perhaps with a year: "jan", "januar 2024", "2024-01"."""
    words = words_of(cell)
    found = re.fullmatch(r"([^\W\d_]+)\.?(?:[ -]*'?(?:20)?\d\d)?", words)
    if found and found[1] in MONTH_OF:
        return MONTH_OF[found[1]]
    found = re.fullmatch(r"(?:19|20)\d\d[-/](0[1-9]|1[0-2])", words)
    return int(found[1]) if found else None


def week_in(cell: Cell) -> int | None:
    """A week number, as 10, "uge 10" or "2024-W10"."""
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and 1 <= cell <= 53 else None
    found = re.fullmatch(r"(?:(?:uge|week|u|w)\.? ?)?(\d{1,2})(?: ?[-/,] ?20\d\d)?", words_of(cell))
    found = found or re.fullmatch(r"20\d\d[- /]*(?:w|uge) ?(\d{1,2})", words_of(cell))
    return int(found[1]) if found and 1 <= int(found[1]) <= 53 else None


def year_in(cell: Cell) -> int | None:
    found = re.fullmatch(r"(?:19|20)\d\d", text_of(cell).strip())
    return int(found[0]) if found else None


def quarter_in(cell: Cell) -> int | None:
    return 1 if QUARTER.fullmatch(words_of(cell)) else None
