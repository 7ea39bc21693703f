"""Notes on numbers that can still be corrected."""

from __future__ import annotations

import datetime as dt

from app.domain.reports.report import Report
from app.exports.words import date_name, say


def provisional(until: dt.date, language: str) -> str:
    """Return the note, with `until` as the last date on which they can be corrected."""
    date = date_name(until, language)
    words = (
        f"Tallene er foreløbige. De kan rettes til og med {date}.",
        f"The numbers are provisional. They can be corrected up to and including {date}.",
    )
    return say(language, words)


def provisional_notes(report: Report, language: str) -> tuple[str, ...]:
    """Return the note for a report; empty if its numbers are final."""
    until = report.corrected_until
    return () if until is None else (provisional(until, language),)
