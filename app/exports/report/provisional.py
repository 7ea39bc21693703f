"""Notes on numbers that can still be corrected."""

from __future__ import annotations

import datetime as dt

from app.domain.reports.report import Report
from app.translator import Translator, date_name


def provisional(until: dt.date, _: Translator) -> str:
    """Return the note, with `until` as the last date on which they can be corrected."""
    return _("Tallene er foreløbige. De kan rettes til og med %(date)s.", date=date_name(until, _))


def provisional_notes(report: Report, _: Translator) -> tuple[str, ...]:
    """Return the note for a report; empty if its numbers are final."""
    until = report.corrected_until
    return () if until is None else (provisional(until, _),)
