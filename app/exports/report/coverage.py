"""On how many opening days a report's numbers were counted, in words."""

from __future__ import annotations

from app.domain.reports.report import Report
from app.exports.words import number
from app.translator import Translator


def coverage(report: Report, _: Translator) -> str:
    """Return on how many days visits were counted: "talt på 17 af 21 åbningsdage"."""
    counted, opening = report.coverage.counted, report.coverage.opening_days
    venues = len(report.venues)
    if venues > 1:
        return _(
            "talt på %(days)s dage, lagt sammen over %(venues)s steder",
            days=number(counted, _),
            venues=venues,
        )
    if opening is None:
        return _.ngettext("talt på %(days)s dag", "talt på %(days)s dage", counted, days=counted)
    days, of = number(counted, _), number(opening, _)
    return _.ngettext(
        "talt på %(days)s af %(opening)s åbningsdag",
        "talt på %(days)s af %(opening)s åbningsdage",
        opening,
        days=days,
        opening=of,
    )
