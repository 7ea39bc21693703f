"""The columns of a report's files, shared by CSV and XLSX; and the files' names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.domain.base.interval import Interval
from app.domain.reports.definitions import BY_NUMBER, Definition, Number
from app.domain.reports.report import Report
from app.domain.reports.report_days import ReportDay
from app.domain.reports.report_lines import ReportLine
from app.exports.words import KINDS, PARTS_OF_DAY, SOURCES, STATES, WEEKDAYS, say, venue_name

Value = str | int | dt.date | Interval | None
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


def _what(_report: Report, line: ReportLine, language: str) -> str:
    term = BY_NUMBER[line.what].term(language)
    if line.source:
        return f"{term} {say(language, SOURCES[line.source])}"
    if line.weekday is not None:
        return f"{term}: {say(language, WEEKDAYS[line.weekday])}"
    if line.part:
        return f"{term}: {say(language, PARTS_OF_DAY[line.part])}"
    if line.what is Number.KIND:
        return f"{term}: {say(language, KINDS[line.kind])}"
    return term


def _place(report: Report, line: ReportLine, language: str) -> str:
    return line.venue or venue_name(report, language)


def _weekday(_report: Report, day: ReportDay, language: str) -> str:
    return say(language, WEEKDAYS[day.date.weekday()])


def _state(_report: Report, day: ReportDay, language: str) -> str:
    return say(language, STATES[day.state]) if day.state else ""


LINES: tuple[Column[ReportLine], ...] = (
    Column("period", "Periode", "Period", lambda report, *_: report.period.iso, width=17),
    Column("venue", "Sted", "Place", _place, width=24, named=True),
    Column("what", "Hvad", "What", _what, width=30),
    Column(
        "activity",
        "Aktivitet",
        "Activity",
        lambda _report, line, _language: line.activity.name if line.activity else "",
        width=30,
        named=True,
    ),
    Column(
        "role",
        "Rolle",
        "Role",
        lambda _report, line, language: line.role.label(language) if line.role else "",
        width=22,
        named=True,
    ),
    Column(
        "number",
        "Antal",
        "Number",
        lambda _report, line, _language: line.number,
        kind=Kind.NUMBER,
        width=10,
    ),
    Column(
        "times_held",
        "Gange holdt",
        "Times held",
        lambda _report, line, _language: line.times_held,
        kind=Kind.NUMBER,
        width=12,
    ),
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
    Column("state", "Dagen", "The day", _state),
    Column(
        "visits",
        "Besøg",
        "Visits",
        lambda _report, day, _language: day.visits,
        kind=Kind.NUMBER,
        width=10,
    ),
)
MEANINGS: tuple[Column[Definition], ...] = (
    Column("term", "Tal", "Number", lambda _report, item, language: item.term(language), width=24),
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
