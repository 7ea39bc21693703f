"""The report page."""

from __future__ import annotations

from flask import render_template, request

from app.domain.base.months import Month
from app.domain.people.access import Act, NotFound
from app.domain.reports.period import LONGEST, Period, PeriodKind
from app.domain.reports.selection import Selection
from app.services.reports import available
from app.services.reports.releases import release_of
from app.services.reports.report_context import report_context
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.reports import bp
from app.web.reports.apart import overview
from app.web.reports.page import page_detail, page_values

FROM_TO = "fra-til"
LENGTHS = {
    "maaned": PeriodKind.MONTH,
    "kvartal": PeriodKind.QUARTER,
    "halvaar": PeriodKind.HALF,
    "aar": PeriodKind.YEAR,
    "aar-til-nu": PeriodKind.SO_FAR,
}


@bp.get("/rapporter")
@needs(Act.SEE_REPORTS)
def report_page() -> str:
    """Show the report for the venues and period in the query.

    By default, the viewer's first venue with counts and the latest month of them.
    """
    choice = available.available(
        db(), viewer(), _selection(request.args.getlist("sted")), now=now()
    )
    if choice is None:
        return render_template("reports/no_report.html")
    asked = request.args.get("maaned")
    length = request.args.get("laengde", "maaned")
    month = _month(asked) if asked else choice.month
    first = _month(request.args.get("fra") or str(month))
    period = _from_to(first, month) if length == FROM_TO else _around(month, length)
    found = overview(viewer(), choice.selection, period, page_detail(), released=False)
    return render_template(
        "reports/report.html",
        choice=choice,
        month=month,
        lengths=[(key, _around(month, key)) for key in LENGTHS],
        length=length,
        first=period.start,
        most=LONGEST if length == FROM_TO and month.later(1 - LONGEST) > first else None,
        ended=[
            (key, one)
            for key, one in zip(LENGTHS, Period.just_ended(choice.months[0]), strict=False)
            if choice.first <= one.end
        ],
        context=report_context(db(), viewer(), choice.selection, period),
        release=release_of(db(), viewer(), choice.selection, period),
        file_endpoint="reports.report_file",
        table_endpoint="reports.report_table",
        chart_endpoint="reports.report_chart",
        **page_values(found, choice.selection),
    )


def _selection(texts: list[str]) -> Selection | None:
    given = [text for text in texts if text]
    if not given:
        return None
    try:
        return Selection.joined(given)
    except ValueError:
        raise NotFound from None


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise NotFound from None


def _from_to(first: Month, last: Month) -> Period:
    """Return the period from one month to another, whichever is first; its last months if it has
    too many. Raises NotFound.
    """
    first, last = sorted((first, last))
    if first.year < 2001:
        raise NotFound
    return Period.span(max(first, last.later(1 - LONGEST)), last)


def _around(month: Month, length: str) -> Period:
    """Return the period of that length which contains the month. Raises NotFound."""
    if length not in LENGTHS or month.year < 2001:
        raise NotFound
    return next(one for one in Period.around(month) if one.kind is LENGTHS[length])
