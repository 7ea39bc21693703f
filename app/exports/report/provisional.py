"""Which numbers can still be corrected, in words."""

from __future__ import annotations

import datetime as dt

from app.domain.reports.report import Report
from app.exports.words import Pair, date_name, say

TOTALS_ONLY: Pair = (
    "En fil har kun besøg og deltagelser fra en måned, der kan rettes endnu. Ellers kunne to filer "
    "trækkes fra hinanden.",
    "For a month that can still be corrected, a file has visits and participations only. Otherwise "
    "one file could be subtracted from another.",
)


def provisional(until: dt.date, language: str, *, totals_only: bool) -> str:
    """That numbers can be corrected until and including that date, and what a file lacks."""
    date = date_name(until, language)
    words = (
        f"Tallene er foreløbige. De kan rettes til og med {date}.",
        f"The numbers are provisional. They can be corrected up to and including {date}.",
    )
    return " ".join((say(language, words), *([say(language, TOTALS_ONLY)] if totals_only else [])))


def provisional_notes(report: Report, language: str) -> tuple[str, ...]:
    """The same of a report; none where its numbers stand."""
    if report.corrected_until is None:
        return ()
    totals_only = bool(report.figures.unsettled)
    return (provisional(report.corrected_until, language, totals_only=totals_only),)
