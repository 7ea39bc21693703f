"""The structure of a report's tables, and helpers that several of them share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.interval import Interval
from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.figures import Figures
from app.domain.reports.overview import Overview
from app.exports.charts.chart import Chart
from app.exports.words import STATES, period_name, say

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Isolate text whose direction is set by its first strong character (Unicode UAX 9, 2.4)."""
Cell = Interval | int | dt.date | str | None


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


def says_nothing(figures: Figures) -> bool:
    """Return whether visits and participations are all that the figures reveal."""
    return figures.just_here == figures.took_part == Interval(0, figures.visits)


def period_heads(overview: Overview, language: str) -> tuple[Head, ...]:
    """Return a column heading for each period of the overview."""
    return tuple(Head(period_name(column.period, language)) for column in overview.columns)


def about(what: Number, language: str) -> Head:
    """Return a column heading with the number's term."""
    return Head(BY_NUMBER[what].term(language), number=what)


def not_counted(language: str) -> str:
    """Return the text shown for a part in which nobody counted."""
    return say(language, STATES[DayState.NOT_COUNTED])
