"""Template values shared by the coordinator's and the reader's report pages."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request

from app.domain.people.access import NotFound
from app.domain.reports.definitions import BY_NUMBER
from app.domain.reports.detail import Detail
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.exports.report.sentences import sentences
from app.exports.report.shortened import LONGEST, shortened
from app.exports.report.tables import tables
from app.exports.words import venue_name
from app.translator import translator
from app.web.platform.language import language


def page_values(overview: Overview, places: Selection) -> dict[str, object]:
    """Return the values for templates/reports/_report.html.

    Its long tables are cut, unless the address asks for all of them.
    """
    most = _longest()
    made = tables(overview, translator(language()), longest=most)
    return {
        "report": overview.report,
        "places": str(places),
        "heading": venue_name(overview.report, translator(language())),
        "sentences": sentences(overview, translator(language())),
        "tables": made if most is None else [shortened(table) for table in made],
        "whole_page": _whole_page(),
        "definitions": overview.meanings,
        "terms": BY_NUMBER,
    }


def page_detail() -> Detail:
    """Return what the page needs of an overview."""
    return Detail(lines=False, longest=_longest())


def _longest() -> int | None:
    """Return how many activities the page shows at most, or None if it was asked for all."""
    return None if request.args.get("alle") else LONGEST


def _whole_page() -> str:
    """Return the address of the same page with all rows of its tables."""
    asked = {**request.args.to_dict(flat=False), "alle": ["ja"]}
    return f"?{urlencode(asked, doseq=True)}"


def parsed(places: str, period: str) -> tuple[Selection, Period]:
    """Parse the venues and the period from an address. Raises NotFound."""
    try:
        return Selection.parse(places), Period.parse(period)
    except ValueError:
        raise NotFound from None
