"""Earlier counts as people keep them: what a table of days says, row by row, and what it does not.

A file is sheets of rows of cells (see `app.domain.spreadsheet`). Four shapes are understood: a
row for each day, with a column of dates; a sheet for each month, with a column of days; a year,
with a row for each day of the month and a column for each month; and a row for each place, with a
column for each day. Columns of numbers may be places. An empty cell is a day that nobody counted,
never a zero.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.earlier_cells import (
    CLOSED,
    MONTH_OF,
    Cell,
    Why,
    date_of,
    read_date,
    read_number,
    said_of,
    text_of,
    words_of,
)
from app.domain.earlier_words import DATES, NOTES, NUMBERS, PLACES, SUMS
from app.domain.text import same_name, tidy

FEWEST_ACROSS = 4
"""So many days side by side are a heading."""

WORD = re.compile(r"\w+")
TITLE_ROWS = 15
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


@dataclass(frozen=True)
class Found:
    """A day at a place: a number, or that it was closed (None). `about`: the number is "ca."."""

    place: str
    date: dt.date
    number: int | None
    about: bool = False


@dataclass(frozen=True)
class Row:
    """What was made of a cell: where it stood, what it said, and what was found or why not."""

    sheet: str
    line: int
    said: str
    found: Found | None = None
    why: Why | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet's name and its rows."""

    name: str
    rows: Sequence[Sequence[Cell]]


def understand(sheets: Sequence[Sheet], today: dt.date) -> tuple[Row, ...]:
    """Everything that the sheets say, in their order. A day that stands twice is taken once."""
    seen: set[tuple[str, dt.date]] = set()
    rows = []
    for sheet in sheets:
        for row in _of_sheet(sheet):
            found = row.found
            if found is not None:
                key = (found.place.casefold(), found.date)
                if found.date >= today:
                    row = Row(row.sheet, row.line, row.said, why=Why.TO_COME)
                elif key in seen:
                    row = Row(row.sheet, row.line, row.said, why=Why.TWICE)
                else:
                    seen.add(key)
            rows.append(row)
    return tuple(rows)


def _year_and_month(sheet: Sheet, before: int) -> tuple[int | None, int | None]:
    """The year and month that the sheet's name or its first rows tell."""
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
class _Head:
    """Where the heading stands, and which columns are dates, places and numbers.

    `days` are the columns of a sheet with a row for each place and a column for each day.
    """

    at: int
    date: int
    place: int | None
    numbers: dict[int, str]
    months: dict[int, int]
    days: tuple[int, ...] = ()


def _head(sheet: Sheet) -> _Head | None:
    for at, row in enumerate(sheet.rows[:15]):
        words = [words_of(cell) for cell in row]
        dates = [i for i, word in enumerate(words) if word in DATES]
        months = {i: MONTH_OF[word] for i, word in enumerate(words) if word in MONTH_OF}
        if len(months) >= 2:
            first = dates[0] if dates else 0
            return _Head(at, first, None, {}, {i: m for i, m in months.items() if i != first})
        if days := _days_across(row):
            return _Head(at, 0, None, {}, {}, days)
        if not dates:
            continue
        # "Ugedag" and "Dag" beside a "Dato": the date is the one that says so.
        date = next((i for i in dates if words[i] in ("dato", "date")), dates[0])
        place = next((i for i, word in enumerate(words) if word in PLACES), None)
        named = {
            i: ""
            for i, word in enumerate(words)
            if any(part in NUMBERS for part in re.findall(r"[^\W\d_]+", word))
            and i not in (date, place)
        }
        if named:
            first = min(named)
            return _Head(at, date, place, {first: ""}, {})
        others = {
            i: tidy(str(row[i]))
            for i, word in enumerate(words)
            if word and i not in (date, place) and word not in (*NOTES, *SUMS, *DATES)
        }
        return _Head(at, date, place, others, {})
    return None


def _of_sheet(sheet: Sheet) -> Iterator[Row]:
    head = _head(sheet) or _bare(sheet)
    if head is None:
        for line, cells in enumerate(sheet.rows, 1):
            if said_of(cells):
                yield Row(sheet.name, line, said_of(cells), why=Why.NO_DATE)
        return
    year, month = _year_and_month(sheet, head.at + 1)
    last_place = ""
    for line, cells in enumerate(sheet.rows, 1):
        if line <= head.at + 1 or not said_of(cells):
            continue
        first = next((cell for cell in cells if cell not in (None, "")), None)
        if any(words_of(first).startswith(word) for word in SUMS):
            yield Row(sheet.name, line, said_of(cells), why=Why.SUM)
        elif head.months:
            yield from _of_year(sheet, line, cells, head, year)
        elif head.days:
            yield from _of_place(sheet, line, cells, head, year, month)
        else:
            if head.place is not None and head.place < len(cells):
                # A merged cell says the place once for all its rows.
                last_place = tidy(text_of(cells[head.place])) or last_place
            yield from _of_day(sheet, line, cells, head, year, month, last_place)


