"""The day of a number: what its row, its column and the titles above say together."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.worksheet import Cell, text_of
from app.domain.imports.dates import WrittenDate, date_of, read_date, resolve
from app.domain.imports.grains import Grain, Stamps, day_in, month_in, week_in
from app.domain.imports.rows import SkipReason
from app.domain.imports.sections import Section
from app.domain.imports.sheet_plan import SheetPlan

HALF_A_YEAR = 6


@dataclass(frozen=True)
class RowDay:
    """What a row says of its day: a date, or a day, week or month, and the section it is in.

    `turn` is how many New Years lie between the year given above and the row.
    """

    section: Section
    written: WrittenDate | None = None
    number: int | None = None
    turn: int = 0


def row_day(plan: SheetPlan, row: Sequence[Cell], section: Section, turn: int) -> RowDay | None:
    """What the row says, or None if it says nothing of a day."""
    at, unit = plan.shape.date, plan.shape.unit
    if at is None:
        return RowDay(section)
    cell = row[at] if at < len(row) else None
    if unit is Grain.DATE:
        written = read_date(cell)
        return RowDay(section, written, turn=turn) if written else None
    if unit is Grain.DAY:
        if (full := read_date(cell)) and not plan.shape.across and not isinstance(cell, float):
            return RowDay(section, full)
        number = day_in(cell)
    else:
        section = section.under(text_of(cell)) if isinstance(cell, str) else section
        number = week_in(cell) if unit is Grain.WEEK else month_in(cell)
    return RowDay(section, number=number) if number is not None else None


def day_of(
    plan: SheetPlan, day: RowDay | None, stamp: WrittenDate | int | None
) -> dt.date | SkipReason:
    """The date of a number in this row and column, or why there is none."""
    if day is None:
        return SkipReason.NO_DATE
    section, across = day.section, plan.shape.across
    if isinstance(stamp, WrittenDate):
        return _full(plan, stamp, section, 0)
    if across is None:
        if day.written:
            return _full(plan, day.written, section, day.turn)
        return _in_month(section, section.month, day.number)
    if stamp is None:
        return SkipReason.NO_DATE
    if across is Grain.MONTH:
        return _in_month(section, stamp, day.number)
    if across is Grain.DAY:
        return _in_month(section, day.number or section.month, stamp)
    return _in_week(plan, day, stamp)


def calendar_days(row: Sequence[Cell], weekdays: Stamps, section: Section) -> Stamps:
    """The days that a row of a calendar gives to the numbers below it, if it is one.

    They follow each other, and fall on the weekdays that they are below: other numbers do not.
    """
    filled = {i: day_in(row[i]) for i in weekdays if i < len(row) and row[i] not in (None, "")}
    days = [day for day in filled.values() if day is not None]
    if not days or section.month is None or days != list(range(days[0], days[0] + len(filled))):
        return {}
    year = section.year_of(section.month)
    first = date_of(year, section.month, days[0]) if year else None
    if first is None or first.weekday() != weekdays[min(filled)]:
        return {}
    return {i: WrittenDate(day, section.month, year) for i, day in filled.items() if day}


def years_turn(plan: SheetPlan) -> dict[int, int]:
    """By row: the New Years passed, where dates without a year pass one, and one alone."""
    shape, at = plan.shape, plan.shape.date
    if at is None or shape.unit is not Grain.DATE or plan.section.season or not plan.needs_year:
        return {}
    months = [
        (n, date.month)
        for n, row in enumerate(plan.sheet.rows)
        if n > shape.head and at < len(row) and (date := read_date(row[at])) and not date.year
    ]
    falls = [n for (_, one), (n, two) in itertools.pairwise(months) if one - two >= HALF_A_YEAR]
    rises = any(two - one >= HALF_A_YEAR for (_, one), (_, two) in itertools.pairwise(months))
    if len(falls) != 1 or rises:
        return {}
    return {n: 1 for n, _month in months if n >= falls[0]}


def _full(
    plan: SheetPlan, written: WrittenDate, section: Section, turn: int
) -> dt.date | SkipReason:
    if plan.must_order and written.sign and written.year and written.day != written.month:
        return SkipReason.UNSURE_ORDER
    month = written.month if not written.sign or plan.order == "day" else written.day
    year = section.year_of(month)
    return resolve(written, plan.order, year + turn if year else None)


def _in_month(section: Section, month: int | None, day: int | None) -> dt.date | SkipReason:
    if month is None or day is None:
        return SkipReason.NO_DATE
    year = section.year_of(month)
    if year is None:
        return SkipReason.NO_YEAR
    return date_of(year, month, day) or SkipReason.NO_DATE


def _in_week(plan: SheetPlan, day: RowDay, weekday: int) -> dt.date | SkipReason:
    if day.written:
        first = _full(plan, day.written, day.section, day.turn)
        if isinstance(first, SkipReason):
            return first
        return first - dt.timedelta(days=first.weekday() - weekday)
    week = day.number or day.section.week
    if week is None:
        return SkipReason.NO_DATE
    year = day.section.year_of(1 if week <= 26 else 12)
    if year is None:
        return SkipReason.NO_YEAR
    try:
        return dt.date.fromisocalendar(year, week, weekday + 1)
    except ValueError:
        return SkipReason.NO_DATE
