"""Find the heading row of a worksheet and what its columns are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, Worksheet, text_of, words_of
from app.domain.imports.cells import MONTH_OF, read_date, read_number
from app.domain.imports.column_words import DATES, NOTES, NUMBERS, SUMS, VENUES

FEWEST_ACROSS = 4
"""How many cells of a row must be days for it to be a heading."""
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def year_and_month(sheet: Worksheet, before: int) -> tuple[int | None, int | None]:
    """The year and month given by the sheet's name or first `before` rows. Either may be None."""
    year = month = None
    texts = [sheet.name, *(text_of(c) for row in sheet.rows[:before] for c in row if c is not None)]
    for text in texts:
        words = re.findall(r"[^\W\d_]+", text.casefold())
        months = [MONTH_OF[word] for word in words if word in MONTH_OF]
        if month is None and len(set(months)) == 1:
            month = months[0]
        if year is None and (found := YEAR.search(text)):
            year = int(found[1])
    return year, month


@dataclass(frozen=True)
class ColumnHeading:
    """The row index of the heading (`at`) and what its columns are, by column index.

    `numbers` maps a column to the venue it counts, or to "". `months` maps a column to a month
    from 1 to 12. `days` is set if the sheet has a row per venue and a column per day. A sheet
    without a heading has the row before its first day as `at`, which may be -1.
    """

    at: int
    date: int
    venue: int | None
    numbers: dict[int, str]
    months: dict[int, int]
    days: tuple[int, ...] = ()


def find_heading(sheet: Worksheet) -> ColumnHeading | None:
    """The heading among the first 15 rows, or None."""
    for at, row in enumerate(sheet.rows[:15]):
        words = [words_of(cell) for cell in row]
        dates = [i for i, word in enumerate(words) if word in DATES]
        months = {i: MONTH_OF[word] for i, word in enumerate(words) if word in MONTH_OF}
        if len(months) >= 2:
            first = dates[0] if dates else 0
            return ColumnHeading(
                at, first, None, {}, {i: m for i, m in months.items() if i != first}
            )
        if days := days_across(row):
            return ColumnHeading(at, 0, None, {}, {}, days)
        if not dates:
            continue
        # "Dag" beside "Dato" is likely the weekday, so prefer the column called a date.
        date = next((i for i in dates if words[i] in ("dato", "date")), dates[0])
        venue = next((i for i, word in enumerate(words) if word in VENUES), None)
        named = {
            i: ""
            for i, word in enumerate(words)
            if any(part in NUMBERS for part in re.findall(r"[^\W\d_]+", word))
            and i not in (date, venue)
        }
        if named:
            first = min(named)
            return ColumnHeading(at, date, venue, {first: ""}, {})
        others = {
            i: tidy(str(row[i]))
            for i, word in enumerate(words)
            if word and i not in (date, venue) and word not in (*NOTES, *SUMS, *DATES)
        }
        return ColumnHeading(at, date, venue, others, {})
    return None


def bare_heading(sheet: Worksheet) -> ColumnHeading | None:
    """The columns of a sheet without headings: dates first, then numbers. Otherwise None."""
    for at, row in enumerate(sheet.rows[:15]):
        if len(row) > 1 and isinstance(read_date(row[0]), dt.date) and read_number(row[1]):
            return ColumnHeading(at - 1, 0, None, {1: ""}, {})
    return None


def days_across(row: Sequence[Cell]) -> tuple[int, ...]:
    """The columns that are days, if the row is a heading of dates or of days of a month from 1."""
    dates = tuple(at for at, cell in enumerate(row) if read_date(cell) is not None)
    if len(dates) >= FEWEST_ACROSS:
        return dates
    numbers = [(at, read) for at, cell in enumerate(row) if (read := read_number(cell))]
    counted = [number for _at, (number, about) in numbers if not about]
    if len(counted) >= FEWEST_ACROSS and counted == list(range(1, len(counted) + 1)):
        return tuple(at for at, _read in numbers) if len(counted) <= 31 else ()
    return ()
