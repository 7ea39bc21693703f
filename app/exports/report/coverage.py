"""On how many opening days a report's numbers were counted, in words."""

from __future__ import annotations

from app.domain.reports.report import Report
from app.exports.words import number, say


def coverage(report: Report, language: str) -> str:
    """Return on how many days visits were counted: "talt på 17 af 21 åbningsdage"."""
    counted, opening = report.coverage.counted, report.coverage.opening_days
    venues = len(report.venues)
    if venues > 1:
        days = number(counted, language)
        return say(
            language,
            (
                f"talt på {days} dage, lagt sammen over {venues} steder",
                f"counted on {days} days, added up across {venues} places",
            ),
        )
    if opening is None:
        days = say(language, ("dag", "day") if counted == 1 else ("dage", "days"))
        return say(language, (f"talt på {counted} {days}", f"counted on {counted} {days}"))
    days = say(
        language,
        ("åbningsdag", "opening day") if opening == 1 else ("åbningsdage", "opening days"),
    )
    return say(
        language,
        (
            f"talt på {number(counted, language)} af {number(opening, language)} {days}",
            f"counted on {number(counted, language)} of {number(opening, language)} {days}",
        ),
    )