def _bare(sheet: Sheet) -> _Head | None:
    """A sheet without headings: dates in the first column, numbers in the second."""
    for at, row in enumerate(sheet.rows[:15]):
        if len(row) > 1 and isinstance(read_date(row[0]), dt.date) and read_number(row[1]):
            return _Head(at - 1, 0, None, {1: ""}, {})
    return None


def _of_day(
    sheet: Sheet,
    line: int,
    cells: Sequence[Cell],
    head: _Head,
    year: int | None,
    month: int | None,
    place: str,
) -> Iterator[Row]:
    cell = cells[head.date] if head.date < len(cells) else None
    date = _date(cell, year, month)
    if not isinstance(date, dt.date):
        yield Row(sheet.name, line, said_of(cells), why=date or Why.NO_DATE)
        return
    for at, name in head.numbers.items():
        yield _cell(sheet, line, cells, at, name or place, date)


def _date(cell: Cell, year: int | None, month: int | None) -> dt.date | Why | None:
    """The date in a cell; or the day of the sheet's month, where there is only a number."""
    date, day = read_date(cell, year), read_number(cell)
    if not isinstance(date, dt.date) and day and month and year and not day[1]:
        return date_of(year, month, day[0])
    return date


def _days_across(row: Sequence[Cell]) -> tuple[int, ...]:
    """The columns of a heading that is days: dates, or the days of a month from 1 on."""
    dates = tuple(at for at, cell in enumerate(row) if read_date(cell) is not None)
    if len(dates) >= FEWEST_ACROSS:
        return dates
    numbers = [(at, read) for at, cell in enumerate(row) if (read := read_number(cell))]
    counted = [number for _at, (number, about) in numbers if not about]
    if len(counted) >= FEWEST_ACROSS and counted == list(range(1, len(counted) + 1)):
        return tuple(at for at, _read in numbers) if len(counted) <= 31 else ()
    return ()


def _of_place(
    sheet: Sheet,
    line: int,
    cells: Sequence[Cell],
    head: _Head,
    year: int | None,
    month: int | None,
) -> Iterator[Row]:
    before = next((cell for cell in cells[: head.days[0]] if cell not in (None, "")), None)
    place = "" if words_of(before) in NUMBERS else tidy(text_of(before))
    for at in head.days:
        heading = sheet.rows[head.at][at]
        date = _date(heading, year, month)
        if isinstance(date, dt.date):
            yield _cell(sheet, line, cells, at, place, date)
        elif at < len(cells) and cells[at] not in (None, ""):
            said = said_of([text_of(heading), place, text_of(cells[at])])
            yield Row(sheet.name, line, said, why=date or (Why.NO_DATE if year else Why.NO_YEAR))


def _of_year(
    sheet: Sheet, line: int, cells: Sequence[Cell], head: _Head, year: int | None
) -> Iterator[Row]:
    day = read_number(cells[head.date]) if head.date < len(cells) else None
    if day is None or not 1 <= day[0] <= 31:
        yield Row(sheet.name, line, said_of(cells), why=Why.NO_DATE)
        return
    for at, month in head.months.items():
        if at >= len(cells) or cells[at] in (None, ""):
            continue
        date = date_of(year, month, day[0]) if year else None
        if date is None:
            yield Row(sheet.name, line, said_of(cells), why=Why.NO_DATE if year else Why.NO_YEAR)
        else:
            yield _cell(sheet, line, cells, at, "", date)


def _cell(
    sheet: Sheet, line: int, cells: Sequence[Cell], at: int, place: str, date: dt.date
) -> Row:
    cell = cells[at] if at < len(cells) else None
    said = said_of([date.isoformat(), place, text_of(cell)])
    if words_of(cell) in CLOSED:
        return Row(sheet.name, line, said, Found(place, date, None))
    if text_of(cell).strip() in ("", "-", "–", "—", "?"):
        return Row(sheet.name, line, said, why=Why.EMPTY)
    number = read_number(cell)
    if number is None:
        return Row(sheet.name, line, said, why=Why.NOT_A_NUMBER)
    return Row(sheet.name, line, said, Found(place, date, number[0], number[1]))


def place_in_title(sheets: Sequence[Sheet], known: Mapping[int, str]) -> int | None:
    """The known place that stands in the name of the file, a sheet's or one of their first rows.

    None where there is none, or more than one: `Huset` in `Huset ved Havnen` is not another.
    """
    told = [
        f" {' '.join(WORD.findall(text.casefold()))} "
        for sheet in sheets
        for text in (sheet.name, *(text_of(c) for row in sheet.rows[:TITLE_ROWS] for c in row if c))
    ]
    names = {id_: f" {' '.join(WORD.findall(name.casefold()))} " for id_, name in known.items()}
    named = {
        id_: name for id_, name in names.items() if name.strip() and any(name in t for t in told)
    }
    longest = [
        id_
        for id_, name in named.items()
        if not any(name in other and name != other for other in named.values())
    ]
    return longest[0] if len(longest) == 1 else None


def place_of(name: str, known: Mapping[int, str]) -> int | None:
    """The known place that people would call by that name."""
    return next((id_ for id_, other in known.items() if same_name(name, other)), None)
