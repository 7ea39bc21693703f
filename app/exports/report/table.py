"""The structure of a report's tables, and helpers that several of them share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.exports.charts.chart import Chart
from app.exports.words import NOT_SET_UP, STATES, decimal, number, period_name, shown
from app.translator import Translator

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Isolate text whose direction is set by its first strong character (Unicode UAX 9, 2.4)."""
Cell = Interval | int | Decimal | dt.date | str | None


@dataclass(frozen=True)
class Head:
    """A column heading, with the definition of its number if it has one.

    On a phone an `aside` column is shown below the row's name.
    """

    text: str
    is_number: bool = True
    number: Number | None = None
    aside: bool = False


@dataclass(frozen=True)
class Row:
    """A row. `number` is the definition that its name links to.

    `within` marks a part of the row above. `own` marks a name that people have typed. `details`
    are further (name, number) pairs, such as the roles in an activity. `on` is the date in `name`.
    """

    name: str
    cells: tuple[Cell, ...]
    number: Number | None = None
    within: bool = False
    own: bool = False
    note: str = ""
    details: tuple[tuple[str, str], ...] = ()
    on: dt.date | None = None


@dataclass(frozen=True)
class Table:
    """A table with its chart and notes. A `folded` table is long and closed at first.

    `number` is what the chart shows, and `chart_words` its heading if that differs from the title.
    `see` is a longer period whose report has what is missing in this one. `left_out` is how many
    rows are not shown. `more` are further charts of the same rows.
    """

    key: str
    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    chart: Chart | None = None
    notes: tuple[str, ...] = ()
    folded: bool = False
    number: Number | None = None
    chart_words: str = ""
    see: Period | None = None
    left_out: int = 0
    more: tuple[Chart, ...] = ()

    @property
    def charts(self) -> tuple[Chart, ...]:
        return (*((self.chart,) if self.chart else ()), *self.more)

    def aside(self, row: Row) -> tuple[tuple[str, Cell], ...]:
        """Return (heading, cell) pairs to show below the row's name on a phone.

        The heading is empty if the cell is not a number.
        """
        return tuple(
            (head.text if head.is_number else "", cell)
            for head, cell in zip(self.heads[1:], row.cells, strict=True)
            if head.aside and cell is not None
        )

    def within(self, row: Row) -> str:
        """Return the row's details as one text, with each name's direction isolated."""
        return " · ".join(f"{FIRST_STRONG}{name}{POP} {value}" for name, value in row.details)

    @property
    def below(self) -> tuple[Number, ...]:
        """The numbers shown below row names: roles always, `aside` columns only on a phone."""
        within = (Number.ROLE_IN_ACTIVITY,) if any(row.details for row in self.rows) else ()
        return (*(head.number for head in self.heads if head.aside and head.number), *within)


def counted_here(report: Report, number: int) -> int | None:
    """Return the number, or None where there are only earlier counts, which don't have it."""
    return None if report.figures.only_imported else number


def length_of(cell: Cell) -> int:
    """Return the length of a number's bar in a chart: the number, or what it is at least."""
    if isinstance(cell, Interval):
        return 0 if cell.under is not None else cell.low
    return cell if isinstance(cell, int) else 0


def has_empty(table: Table) -> bool:
    """Return whether a number of the table is unknown, and its cell empty or a dash."""
    return any(
        head.is_number and cell is None
        for row in table.rows
        for head, cell in zip(table.heads[1:], row.cells, strict=True)
    )


def cell_text(cell: Cell, _: Translator) -> str:
    """Format a table cell. Unknown values are shown as a dash."""
    if isinstance(cell, Interval):
        return shown(cell, _)
    if isinstance(cell, int):
        return number(cell, _)
    if isinstance(cell, Decimal):
        return decimal(cell, _)
    return "–" if cell is None else str(cell)


def period_heads(overview: Overview, _: Translator) -> tuple[Head, ...]:
    """Return a column heading for each period of the overview."""
    return tuple(Head(period_name(column.period, _)) for column in overview.columns)


def about(what: Number, _: Translator) -> Head:
    """Return a column heading with the number's term."""
    return Head(BY_NUMBER[what].term(_.language), number=what)


def not_counted(_: Translator) -> str:
    """Return the text shown for a part in which nobody counted."""
    return _(STATES[DayState.NOT_COUNTED])


def why_blank(part: Report, _: Translator) -> str:
    """Return why a part that nobody counted has no numbers."""
    return not_counted(_) if part.existed else _(NOT_SET_UP)
