"""Dates as people write them. Day first or month first is decided by the whole column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.domain.base.service_day import ZONE
from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell
from app.domain.imports.column_words import MONTH_OF, WEEKDAY_OF
from app.domain.imports.rows import SkipReason

CLOCK = r"(?:[t, ]+(?:kl\.? ?)?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?(?: ?[ap]m)?)"
ISO = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){CLOCK}?(?: ?(?:z|[+-]\d\d:?\d\d))?")
ZONED = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d\S*(?:z|[+-]\d\d:?\d\d)")
COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
NUMBERS = re.compile(
    rf"(?:d\.?|den)?\s*(\d{{1,2}})\s*([./ -])\s*(\d{{1,2}})(?:\s*([./ -])\s*(\d{{4}}|\d{{2}})|\.)?"
    rf"{CLOCK}?"
)
IN_WORDS = re.compile(
    rf"(?:d\.?|den)?\s*(\d{{1,2}})(?:st|nd|rd|th)?\.?[ -]*([^\W\d]+)\.?,?"
    rf"(?:[ -]+(\d{{4}}|\d{{2}}))?{CLOCK}?"
)
MONTH_WORD_FIRST = re.compile(
    rf"([^\W\d]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?{CLOCK}?"
)
WEEKDAY = re.compile(r"([^\W\d]+)\.?,?\s+(.+)")
SERIAL = (20_000, 80_000)
SERIAL_TEXT = re.compile(r"\d{5}(?:[.,]\d+)?")
DISTINCT = 20_000
"""Texts that are read once, though a file has them in row after row."""


class Order(StrEnum):
    DAY_FIRST = "day"
    MONTH_FIRST = "month"


@dataclass(frozen=True)
class WrittenDate:
    """A date as written: day first, unless `sign` is set and the column is month first."""

    day: int
    month: int
    year: int | None
    sign: str = ""


def read_date(cell: Cell) -> WrittenDate | None:
    """The date in a cell, or None."""
    if isinstance(cell, dt.date):
        return WrittenDate(cell.day, cell.month, cell.year)
    if isinstance(cell, float):
        return _number(cell)
    if not cell or len(cell) > 60 or not any(sign.isdigit() for sign in cell):
        return None
    return _read_text(cell)


def is_bare(cell: Cell) -> bool:
    """Whether the cell is a number, which is a date only if its column says so."""
    return isinstance(cell, float) or (
        isinstance(cell, str) and SERIAL_TEXT.fullmatch(cell.strip()) is not None
    )


@lru_cache(DISTINCT)
def _read_text(cell: str) -> WrittenDate | None:
    text = tidy(cell).casefold().lstrip("'")
    if (named := WEEKDAY.fullmatch(text)) and named[1] in WEEKDAY_OF:
        text = named[2]
    if SERIAL_TEXT.fullmatch(text):
        return _number(float(text.replace(",", ".")))
    if text.endswith(" utc"):
        text = f"{text.removesuffix(' utc')}z"
    if ZONED.fullmatch(text):
        return _zoned(text)
    if found := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        return WrittenDate(int(found[3]), int(found[2]), int(found[1]))
    if found := NUMBERS.fullmatch(text):
        sign = found[2] if found[4] in (None, found[2]) else "."
        if found[5] is None and sign in "- ":
            return None  # Rather hours, 10-12, or a number with a space.
        return WrittenDate(int(found[1]), int(found[3]), _year(found[5]), sign)
    if (found := IN_WORDS.fullmatch(text)) and found[2] in MONTH_OF:
        return WrittenDate(int(found[1]), MONTH_OF[found[2]], _year(found[3]))
    if (found := MONTH_WORD_FIRST.fullmatch(text)) and found[1] in MONTH_OF:
        return WrittenDate(int(found[2]), MONTH_OF[found[1]], _year(found[3]))
    return None


def order_of(dates: Sequence[WrittenDate]) -> tuple[Order, bool]:
    """The order of a column, and whether the column itself settles it."""
    swappable = [date for date in dates if date.sign]
    day = any(date.day > 12 for date in swappable)
    month = any(date.month > 12 for date in swappable)
    if day != month:
        return (Order.DAY_FIRST if day else Order.MONTH_FIRST), True
    told = not day and all(
        date.day == date.month or date.sign == "." or date.year is None for date in swappable
    )
    return Order.DAY_FIRST, told


@lru_cache(DISTINCT)
def resolve(written: WrittenDate, order: Order, year: int | None) -> dt.date | SkipReason:
    """The date, or why there is none. `year` is for a date without one."""
    day, month = written.day, written.month
    if written.sign and order is Order.MONTH_FIRST:
        day, month = month, day
    chosen = written.year or year
    if chosen is None:
        return SkipReason.NO_YEAR
    return date_of(chosen, month, day) or SkipReason.NO_DATE


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if there is no such date."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _number(cell: float) -> WrittenDate | None:
    if SERIAL[0] <= cell <= SERIAL[1]:
        # A serial date, counted from 30 December 1899.
        date = dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))
        return WrittenDate(date.day, date.month, date.year)
    found = COMPACT.fullmatch(str(int(cell))) if cell.is_integer() else None
    return WrittenDate(int(found[3]), int(found[2]), int(found[1])) if found else None


def _zoned(text: str) -> WrittenDate | None:
    try:
        local = dt.datetime.fromisoformat(text.upper().replace(" ", "T", 1)).astimezone(ZONE)
    except (ValueError, OverflowError):
        return None
    return WrittenDate(local.day, local.month, local.year)


def _year(written: str | None) -> int | None:
    if written is None:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)
