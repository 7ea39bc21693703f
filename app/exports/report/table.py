"""A table of a report, and the pieces that several of them are made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.figures import Figures
from app.domain.reports.interval import Interval
from app.domain.reports.overview import Overview
from app.exports.charts.chart import Chart
from app.exports.words import STATES, period_name, say

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Around words whose direction their first letter decides (Unicode UAX 9, 2.4)."""
Cell = Interval | int | dt.date | str | None


@dataclass(frozen=True)
class Head:
    """A column's heading, and the number it is about. `aside` stands below the name on a phone."""

    text: str
    is_number: bool = True
    number: Number | None = None
    aside: bool = False


@dataclass(frozen=True)
class Row:
    """A row: its name, its cells, and the number it is about. `within` belongs to the row above.

    `own` says that the name is the partnership's own words. `details` are further names and
    numbers, such as the roles within an activity. `on` is the date that the name says.
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
    """A table with its heading, its chart and its notes. `folded` is long and stands closed.

    `number` is what its chart is about, and `chart_words` says so where the title does not.
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

    def aside(self, row: Row) -> tuple[tuple[str, Cell], ...]:
        """What stands below the row's name where there is little room: a heading or "", a cell."""
        return tuple(
            (head.text if head.is_number else "", cell)
            for head, cell in zip(self.heads[1:], row.cells, strict=True)
            if head.aside and cell is not None
        )

    def within(self, row: Row) -> str:
        """The row's details, where there is little room. Each name keeps to its own direction."""
        return " · ".join(f"{FIRST_STRONG}{name}{POP} {value}" for name, value in row.details)

    @property
    def below(self) -> tuple[Number, ...]:
        """The numbers that stand at a row's name: roles always, others where `aside` does."""
        within = (Number.ROLE_IN_ACTIVITY,) if any(row.details for row in self.rows) else ()
        return (*(head.number for head in self.heads if head.aside and head.number), *within)


def says_nothing(figures: Figures) -> bool:
    """Whether nothing but visits and participations is told of any of its months."""
    return figures.just_here == figures.took_part == Interval(0, figures.visits)


def period_heads(overview: Overview, language: str) -> tuple[Head, ...]:
    """A column for each period that stands side by side."""
    return tuple(Head(period_name(column.period, language)) for column in overview.columns)


def about(what: Number, language: str) -> Head:
    """A column headed by the term of its number."""
    return Head(BY_NUMBER[what].term(language), number=what)


def not_counted(language: str) -> str:
    """The words for a part in which nobody counted."""
    return say(language, STATES[DayState.NOT_COUNTED])
