"""Read earlier counts from the worksheets people keep them in.

Four layouts are recognised:

- a row per day, with a column of dates;
- a sheet per month, with a column of days;
- a year, with a row per day of the month and a column per month;
- a row per venue, with a column per day.

In the first two, each column of numbers may be a venue. An empty cell means not counted, never
zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, Worksheet, row_text, text_of, words_of
from app.domain.imports.cells import CLOSED, date_of, read_date, read_number
from app.domain.imports.column_words import NUMBERS, SUMS
from app.domain.imports.headings import ColumnHeading, bare_heading, find_heading, year_and_month
from app.domain.imports.rows import ImportedCount, ImportRow, SkipReason

EARLIEST = dt.date(2000, 1, 1)
"""Reports begin with this day."""


def understand(sheets: Sequence[Worksheet], today: dt.date) -> tuple[ImportRow, ...]:
    """Every count found and every cell skipped, in the order of the sheets.

    Days from `today` on, and those before EARLIEST, are skipped. If a venue has the same day
    twice, the first is used.
    """
    seen: set[tuple[str, dt.date]] = set()
    rows = []
    for sheet in sheets:
        for row in _of_sheet(sheet):
            found = row.found
            if found is not None:
                key = (found.venue.casefold(), found.date)
                if found.date >= today:
                    row = ImportRow(row.sheet, row.line, row.said, why=SkipReason.TO_COME)
                elif found.date < EARLIEST:
                    row = ImportRow(row.sheet, row.line, row.said, why=SkipReason.TOO_OLD)
                elif key in seen:
                    row = ImportRow(row.sheet, row.line, row.said, why=SkipReason.TWICE)
                else:
                    seen.add(key)
            rows.append(row)
    return tuple(rows)


def _of_sheet(sheet: Worksheet) -> Iterator[ImportRow]:
    head = find_heading(sheet) or bare_heading(sheet)
    if head is None:
        for line, cells in enumerate(sheet.rows, 1):
            if row_text(cells):
                yield ImportRow(sheet.name, line, row_text(cells), why=SkipReason.NO_DATE)
        return
    year, month = year_and_month(sheet, head.at + 1)
    last_venue = ""
    for line, cells in enumerate(sheet.rows, 1):
        if line <= head.at + 1 or not row_text(cells):
            continue
        first = next((cell for cell in cells if cell not in (None, "")), None)
        if any(words_of(first).startswith(word) for word in SUMS):
            yield ImportRow(sheet.name, line, row_text(cells), why=SkipReason.SUM)
        elif head.months:
            yield from _of_year(sheet, line, cells, head, year)
        elif head.days:
            yield from _of_venue(sheet, line, cells, head, year, month)
        else:
            if head.venue is not None and head.venue < len(cells):
                # A merged cell has its text in its first row only.
                last_venue = tidy(text_of(cells[head.venue])) or last_venue
            yield from _of_day(sheet, line, cells, head, year, month, last_venue)


def _of_day(
    sheet: Worksheet,
    line: int,
    cells: Sequence[Cell],
    head: ColumnHeading,
    year: int | None,
    month: int | None,
    venue: str,
) -> Iterator[ImportRow]:
    cell = cells[head.date] if head.date < len(cells) else None
    date = _date(cell, year, month)
    if not isinstance(date, dt.date):
        yield ImportRow(sheet.name, line, row_text(cells), why=date or SkipReason.NO_DATE)
        return
    for at, name in head.numbers.items():
        yield _cell(sheet, line, cells, at, name or venue, date)


def _date(cell: Cell, year: int | None, month: int | None) -> dt.date | SkipReason | None:
    """The date in a cell. A bare number is a day in the sheet's month, if that is known."""
    date, day = read_date(cell, year), read_number(cell)
    if not isinstance(date, dt.date) and day and month and year and not day[1]:
        return date_of(year, month, day[0])
    return date


def _of_venue(
    sheet: Worksheet,
    line: int,
    cells: Sequence[Cell],
    head: ColumnHeading,
    year: int | None,
    month: int | None,
) -> Iterator[ImportRow]:
    before = next((cell for cell in cells[: head.days[0]] if cell not in (None, "")), None)
    venue = "" if words_of(before) in NUMBERS else tidy(text_of(before))
    for at in head.days:
        heading = sheet.rows[head.at][at]
        date = _date(heading, year, month)
        if isinstance(date, dt.date):
            yield _cell(sheet, line, cells, at, venue, date)
        elif at < len(cells) and cells[at] not in (None, ""):
            said = row_text([text_of(heading), venue, text_of(cells[at])])
            yield ImportRow(
                sheet.name,
                line,
                said,
                why=date or (SkipReason.NO_DATE if year else SkipReason.NO_YEAR),
            )


def _of_year(
    sheet: Worksheet, line: int, cells: Sequence[Cell], head: ColumnHeading, year: int | None
) -> Iterator[ImportRow]:
    day = read_number(cells[head.date]) if head.date < len(cells) else None
    if day is None or not 1 <= day[0] <= 31:
        yield ImportRow(sheet.name, line, row_text(cells), why=SkipReason.NO_DATE)
        return
    for at, month in head.months.items():
        if at >= len(cells) or cells[at] in (None, ""):
            continue
        date = date_of(year, month, day[0]) if year else None
        if date is None:
            yield ImportRow(
                sheet.name,
                line,
                row_text(cells),
                why=SkipReason.NO_DATE if year else SkipReason.NO_YEAR,
            )
        else:
            yield _cell(sheet, line, cells, at, "", date)


def _cell(
    sheet: Worksheet, line: int, cells: Sequence[Cell], at: int, venue: str, date: dt.date
) -> ImportRow:
    cell = cells[at] if at < len(cells) else None
    said = row_text([date.isoformat(), venue, text_of(cell)])
    if words_of(cell) in CLOSED:
        return ImportRow(sheet.name, line, said, ImportedCount(venue, date, None))
    if text_of(cell).strip() in ("", "-", "–", "—", "?"):
        return ImportRow(sheet.name, line, said, why=SkipReason.EMPTY)
    number = read_number(cell)
    if number is None:
        return ImportRow(sheet.name, line, said, why=SkipReason.NOT_A_NUMBER)
    return ImportRow(sheet.name, line, said, ImportedCount(venue, date, number[0], number[1]))
