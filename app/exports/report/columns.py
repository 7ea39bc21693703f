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
from app.domain.reports.definitions import Definition
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_days import ReportDay
from app.exports.report.tidy_rows import TidyRow
from app.exports.words import STATES, WEEKDAYS, say

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

    `key` is stable. `get` takes the report, the row and the language, and returns the row's value.
    `width` is in characters. `named` marks text that people typed, such as an activity's name.
    """

    key: str
    danish: str
    english: str
    get: Callable[[Report, Row, str], Value]
    kind: Kind = Kind.TEXT
    width: int = 14
    named: bool = False

    def heading(self, language: str) -> str:
        return self.danish if language == "da" else self.english


def _weekday(_report: Report, day: ReportDay, language: str) -> str:
    return say(language, WEEKDAYS[day.date.weekday()])


def _state(_report: Report, day: ReportDay, language: str) -> str:
    return say(language, STATES[day.state]) if day.state else ""


def _of(field: str) -> Callable[[Report, TidyRow, str], Value]:
    read: Callable[[TidyRow], Value] = attrgetter(field)
    return lambda _report, row, _language: read(row)


LINES: tuple[Column[TidyRow], ...] = (
    Column("part", "Del", "Part", _of("part"), width=17),
    Column("period", "Periode", "Period", _of("period"), width=17),
    Column("first", "Fra", "From", _of("first"), kind=Kind.DATE, width=12),
    Column("last", "Til", "To", _of("last"), kind=Kind.DATE, width=12),
    Column("venue", "Sted", "Place", _of("venue"), width=24, named=True),
    Column("activity", "Aktivitet", "Activity", _of("activity"), width=30, named=True),
    Column("role", "Rolle", "Role", _of("role"), width=22, named=True),
    Column("measure", "Mål", "Measure", _of("measure"), width=26),
    Column("category", "Kategori", "Category", _of("category"), width=20),
    Column("number", "Tal", "Number", _of("number"), kind=Kind.NUMBER, width=10),
    Column("at_least", "Mindst", "At least", _of("at_least"), kind=Kind.NUMBER, width=10),
    Column("at_most", "Højst", "At most", _of("at_most"), kind=Kind.NUMBER, width=10),
    Column("status", "Status", "Status", _of("status"), width=14),
    Column("note", "Bemærkning", "Note", _of("note"), width=40),
)
DAYS: tuple[Column[ReportDay], ...] = (
    Column(
        "date",
        "Dato",
        "Date",
        lambda _report, day, _language: day.date,
        kind=Kind.DATE,
        width=12,
    ),
    Column("weekday", "Ugedag", "Weekday", _weekday),
    Column("venue", "Sted", "Place", lambda report, *_: report.name, width=24, named=True),
    Column(
        "visits",
        "Besøg",
        "Visits",
        lambda _report, day, _language: day.visits,
        kind=Kind.NUMBER,
        width=10,
    ),
    Column("state", "Status", "Status", _state),
)
MEANINGS: tuple[Column[Definition], ...] = (
    Column("term", "Mål", "Measure", lambda _report, item, language: item.term(language), width=24),
    Column(
        "text",
        "Det betyder",
        "Meaning",
        lambda _report, item, language: item.text(language),
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
