"""Find how a sheet is laid out: where its heading is, and where its days are.

Every layout is the same thing with its parts in other places: the day of a number is what its row
says, what its column says, and what the titles above say, together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.domain.base.worksheet import Cell, Worksheet, text_of, words_of
from app.domain.imports.column_words import DATES, MONTH_OF, WEEKDAY_OF, WEEKS
from app.domain.imports.dates import WrittenDate, read_date
from app.domain.imports.rows import SkipReason

HEAD_WITHIN = 40
SAMPLE = 400


class Grain(StrEnum):
    """What a date column or a heading gives."""

    DATE = "date"
    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


Stamps = dict[int, WrittenDate | int]


@dataclass(frozen=True)
class Shape:
    """`top` to `head` are the heading's rows, from 0; `head` may be -1. `date` is the column of
    dates (or days, weeks, months: `unit`). `stamps` are the columns that are a day each, and
    `across` what their headings give. `refused` says why nothing of the sheet can be used.
    """

    top: int
    head: int
    date: int | None
    unit: Grain = Grain.DATE
    stamps: Stamps = field(default_factory=dict)
    across: Grain | None = None
    refused: SkipReason | None = None


def shape_of(sheet: Worksheet) -> Shape:
    """The layout of a sheet. NO_LAYOUT is refused, but a person may choose the columns."""
    rows = sheet.rows
    date, first = _date_column(rows)
    for at, row in enumerate(rows[: min(HEAD_WITHIN, first)]):
        unit, stamps = stamps_of(row)
        if unit is not None:
            return _across(rows, at, unit, stamps)
    if date is not None:
        head = first - 1
        while head >= 0 and _filled(rows[head]) < 2:
            head -= 1
        if head < 0 or (first - head > 3):
            head = first - 1
        return Shape(_top(rows, head), head, date)
    return _without_dates(rows)


def shape_under(sheet: Worksheet, head: int) -> Shape:
    """The layout with its heading in the row that a person has chosen; -1 if it has none."""
    rows = sheet.rows
    if head >= 0:
        unit, stamps = stamps_of(rows[head])
        if unit is not None:
            return _across(rows, head, unit, stamps)
    top, below = _top(rows, head), rows[max(head, 0) :]
    date, _first = _date_column(below)
    if date is not None:
        return Shape(top, head, date)
    return replace(_without_dates(below), top=top, head=head)


def stamps_of(row: Sequence[Cell]) -> tuple[Grain | None, Stamps]:
    """What the cells give, if the row is a heading of days, weekdays or months."""
    weekdays: Stamps = {
        i: WEEKDAY_OF[w] for i, c in enumerate(row) if (w := words_of(c)) in WEEKDAY_OF
    }
    if len(weekdays) >= 4:
        return Grain.WEEKDAY, weekdays
    dates: Stamps = {
        i: found for i, c in enumerate(row) if not isinstance(c, float) and (found := read_date(c))
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


def _date_column(rows: Sequence[Sequence[Cell]]) -> tuple[int | None, int]:
    """The column with the most dates, and its first row; or None and the number of rows."""
    heads: dict[int, str] = {}
    found: Counter[int] = Counter()
    firsts: dict[int, int] = {}
    full: Counter[int] = Counter()
    for at, row in enumerate(rows[: SAMPLE + HEAD_WITHIN]):
        if len(stamped := stamps_of(row)[1]) >= 3 and stamped:
            continue
        for i, cell in enumerate(row):
            if isinstance(cell, str) and words_of(cell) in DATES:
                heads.setdefault(i, words_of(cell))
            if isinstance(cell, float) and i not in heads:
                continue
            if date := read_date(cell):
                found[i] += 1
                full[i] += date.year is not None
                firsts.setdefault(i, at)
    best = max(
        found,
        key=lambda i: (full[i] > 0, heads.get(i) in ("dato", "date"), i in heads, found[i], -i),
        default=None,
    )
    return (best, firsts[best]) if best is not None else (None, len(rows))


def _across(rows: Sequence[Sequence[Cell]], at: int, unit: Grain, stamps: Stamps) -> Shape:
    left = [
        i for i in range(min(stamps)) if any(i < len(r) and r[i] is not None for r in rows[at:])
    ]
    below = rows[at + 1 : at + 1 + SAMPLE]
    if unit is Grain.DATE:
        return Shape(at, at, None, stamps=stamps, across=unit)
    readers = {Grain.MONTH: (Grain.DAY, day_in), Grain.WEEKDAY: (Grain.WEEK, week_in)}
    readers[Grain.DAY] = (Grain.MONTH, month_in)
    gives, reader = readers[unit]
    for i in left:
        cells = [r[i] for r in below if i < len(r) and r[i] not in (None, "")]
        read = sum(reader(cell) is not None for cell in cells)
        if read and read * 2 >= len(cells):
            return Shape(at, at, i, gives, stamps, unit)
        dates = sum(read_date(cell) is not None for cell in cells)
        if unit is Grain.WEEKDAY and dates and dates * 2 >= len(cells):
            return Shape(at, at, i, Grain.DATE, stamps, unit)
    refused = SkipReason.PER_MONTH if unit is Grain.MONTH else None
    return Shape(at, at, None, gives, stamps, unit, refused)


def _without_dates(rows: Sequence[Sequence[Cell]]) -> Shape:
    """Days of a month under a title, or totals by month, week or year, which are refused."""
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        below = rows[at + 1 : at + 1 + SAMPLE]
        words = [words_of(cell) for cell in row]
        for i, word in enumerate(words):
            cells = [r[i] for r in below if i < len(r) and r[i] not in (None, "")]
            if word in DATES and any(day_in(cell) for cell in cells):
                return Shape(at, at, i, Grain.DAY)
            if len(words) < 2 or not cells:
                continue
            for unit, reader, refused in (
                (Grain.MONTH, month_in, SkipReason.PER_MONTH),
                (
                    Grain.WEEK,
                    week_in if word in WEEKS else lambda _cell: None,
                    SkipReason.PER_WEEK,
                ),
                (Grain.YEAR, year_in, SkipReason.PER_YEAR),
            ):
                if word and sum(reader(cell) is not None for cell in cells) * 2 > len(cells):
                    return Shape(at, at, i, unit, refused=refused)
    head = next((at for at, row in enumerate(rows) if _filled(row) > 1), -1)
    return Shape(max(head, 0), head, None, refused=SkipReason.NO_LAYOUT)


def _top(rows: Sequence[Sequence[Cell]], head: int) -> int:
    """The first of two heading rows: the upper one names groups of columns."""
    if head < 1:
        return max(head, 0)
    above, row = rows[head - 1], rows[head]
    texts = [i for i, cell in enumerate(above) if isinstance(cell, str) and cell.strip()]
    repeated = len({words_of(cell) for cell in row if cell}) < _filled(row)
    is_group = len(texts) >= 2 or (len(texts) == 1 and texts[0] > 0)
    return head - 1 if is_group and (repeated or len(texts) >= 2) else head


def _filled(row: Sequence[Cell]) -> int:
    return sum(cell not in (None, "") for cell in row)
