"""Read a sheet by its plan: every filled cell that may be a count becomes one entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, text_of, words_of
from app.domain.imports.columns import COUNTED, ColumnKind, is_sum_row, says_no_visits
from app.domain.imports.dates import read_date
from app.domain.imports.figures import CLOSED, Commas, Figure, is_number, read_figure
from app.domain.imports.grains import Grain, Stamps, stamps_of
from app.domain.imports.row_days import RowDay, calendar_days, day_of, row_day, years_turn
from app.domain.imports.rows import Entry, SkipReason
from app.domain.imports.sections import Section, is_title, title_of
from app.domain.imports.sheet_plan import ColumnPlan, SheetPlan

TELLING = (ColumnKind.TIME, ColumnKind.VENUE, ColumnKind.ACTIVITY, ColumnKind.NAME)
"""What a row without a date must say, to be of the day above and not a sum."""
THOUSANDS, DECIMALS = Commas(frozenset(",.")), Commas(frozenset())
SAID = 60
"""Characters of a cell's text that are kept with its entry."""


@dataclass
class _Above:
    """What the rows above say: merged cells have their text in the first row alone."""

    day: RowDay | None = None
    venue: str = ""
    since_sum: int = 0


def entries_of(plan: SheetPlan) -> Iterator[Entry]:
    """Yield the sheet's entries in the order of its rows."""
    shape, section, stamps = plan.shape, plan.section, plan.shape.stamps
    heading = list(plan.sheet.rows[shape.head]) if shape.head >= 0 else []
    turns = years_turn(plan)
    above = _Above()
    for at, row in enumerate(plan.sheet.rows):
        if at in plan.above:
            yield from _above_heading(plan, at, row)
            continue
        if at <= shape.head and shape.refused is not SkipReason.NO_LAYOUT:
            continue
        if shape.refused is None:
            if is_title(title := title_of(row)) and not _has_date(plan, row):
                section, above.day = section.under(title), None
                continue
            if heading and row[:1] == heading[:1] and list(row) == heading:
                continue  # The same heading again, further down.
            if shape.across and at > shape.head and (new := _new_stamps(plan, row, section)):
                stamps = new
                continue
        why = _row_reason(plan, at)
        day = None
        if why is None and is_sum_row(row) and not _has_date(plan, row):
            why, above.since_sum = SkipReason.SUM, 0
        elif why is None:
            own = row_day(plan, row, section, turns.get(at, 0))
            day = _carried(plan, row, own, above)
            why = SkipReason.SUM if day is None and _is_bare_sum(plan, row, above) else None
            above.day = own or day
            venue_at = plan.of_kind(ColumnKind.VENUE)
            if venue_at is not None and venue_at < len(row):
                above.venue = tidy(text_of(row[venue_at]))[:80] or above.venue
        yield from _of_row(plan, at, row, stamps, day, above, why)


def _above_heading(plan: SheetPlan, at: int, row: Sequence[Cell]) -> Iterator[Entry]:
    """The plain numbers that a chosen heading has put above itself. What else is there is text."""
    for column in plan.read:
        i = column.profile.index
        if i < len(row) and is_number(row[i]):
            figure = read_figure(row[i], column.profile.commas) or Figure()
            said = tidy(text_of(row[i]))[:SAID]
            yield Entry(plan.index, at + 1, i, said, figure.number, why=SkipReason.ABOVE)


def _of_row(
    plan: SheetPlan,
    at: int,
    row: Sequence[Cell],
    stamps: Stamps,
    day: RowDay | None,
    above: _Above,
    why: SkipReason | None,
) -> Iterator[Entry]:
    closed = _says_closed(plan, row)
    if plan.shape.across and _is_no_visit_row(plan, row):
        why = why or SkipReason.NOT_USED
    width = len(row)
    for column in plan.read:
        i = column.profile.index
        cell = row[i] if i < width else None
        if cell is None and not closed:
            continue
        figure = _figure(plan, column, cell)
        if figure is None and closed and column.kind in COUNTED:
            figure = Figure(closed=True)
        if figure is None or (why is SkipReason.SUM and figure.number is None):
            continue
        date, reason = None, why or figure.why
        if column.kind in COUNTED or column.kind is ColumnKind.NAME:
            found = day_of(plan, day, stamps.get(i))
            date = found if isinstance(found, dt.date) else None
            reason = why or (found if isinstance(found, SkipReason) else None) or figure.why
            above.since_sum += figure.number or 0 if reason is None else 0
        else:
            reason = why or column.why or SkipReason.NOT_USED
        if figure.closed and reason is not None:
            continue
        yield Entry(
            sheet=plan.index,
            line=at + 1,
            column=i,
            said="1" if column.kind is ColumnKind.NAME else tidy(text_of(cell))[:SAID],
            number=figure.number,
            date=date,
            venue=column.venue or above.venue,
            about=figure.about,
            closed=figure.closed or (closed and not figure.number),
            why=reason,
        )


