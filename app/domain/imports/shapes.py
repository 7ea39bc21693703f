"""Find how a sheet is laid out: where its heading is, and where its days are.

Every layout is the same thing with its parts in other places: the day of a number is what its row
says, what its column says, and what the titles above say, together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.domain.base.worksheet import Cell, Worksheet, words_of
from app.domain.imports.column_words import (
    DATES,
    QUARTER,
    VENUES,
    WEEK_HEADING,
    WEEKS,
)
from app.domain.imports.dates import WrittenDate, is_bare, read_date
from app.domain.imports.figures import is_number
from app.domain.imports.grains import (
    Grain,
    Stamps,
    day_in,
    month_in,
    quarter_in,
    stamps_of,
    week_in,
    year_in,
)
from app.domain.imports.rows import SkipReason

HEAD_WITHIN = 40
SAMPLE = 400
SHORTEST_MONTH = 28


HEADINGS = ((QUARTER, SkipReason.PER_QUARTER), (WEEK_HEADING, SkipReason.PER_WEEK))


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
        if unit is not None and not _are_data(rows, at, stamps):
            return _across(rows, at, unit, stamps)
    if first < len(rows) and (two := _two_days(rows, first)):
        return _across(rows, first, *two)
    if date is not None:
        head = first - 1
        while head >= 0 and _is_data(rows[head], date):
            head -= 1
        first = head + 1
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


def _date_column(rows: Sequence[Sequence[Cell]]) -> tuple[int | None, int]:
    """The column with the most dates, and its first row; or None and the number of rows."""
    heads: dict[int, str] = {}
    found: Counter[int] = Counter()
    firsts: dict[int, int] = {}
    full: Counter[int] = Counter()
    for at, row in enumerate(rows[: SAMPLE + HEAD_WITHIN]):
        if len(stamped := stamps_of(row)[1]) >= 3 and not _are_data(rows, at, stamped):
            continue
        for i, cell in enumerate(row):
            if isinstance(cell, str) and words_of(cell) in DATES:
                heads.setdefault(i, words_of(cell))
            if i not in heads and is_bare(cell):
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


def _are_data(rows: Sequence[Sequence[Cell]], at: int, stamps: Stamps) -> bool:
    """Whether it is no heading of days but a row with several dates, as the next one is."""
    if not any(isinstance(stamp, WrittenDate) for stamp in stamps.values()):
        return False
    after = next((row for row in rows[at + 1 :] if _filled(row)), ())
    return sum(i < len(after) and read_date(after[i]) is not None for i in stamps) >= 2


def _two_days(rows: Sequence[Sequence[Cell]], at: int) -> tuple[Grain, Stamps] | None:
    """A heading of two days alone: right of a name, and with numbers below both."""
    row = rows[at]
    dates: Stamps = {
        i: found for i, c in enumerate(row) if not is_bare(c) and (found := read_date(c))
    }
    after = next((row for row in rows[at + 1 :] if _filled(row)), ())
    if len(dates) != 2 or min(dates) == 0 or words_of(row[0]) not in {"", *DATES, *VENUES}:
        return None
    is_heading = all(i < len(after) and is_number(after[i]) for i in dates)
    return (Grain.DATE, dates) if is_heading and not is_number(after[0]) else None


def _is_data(row: Sequence[Cell], date: int) -> bool:
    """Whether a row above the first date has something like a date that nobody can read."""
    cell = row[date] if date < len(row) else None
    if not isinstance(cell, str) or words_of(cell) in DATES:
        return False
    is_dated = month_in(cell) is not None or any(sign.isdigit() for sign in cell)
    return is_dated and any(is_number(other) for i, other in enumerate(row) if i > date)


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
        for heading, refused in HEADINGS:
            if sum(heading.fullmatch(word) is not None for word in words) >= 2:
                return Shape(at, at, None, refused=refused)
        for i, word in enumerate(words):
            cells = [r[i] for r in below if i < len(r) and r[i] not in (None, "")]
            if word in DATES and any(day_in(cell) for cell in cells):
                return Shape(at, at, i, Grain.DAY)
            if len(words) < 2 or not cells:
                continue
            for unit, reader, why in (
                (Grain.MONTH, month_in, SkipReason.PER_MONTH),
                (
                    Grain.WEEK,
                    week_in if word in WEEKS else lambda _cell: None,
                    SkipReason.PER_WEEK,
                ),
                (Grain.MONTH, quarter_in, SkipReason.PER_QUARTER),
                (Grain.YEAR, year_in, SkipReason.PER_YEAR),
            ):
                if word and sum(reader(cell) is not None for cell in cells) * 2 > len(cells):
                    return Shape(at, at, i, unit, refused=why)
    if days := _days_down(rows):
        return days
    head = next((at for at, row in enumerate(rows) if _filled(row) > 1), -1)
    return Shape(max(head, 0), head, None, refused=SkipReason.NO_LAYOUT)


def _days_down(rows: Sequence[Sequence[Cell]]) -> Shape | None:
    """A whole month of days below each other, 1 to 28 or more, under no heading of their own."""
    column = [day_in(row[0]) if row else None for row in rows[: SAMPLE + HEAD_WITHIN]]
    if 1 not in column:
        return None
    at = column.index(1)
    days = [day for day in column[at:] if day is not None]
    above = rows[at - 1] if at else ()
    if (
        days != list(range(1, len(days) + 1))
        or len(days) < SHORTEST_MONTH
        or words_of([*above, None][0])
    ):
        return None
    head = at - 1 if _filled(above) else -1
    return Shape(max(head, 0), head, 0, Grain.DAY)


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
