"""Notes on numbers that can still be corrected."""

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
    """Return the note, with `until` as the last date on which they can be corrected.

    With `totals_only` it also explains which numbers a file leaves out.
    """
    date = date_name(until, language)
    words = (
        f"Tallene er foreløbige. De kan rettes til og med {date}.",
        f"The numbers are provisional. They can be corrected up to and including {date}.",
    )
    return " ".join((say(language, words), *([say(language, TOTALS_ONLY)] if totals_only else [])))


def provisional_notes(report: Report, language: str) -> tuple[str, ...]:
    """Return the note for a report; empty if its numbers are final."""
    if report.corrected_until is None:
        return ()
    totals_only = bool(report.figures.unsettled)
    return (provisional(report.corrected_until, language, totals_only=totals_only),)
