"""The numbers of a report as one tidy table: a row for each number, a column for each dimension."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from app.domain.base.interval import Interval
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import caveat_lines
from app.exports.report.roles_note import note_of
from app.exports.words import (
    KINDS,
    NOT_SET_UP,
    PARTS_OF_DAY,
    SOURCES,
    WEEKDAYS,
    Pair,
    say,
    venue_name,
)

WHOLE: Pair = ("hele rapporten", "whole report")
YEAR: Pair = ("året til nu", "year so far")
BEFORE: Pair = ("året før", "a year before")
MONTH: Pair = ("måned", "month")
PLACE: Pair = ("sted", "place")
PLACE_AND_MONTH: Pair = ("sted og måned", "place and month")
MONTH_BEFORE: Pair = ("måned året før", "month a year before")
IN_SHORT = frozenset({MONTH_BEFORE, PLACE_AND_MONTH})
"""The parts that only have the main numbers."""
MAIN = frozenset({Number.VISITS, Number.JUST_HERE, Number.TOOK_PART, Number.CHANGED, Number.HELD})
MAIN |= {Number.DAYS_COUNTED, Number.OPENING_DAYS}
FINAL: Pair = ("endeligt", "final")
PROVISIONAL: Pair = ("foreløbigt", "provisional")
RANGE: Pair = ("interval", "range")
NOT_SHOWN: Pair = ("ikke vist", "not shown")
NOT_COUNTED: Pair = ("ikke talt", "not counted")
ABOUT: Pair = ("cirka", "about")
HELD_BY_KIND: Pair = ("Gange holdt efter slags", "Times held by kind")
UNTIL: Pair = (
    "Foreløbige tal. Kan rettes til og med",
    "Provisional numbers. Can be corrected up to and including",
)


class TidyRow(NamedTuple):
    """One number and everything it is about; the fields are the file's columns, in order.

    The rows of a `part` and a `measure` hold none of each other's sums, except that a cause is also
    of one of the three kinds. A number that is not exact has limits instead; a count that was never
    made has neither, and is not zero.
    """

    part: str
    period: str
    first: dt.date
    last: dt.date
    venue: str
    activity: str
    role: str
    measure: str
    category: str
    number: int | Decimal | None
    at_least: int | None
    at_most: int | None
    status: str
    note: str


def tidy_rows(overview: Overview, language: str) -> Iterator[TidyRow]:
    """Yield every number of every report in the overview, in the order of the page."""
    parts = (
        (WHOLE, (overview.report,)),
        (YEAR, (overview.year,)),
        (BEFORE, (overview.before,)),
        (MONTH, overview.months),
        (PLACE, overview.by_venue),
        (PLACE_AND_MONTH, overview.by_venue_and_month),
        (MONTH_BEFORE, overview.months_before),
    )
    for part, reports in parts:
        only = MAIN if part in IN_SHORT else None
        for report in reports:
            if report is not None:
                yield from _of_report(report, say(language, part), language, only)
    yield from _caveats(overview, language)


def _of_report(
    report: Report, part: str, language: str, only: frozenset[Number] | None = None
) -> Iterator[TidyRow]:
    """Yield the numbers of a report, or only those of some kinds."""
    status = say(language, PROVISIONAL if report.corrected_until else FINAL)
    until = report.corrected_until
    note = f"{say(language, UNTIL)} {until}" if until else ""
    about = (part, report.period.iso, report.period.first, report.period.last)
    name = venue_name(report, language)
    # A region has ten thousands of lines, of a few measures.
    terms = {what: BY_NUMBER[what].term(language) for what in BY_NUMBER}
    begun = report.coverage.opening_days or report.complete or part != say(language, MONTH)
    if report.uncounted and begun:  # Not counted is not zero.
        why = NOT_COUNTED if report.existed else NOT_SET_UP
        yield _without(about, name, Number.VISITS, why, note, language)
        note = ""
    for line in report.lines():
        if only and line.what not in only:
            continue
        dimensions = (
            *about,
            line.venue or name,
            line.activity.name if line.activity else "",
            line.role.label(language) if line.role else "",
        )
        category = _category(line, language)
        told = _told(line.number, status, language)
        yield TidyRow(*dimensions, terms[line.what], category, *told, note)
        note = ""
        if line.times_held is not None:
            held = (line.times_held, None, None, status)
            yield TidyRow(*dimensions, _times_held(line, language), category, *held, "")
    if (per_day := report.visits_per_day) is not None:
        measure = BY_NUMBER[Number.VISITS_PER_DAY].term(language)
        yield TidyRow(*about, name, "", "", measure, "", per_day, None, None, status, "")
    if part == say(language, WHOLE) and (untold := note_of(report, language)):
        yield _without(about, name, Number.ROLE, NOT_SHOWN, untold, language)


def _without(
    about: tuple[str, str, dt.date, dt.date],
    venue: str,
    what: Number,
    status: Pair,
    note: str,
    language: str,
) -> TidyRow:
    """Return a row that says why there is no number."""
    measure = BY_NUMBER[what].term(language)
    told = (None, None, None, say(language, status))
    return TidyRow(*about, venue, "", "", measure, "", *told, note)


def _caveats(overview: Overview, language: str) -> Iterator[TidyRow]:
    report = overview.report
    part = say(language, PLACE if len(overview.caveats) > 1 else WHOLE)
    about = (part, report.period.iso, report.period.first, report.period.last)
    exact = PROVISIONAL if report.corrected_until else FINAL
    for venue, measure, category, number, is_exact in caveat_lines(overview, language):
        told = (number, None, None, say(language, exact if is_exact else ABOUT))
        yield TidyRow(*about, venue, "", "", measure, category, *told, "")


def _told(
    number: Interval, status: str, language: str
) -> tuple[int | None, int | None, int | None, str]:
    """Return the number if it is exact, else its lower and upper limits; and its status."""
    if (exact := number.exact) is not None:
        return exact, None, None, status
    if number.high is None and not number.low:
        return None, None, None, say(language, NOT_SHOWN)
    return None, number.low, number.high, say(language, RANGE)


def _times_held(line: ReportLine, language: str) -> str:
    if line.what is Number.KIND:
        return say(language, HELD_BY_KIND)
    return BY_NUMBER[Number.TIMES_HELD].term(language)


def _category(line: ReportLine, language: str) -> str:
    if line.source:
        return say(language, SOURCES[line.source])
    if line.weekday is not None:
        return say(language, WEEKDAYS[line.weekday])
    if line.part:
        return say(language, PARTS_OF_DAY[line.part])
    return say(language, KINDS[line.kind]) if line.what is Number.KIND else ""
