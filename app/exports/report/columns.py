"""The columns of a report's tables, shared by CSV and XLSX."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter
from typing import Generic, TypeVar

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
from app.domain.reports.definitions import Definition
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_days import ReportDay
from app.exports.report.tidy_rows import TidyRow
from app.exports.words import STATES, WEEKDAYS
from app.translator import Translator

Value = str | int | Decimal | dt.date | Interval | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """The type of a column's cells."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a file.

    `key` is stable. `get` takes the report, the row and a translator, and returns the row's value.
    `width` is in characters. `named` marks text that people typed, such as an activity's name.
    """

    key: str
    danish: str
    get: Callable[[Report, Row, Translator], Value]
    kind: Kind = Kind.TEXT
    width: int = 14
    named: bool = False

    def heading(self, _: Translator) -> str:
        return _(self.danish)


def _weekday(_report: Report, day: ReportDay, _: Translator) -> str:
    return _(WEEKDAYS[day.date.weekday()])


def _state(_report: Report, day: ReportDay, _: Translator) -> str:
    return _(STATES[day.state]) if day.state else ""


def _of(field: str) -> Callable[[Report, TidyRow, Translator], Value]:
    read: Callable[[TidyRow], Value] = attrgetter(field)
    return lambda _report, row, _: read(row)


LINES: tuple[Column[TidyRow], ...] = (
    Column("part", N_("Del"), _of("part"), width=17),
    Column("period", N_("Periode"), _of("period"), width=17),
    Column("first", N_("Fra"), _of("first"), kind=Kind.DATE, width=12),
    Column("last", N_("Til"), _of("last"), kind=Kind.DATE, width=12),
    Column("venue", N_("Sted"), _of("venue"), width=24, named=True),
    Column("activity", N_("Aktivitet"), _of("activity"), width=30, named=True),
    Column("role", N_("Rolle"), _of("role"), width=22, named=True),
    Column("measure", N_("Mål"), _of("measure"), width=26),
    Column("category", N_("Kategori"), _of("category"), width=20),
    Column("number", N_("Tal"), _of("number"), kind=Kind.NUMBER, width=10),
    Column("at_least", N_("Mindst"), _of("at_least"), kind=Kind.NUMBER, width=10),
    Column("at_most", N_("Højst"), _of("at_most"), kind=Kind.NUMBER, width=10),
    Column("status", N_("Status"), _of("status"), width=14),
    Column("note", N_("Bemærkning"), _of("note"), width=40),
)
DAYS: tuple[Column[ReportDay], ...] = (
    Column(
        "date",
        N_("Dato"),
        lambda _report, day, _: day.date,
        kind=Kind.DATE,
        width=12,
    ),
    Column("weekday", N_("Ugedag"), _weekday),
    Column("venue", N_("Sted"), lambda report, *_: report.name, width=24, named=True),
    Column(
        "visits",
        N_("Besøg"),
        lambda _report, day, _: day.visits,
        kind=Kind.NUMBER,
        width=10,
    ),
    Column("state", N_("Status"), _state),
)
MEANINGS: tuple[Column[Definition], ...] = (
    Column("term", N_("Mål"), lambda _report, item, _: item.term(_.language), width=24),
    Column(
        "text",
        N_("Det betyder"),
        lambda _report, item, _: item.text(_.language),
        width=90,
    ),
)


def rows_of_days(report: Report) -> tuple[ReportDay, ...]:
    """Return the days that have ended."""
    return tuple(day for day in report.days if day.state is not None)


def days_of_venues(overview: Overview) -> Iterator[tuple[Report, ReportDay]]:
    """Yield each day of each venue once, with the report of its venue's month."""
    months = (*overview.months, *overview.by_venue, *overview.by_venue_and_month)
    for report in (overview.report, *months):
        for day in rows_of_days(report):
            yield report, day