def _figure(plan: SheetPlan, column: ColumnPlan, cell: Cell) -> Figure | None:
    commas = column.profile.commas
    if commas.unsure:
        commas = THOUSANDS if plan.commas == "thousands" else DECIMALS
    if column.kind is ColumnKind.NAME:
        return Figure(1) if plan.persons and tidy(text_of(cell)) else None
    if column.kind in COUNTED:
        is_mark = column.profile.is_marks
        figure = read_figure(cell, commas, is_mark=is_mark)
        if figure and column.profile.commas.unsure and not plan.commas:
            return replace(figure, why=SkipReason.UNSURE_COMMA)
        return figure
    if column.kind is ColumnKind.UNUSED or plan.shape.refused:
        if column.profile.index == plan.shape.date or not is_number(cell):
            return None
        return read_figure(cell, commas)
    return None


def _row_reason(plan: SheetPlan, at: int) -> SkipReason | None:
    if not plan.is_on:
        return SkipReason.SHEET_OFF
    if plan.shape.refused:
        return plan.shape.refused
    if at in plan.sheet.hidden_rows and not plan.with_hidden:
        return SkipReason.HIDDEN
    return None


def _carried(
    plan: SheetPlan, row: Sequence[Cell], own: RowDay | None, above: _Above
) -> RowDay | None:
    """The row's day, or the day above where its cell is empty: it is written once for several."""
    at = plan.shape.date
    if own is not None or at is None:
        return own
    if at < len(row) and row[at] not in (None, ""):
        return None
    tells = [
        plan.of_kind(kind)
        for kind in (ColumnKind.TIME, ColumnKind.VENUE, ColumnKind.ACTIVITY, ColumnKind.NAME)
    ]
    told = any(i is not None and i < len(row) and row[i] not in (None, "") for i in tells)
    return above.day if told else None


def _is_bare_sum(plan: SheetPlan, row: Sequence[Cell], above: _Above) -> bool:
    """Whether a row without a date is the sum of the rows above, without saying so."""
    at = plan.shape.date
    if at is None or (at < len(row) and row[at] not in (None, "")) or not above.since_sum:
        return False
    figures = [
        _figure(plan, c, row[c.profile.index]) for c in plan.counted if c.profile.index < len(row)
    ]
    is_sum = sum(f.number or 0 for f in figures if f) == above.since_sum
    if is_sum:
        above.since_sum = 0
    return is_sum


def _has_date(plan: SheetPlan, row: Sequence[Cell]) -> bool:
    at = plan.shape.date
    return at is not None and at < len(row) and read_date(row[at]) is not None


def _new_stamps(plan: SheetPlan, row: Sequence[Cell], section: Section) -> Stamps:
    if plan.shape.across is Grain.WEEKDAY and plan.shape.date is None:
        return calendar_days(row, plan.shape.stamps, section)
    unit, stamps = stamps_of(row)
    return stamps if unit is plan.shape.across and unit is Grain.DATE else {}


def _says_closed(plan: SheetPlan, row: Sequence[Cell]) -> bool:
    return any(
        i < len(row) and isinstance(cell := row[i], str) and CLOSED.fullmatch(words_of(cell))
        for i in plan.unused
    )


def _is_no_visit_row(plan: SheetPlan, row: Sequence[Cell]) -> bool:
    first = next((cell for cell in row if cell not in (None, "")), None)
    return plan.shape.date is None and says_no_visits(words_of(first))
