"""Parse the numbers and dates in spreadsheet cells."""

from __future__ import annotations

import datetime as dt
import re

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell
from app.domain.imports.rows import SkipReason

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


def read_number(cell: Cell) -> tuple[int, bool] | None:
    """Parse a whole number up to LARGEST. Returns (number, is approximate), or None.

    Text uses Danish separators: `1.234` is 1234 and `20,0` is 20.
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


def read_date(cell: Cell, year: int | None = None) -> dt.date | SkipReason | None:
    """Parse a date, day before month. Returns None if the cell is not a date.

    `year` is used if the cell has no year. NO_YEAR is returned if neither has one.
    """
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, float):
        # A serial date, counted from 30 December 1899. Accepted from 2000 to 2099.
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


def _with_year(
    written: str | None, year: int | None, month: int, day: int
) -> dt.date | SkipReason | None:
    if written:
        year = int(written) if len(written) == 4 else 2000 + int(written)
    return SkipReason.NO_YEAR if year is None else date_of(year, month, day)


def date_of(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None if there is no such date."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
