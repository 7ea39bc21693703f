"""The numbers of a report as one tidy table: a row for each number, a column for each dimension."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import caveat_lines
from app.exports.report.roles_note import note_of
from app.exports.words import KINDS, NOT_SET_UP, PARTS_OF_DAY, SOURCES, WEEKDAYS, venue_name
from app.translator import Translator

WHOLE = N_("hele rapporten")
YEAR = N_("året til nu")
BEFORE = N_("året før")
MONTH = N_("måned")
PLACE = "sted"
PLACE_AND_MONTH = N_("sted og måned")
MONTH_BEFORE = N_("måned året før")
IN_SHORT = frozenset({MONTH_BEFORE, PLACE_AND_MONTH})
"""The parts that only have the main numbers."""
MAIN = frozenset({Number.VISITS, Number.JUST_HERE, Number.TOOK_PART, Number.CHANGED, Number.HELD})
MAIN |= {Number.DAYS_COUNTED, Number.OPENING_DAYS}
ALONE = MAIN | {Number.PARTICIPATIONS, Number.ROLE_IN_ACTIVITY, Number.ROLE}
"""The measures that have no categories."""
FINAL = N_("endeligt")
PROVISIONAL = N_("foreløbigt")
RANGE = N_("interval")
NOT_SHOWN = N_("ikke vist")
NOT_COUNTED = N_("ikke talt")
ABOUT = N_("cirka")
_Told = tuple[int | None, int | None, int | None, str]
"""The number, its lower and its upper limit, and the status."""
HELD_BY_KIND = N_("Gange holdt efter slags")
UNTIL = N_("Foreløbige tal. Kan rettes til og med")


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


def tidy_rows(overview: Overview, _: Translator) -> Iterator[TidyRow]:
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
                yield from _of_report(report, _part(part, _), _, only)
    yield from _caveats(overview, _)


def _of_report(
    report: Report, part: str, _: Translator, only: frozenset[Number] | None = None
) -> Iterator[TidyRow]:
    """Yield the numbers of a report, or only those of some kinds."""
    status = _(PROVISIONAL if report.corrected_until else FINAL)
    until = report.corrected_until
    note = f"{_(UNTIL)} {until}" if until else ""
    about = (part, report.period.iso, report.period.first, report.period.last)
    name = venue_name(report, _)
    terms = _terms(_.language)
    begun = report.coverage.opening_days or report.complete or part != _(MONTH)
    if report.uncounted and begun:  # Not counted is not zero.
        why = NOT_COUNTED if report.existed else NOT_SET_UP
        yield _without(about, name, Number.VISITS, why, note, _)
        note = ""
    for line in report.lines():
        if only and line.what not in only:
            continue
        what, number, activity = line.what, line.number, line.activity
        dimensions = (
            *about,
            line.venue or name,
            activity.name if activity else "",
            line.role.label(_.language) if line.role else "",
        )
        category = "" if what in ALONE else _category(line, _)
        if number.low == number.high:
            told: _Told = (number.low, None, None, status)
        else:
            told = _untold(number, _)
        yield TidyRow(*dimensions, terms[what], category, *told, note)
        note = ""
        if (times_held := line.times_held) is not None:
            measure = _(HELD_BY_KIND) if what is Number.KIND else terms[Number.TIMES_HELD]
            yield TidyRow(*dimensions, measure, category, times_held, None, None, status, "")
    if (per_day := report.visits_per_day) is not None:
        measure = BY_NUMBER[Number.VISITS_PER_DAY].term(_.language)
        yield TidyRow(*about, name, "", "", measure, "", per_day, None, None, status, "")
    if part == _(WHOLE) and (untold := note_of(report, _)):
        yield _without(about, name, Number.ROLE, NOT_SHOWN, untold, _)


def _without(
    about: tuple[str, str, dt.date, dt.date],
    venue: str,
    what: Number,
    status: str,
    note: str,
    _: Translator,
) -> TidyRow:
    """Return a row that says why there is no number."""
    measure = BY_NUMBER[what].term(_.language)
    told = (None, None, None, _(status))
    return TidyRow(*about, venue, "", "", measure, "", *told, note)


def _part(part: str, _: Translator) -> str:
    return _.pgettext("file", "sted") if part is PLACE else _(part)


def _caveats(overview: Overview, _: Translator) -> Iterator[TidyRow]:
    report = overview.report
    part = _part(PLACE if len(overview.caveats) > 1 else WHOLE, _)
    about = (part, report.period.iso, report.period.first, report.period.last)
    exact = PROVISIONAL if report.corrected_until else FINAL
    for venue, measure, category, number, is_exact in caveat_lines(overview, _):
        told = (number, None, None, _(exact if is_exact else ABOUT))
        yield TidyRow(*about, venue, "", "", measure, category, *told, "")


def _untold(number: Interval, _: Translator) -> _Told:
    """Return the limits that are shown in place of a number, if any, and the status."""
    if number.high is None and not number.low:
        return None, None, None, _(NOT_SHOWN)
    return None, number.low, number.high, _(RANGE)


@cache
def _terms(language: str) -> dict[Number, str]:
    """A region's report has ten thousands of lines, of these measures."""
    return {what: found.term(language) for what, found in BY_NUMBER.items()}


def _category(line: ReportLine, _: Translator) -> str:
    if line.source:
        return _(SOURCES[line.source])
    if line.weekday is not None:
        return _(WEEKDAYS[line.weekday])
    if line.part:
        return _(PARTS_OF_DAY[line.part])
    return _(KINDS[line.kind]) if line.what is Number.KIND else ""
