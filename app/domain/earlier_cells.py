"""What a single cell of somebody's spreadsheet says: a number, a date, or words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from enum import StrEnum

from app.domain.text import tidy

Cell = str | float | dt.date | None
LARGEST = 100_000

MONTHS = (
    ("januar", "jan", "january"),
    ("februar", "feb", "february"),
    ("marts", "mar", "march"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("august", "aug"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_OF = {name: at for at, names in enumerate(MONTHS, 1) for name in names}
CLOSED = ("lukket", "ferie", "helligdag", "closed", "ferielukket")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DAY_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:d\.?|den)?\s*(\d{1,2})\s*[./ -]\s*(\d{1,2})"
    r"(?:\s*[./ -]\s*(\d{4}|\d{2}))?"
)
IN_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(?:d\.?|den)?\s*(\d{1,2})\.?\s*([^\W\d]+)\.?(?:\s+(\d{4}|\d{2}))?"
)
ABOUT = re.compile(r"(?:ca\.?|cirka|omkring|~|≈)\s*(.+)", re.IGNORECASE)
WHOLE = re.compile(
    r"(\d{1,3}(?:\.\d{3})+|\d+)(?:,0+)?(?:\s*(?:stk|pers|personer|besøg|gæster)\.?)?"
)


class Why(StrEnum):
    """Why a row is not taken."""

    NO_DATE = "no_date"
    NO_YEAR = "no_year"
    NOT_A_NUMBER = "not_a_number"
    EMPTY = "empty"
    SUM = "sum"
    TWICE = "twice"
    TO_COME = "to_come"
    COUNTED = "counted"


def read_number(cell: Cell) -> tuple[int, bool] | None:
    """The number, and whether it is only about right; None where it is none.

    `1.234` is a thousand and more, as Danes write it; so is `20,0` twenty.
    """
    if isinstance(cell, float):
        return (int(cell), False) if cell.is_integer() and 0 <= cell <= LARGEST else None
    if not isinstance(cell, str):
        return None
    text = tidy(cell)
    about = ABOUT.fullmatch(text)
    whole = WHOLE.fullmatch((about[1] if about else text).strip())
    if whole is None:
        return None
    number = int(whole[1].replace(".", ""))
    return (number, about is not None) if number <= LARGEST else None


def read_date(cell: Cell, year: int | None = None) -> dt.date | Why | None:
    """The date; NO_YEAR where it has none and none is known; None where it is no date."""
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float):
        # The number of a day in a spreadsheet, counted from the last day of 1899.
        if 36526 <= cell <= 73050:
            return dt.date(1899, 12, 30) + dt.timedelta(days=int(cell))
        return None
    text = tidy(cell or "").casefold()
    if iso := ISO.fullmatch(text):
        return date_of(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := DAY_FIRST.fullmatch(text):
        return _with_year(numbers[3], year, int(numbers[2]), int(numbers[1]))
    if words := IN_WORDS.fullmatch(text):
        month = MONTH_OF.get(words[2])
        return _with_year(words[3], year, month, int(words[1])) if month else None
    return None


def _with_year(written: str | None, year: int | None, month: int, day: int) -> dt.date | Why | None:
    if written:
        year = int(written) if len(written) == 4 else 2000 + int(written)
    return Why.NO_YEAR if year is None else date_of(year, month, day)


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def words_of(cell: Cell) -> str:
    """A cell's words, to compare: small letters, without what a heading ends in."""
    return tidy(cell).casefold().rstrip(":.") if isinstance(cell, str) else ""


def said_of(row: Sequence[Cell]) -> str:
    """A row as it is shown to people, cut to 120 signs."""
    return tidy(" · ".join(text_of(cell) for cell in row if cell not in (None, "")))[:120]


def text_of(cell: Cell) -> str:
    """A cell as text, with numbers as Danes write them."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell or "")
