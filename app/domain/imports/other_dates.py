"""Other columns of dates than the one that gives the days: a span's end, or another table's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from app.domain.base.worksheet import Worksheet, words_of
from app.domain.imports.column_words import DATES, ENDS
from app.domain.imports.dates import Order, read_date, resolve
from app.domain.imports.grains import Grain
from app.domain.imports.rows import SkipReason
from app.domain.imports.shapes import SAMPLE, Shape

LONGEST_EVENING = 1
"""Days that something may last which is counted once: it may end after midnight."""


def without_spans(sheet: Worksheet, shape: Shape) -> Shape:
    """The shape, refused if most rows are about several days, from one date to another."""
    if shape.refused or shape.date is None or shape.unit is not Grain.DATE or shape.head < 0:
        return shape
    for i, cell in enumerate(sheet.rows[shape.head]):
        if i != shape.date and words_of(cell) in ENDS:
            days = [(end - first).days for first, end in _pairs(sheet, shape, shape.date, i)]
            if sum(number > LONGEST_EVENING for number in days) * 2 > len(days):
                return replace(shape, refused=SkipReason.PER_DAYS)
    return shape


def next_table(sheet: Worksheet, shape: Shape) -> int | None:
    """Where another table begins, with dates of its own that are others; None if none does."""
    if shape.date is None or shape.unit is not Grain.DATE or shape.head < 0:
        return None
    heading = [words_of(cell) for cell in sheet.rows[shape.head]]
    for i, words in enumerate(heading):
        if i <= shape.date or words not in DATES:
            continue
        if any(first != other for first, other in _pairs(sheet, shape, shape.date, i)):
            return i
    return None


def _pairs(sheet: Worksheet, shape: Shape, one: int, two: int) -> Iterator[tuple[dt.date, dt.date]]:
    for row in sheet.rows[shape.head + 1 : shape.head + 1 + SAMPLE]:
        read = [read_date(row[i]) if i < len(row) else None for i in (one, two)]
        dates = [resolve(date, Order.DAY_FIRST, 2000) for date in read if date]
        if len(dates) == 2 and isinstance(dates[0], dt.date) and isinstance(dates[1], dt.date):
            yield dates[0], dates[1]
