"""Earlier counts as people keep them: what a table of days says, row by row, and what it does not.

A file is sheets of rows of cells (see `app.domain.spreadsheet`). Three shapes are understood: a
row for each day, with a column of dates; a sheet for each month, with a column of days; and a
year, with a row for each day of the month and a column for each month. Columns of numbers may be
places. An empty cell is a day that nobody counted, never a zero.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.text import same_name, tidy

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
DATES = ("dato", "date", "dag", "day", "hvornår")
NUMBERS = (
    "antal",
    "besøg",
    "besøgende",
    "gæster",
    "deltagere",
    "people",
    "visits",
    "visitors",
    "fremmødte",
    "personer",
    "hoveder",
    "tal",
    "count",
)
PLACES = ("sted", "hus", "venue", "place", "lokation", "center", "afdeling")
NOTES = (
    "note",
    "noter",
    "bemærkning",
    "bemærkninger",
    "kommentar",
    "ugedag",
    "vejr",
    "vært",
    "uge",
)
SUMS = ("i alt", "ialt", "sum", "total", "gennemsnit", "snit", "subtotal")
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
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


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
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    if numbers := DAY_FIRST.fullmatch(text):
        return _with_year(numbers[3], year, int(numbers[2]), int(numbers[1]))
    if words := IN_WORDS.fullmatch(text):
        month = MONTH_OF.get(words[2])
        return _with_year(words[3], year, month, int(words[1])) if month else None
    return None


def _with_year(written: str | None, year: int | None, month: int, day: int) -> dt.date | Why | None:
    if written:
        year = int(written) if len(written) == 4 else 2000 + int(written)
    return Why.NO_YEAR if year is None else _date(year, month, day)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _words(cell: Cell) -> str:
    return tidy(cell).casefold().rstrip(":.") if isinstance(cell, str) else ""


def _said(row: Sequence[Cell]) -> str:
    return tidy(" · ".join(_text(cell) for cell in row if cell not in (None, "")))[:120]


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell).replace(".", ",")
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell or "")


def _year_and_month(sheet: Sheet, before: int) -> tuple[int | None, int | None]:
    """The year and month that the sheet's name or its first rows tell."""
    year = month = None
    texts = [sheet.name, *(_text(c) for row in sheet.rows[:before] for c in row if c is not None)]
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
    """Where the heading stands, and which columns are dates, places and numbers."""

    at: int
    date: int
    place: int | None
    numbers: dict[int, str]
    months: dict[int, int]


def _head(sheet: Sheet) -> _Head | None:
    for at, row in enumerate(sheet.rows[:15]):
        words = [_words(cell) for cell in row]
        dates = [i for i, word in enumerate(words) if word in DATES]
        months = {i: MONTH_OF[word] for i, word in enumerate(words) if word in MONTH_OF}
        if len(months) >= 2:
            first = dates[0] if dates else 0
            return _Head(at, first, None, {}, {i: m for i, m in months.items() if i != first})
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
            if _said(cells):
                yield Row(sheet.name, line, _said(cells), why=Why.NO_DATE)
        return
    year, month = _year_and_month(sheet, head.at + 1)
    last_place = ""
    for line, cells in enumerate(sheet.rows, 1):
        if line <= head.at + 1 or not _said(cells):
            continue
        first = next((cell for cell in cells if cell not in (None, "")), None)
        if any(_words(first).startswith(word) for word in SUMS):
            yield Row(sheet.name, line, _said(cells), why=Why.SUM)
        elif head.months:
            yield from _of_year(sheet, line, cells, head, year)
        else:
            if head.place is not None and head.place < len(cells):
                # A merged cell says the place once for all its rows.
                last_place = tidy(_text(cells[head.place])) or last_place
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
    date = read_date(cell, year)
    day = read_number(cell)
    if not isinstance(date, dt.date) and day and month and year and not day[1]:
        date = _date(year, month, day[0])
    if not isinstance(date, dt.date):
        yield Row(sheet.name, line, _said(cells), why=date or Why.NO_DATE)
        return
    for at, name in head.numbers.items():
        yield _cell(sheet, line, cells, at, name or place, date)


def _of_year(
    sheet: Sheet, line: int, cells: Sequence[Cell], head: _Head, year: int | None
) -> Iterator[Row]:
    day = read_number(cells[head.date]) if head.date < len(cells) else None
    if day is None or not 1 <= day[0] <= 31:
        yield Row(sheet.name, line, _said(cells), why=Why.NO_DATE)
        return
    for at, month in head.months.items():
        if at >= len(cells) or cells[at] in (None, ""):
            continue
        date = _date(year, month, day[0]) if year else None
        if date is None:
            yield Row(sheet.name, line, _said(cells), why=Why.NO_DATE if year else Why.NO_YEAR)
        else:
            yield _cell(sheet, line, cells, at, "", date)


def _cell(
    sheet: Sheet, line: int, cells: Sequence[Cell], at: int, place: str, date: dt.date
) -> Row:
    cell = cells[at] if at < len(cells) else None
    said = f"{date.isoformat()} {place} {_text(cell)}".replace("  ", " ").strip()
    if _words(cell) in CLOSED:
        return Row(sheet.name, line, said, Found(place, date, None))
    if _text(cell).strip() in ("", "-", "–", "—", "?"):
        return Row(sheet.name, line, said, why=Why.EMPTY)
    number = read_number(cell)
    if number is None:
        return Row(sheet.name, line, said, why=Why.NOT_A_NUMBER)
    return Row(sheet.name, line, said, Found(place, date, number[0], number[1]))


def place_of(name: str, known: dict[int, str]) -> int | None:
    """The known place that people would call by that name."""
    return next((id_ for id_, other in known.items() if same_name(name, other)), None)
