"""Reports: numbers, charts and files."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from app.domain.base.months import Month
from app.domain.people.access import Act, NotFound
from app.domain.reports.definitions import BY_NUMBER
from app.domain.reports.interval import Interval
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period, PeriodKind
from app.domain.reports.selection import Selection
from app.exports.charts import Chart, svg
from app.exports.columns import filename
from app.exports.csv_file import report_csv
from app.exports.json_file import report_json
from app.exports.package import packed, report_files
from app.exports.pdf import chart_png
from app.exports.report_document import report_pdf
from app.exports.tables import CHARTS, CHARTS_OF_PEOPLE, charts, tables
from app.exports.text import report_text, sentences
from app.exports.words import period_name, place_name
from app.exports.xlsx import report_xlsx
from app.services.reports import available
from app.services.reports import reports as service
from app.services.reports.releases import release_of
from app.services.reports.report_context import report_context
from app.web.access import needs
from app.web.context import db, now, viewer
from app.web.coordinator import bp
from app.web.language import language
from app.web.templating import number

FILES: dict[str, tuple[Callable[[Overview, str], bytes], str]] = {
    "xlsx": (report_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (report_csv, "text/csv; charset=utf-8"),
    "pdf": (report_pdf, "application/pdf"),
    "txt": (report_text, "text/plain; charset=utf-8"),
    "json": (lambda overview, _language: report_json(overview), "application/json"),
}
LENGTHS = {
    "maaned": PeriodKind.MONTH,
    "kvartal": PeriodKind.QUARTER,
    "halvaar": PeriodKind.HALF,
    "aar": PeriodKind.YEAR,
    "aar-til-nu": PeriodKind.SO_FAR,
}


@bp.get("/rapporter")
@needs(Act.SEE_REPORTS)
def reports() -> str:
    """The places and the period in the address; otherwise the latest month with counts."""
    choice = available.available(
        db(), viewer(), _selection(request.args.getlist("sted")), now=now()
    )
    if choice is None:
        return render_template("coordinator/report_none.html")
    asked = request.args.get("maaned")
    length = request.args.get("laengde", "maaned")
    month = _month(asked) if asked else choice.month
    period = _around(month, length)
    overview = service.overview(db(), viewer(), choice.selection, period, now=now())
    return render_template(
        "coordinator/report.html",
        choice=choice,
        month=month,
        lengths=[(key, _around(month, key)) for key in LENGTHS],
        length=length,
        ended=[
            (key, one)
            for key, one in zip(LENGTHS, Period.just_ended(choice.months[0]), strict=False)
            if one.end in choice.months
        ],
        beside=report_context(db(), viewer(), choice.selection, period),
        release=release_of(db(), viewer(), choice.selection, period),
        file_endpoint="coordinator.report_file",
        chart_endpoint="coordinator.report_chart",
        **told(overview, choice.selection),
    )


def told(overview: Overview, places: Selection) -> dict[str, object]:
    """What the page of a report says, the same for a coordinator and for a reader."""
    months = [one for one in overview.months or (overview.report,) if not one.empty]
    totals_only = all(month.corrected_until for month in months)
    return {
        "saved": CHARTS - CHARTS_OF_PEOPLE if totals_only else CHARTS,
        "report": overview.report,
        "places": str(places),
        "heading": place_name(overview.report, language()),
        "sentences": sentences(overview, language()),
        "tables": tables(overview, language()),
        "definitions": overview.meanings,
        "terms": BY_NUMBER,
    }


@bp.get("/rapporter/<places>/<period>.<any(csv, xlsx, pdf, zip, json, txt):ending>")
@needs(Act.SEE_REPORTS)
def report_file(places: str, period: str, ending: str) -> Response:
    """The same as a file, in the viewer's language; totals alone of what can be corrected."""
    return file_of(_overview(places, period), ending)


def file_of(overview: Overview, ending: str) -> Response:
    """The report as a file."""
    if ending == "zip":
        response = _package(overview)
    else:
        make, content_type = FILES[ending]
        response = make_response(make(overview, language()))
        response.headers["Content-Type"] = content_type
    name = filename(overview.report, ending)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _package(overview: Overview) -> Response:
    """All files in one, sent as they are made; `Package-Files` tells their endings in order.

    Whoever stops reading stops the making (`js/export.js`).
    """
    files = report_files(overview, language())
    response = Response(packed(files), content_type="application/zip")
    response.headers["Package-Files"] = " ".join(name.rpartition(".")[2] for name in files)
    # A proxy that waits for the whole would hide how far it is.
    response.headers["X-Accel-Buffering"] = "no"
    return response


@bp.get("/rapporter/<places>/<period>/<chart>.<any(svg, png):picture>")
@needs(Act.SEE_REPORTS)
def report_chart(places: str, period: str, chart: str, picture: str) -> Response:
    """One chart as a file; where there is nothing to draw, the page says so."""
    if chart not in CHARTS:
        raise NotFound
    drawn = chart_of(_overview(places, period), chart, picture)
    if drawn is None:
        flash(_("Der er ikke noget at tegne endnu."))
        return redirect(url_for("coordinator.reports", sted=places), 303)
    return drawn


def chart_of(overview: Overview, chart: str, picture: str) -> Response | None:
    """One of the report's charts as a file, or None where there is nothing to draw."""
    found = next((one for one in charts(overview, language()) if one.key == chart), None)
    if found is None:
        return None
    response = make_response(svg(found).encode() if picture == "svg" else chart_png(found))
    response.headers["Content-Type"] = "image/svg+xml" if picture == "svg" else "image/png"
    name = filename(overview.report, "").rstrip(".")
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{chart}.{picture}"
    return response


@bp.app_template_filter("svg")
def chart_svg(chart: Chart) -> Markup:
    """A chart as it stands on a page; a wide one twice, of which a phone shows the other."""
    drawn = svg(chart) + (svg(chart, slim=True) if chart.wide else "")
    return Markup(drawn)  # noqa: S704  every word in it is escaped by `svg`


@bp.app_template_filter("shown")
def shown(value: Interval) -> str:
    """A number as a page shows it: 1.234, or 1–4."""
    return (
        number(value.low)
        if value.exact is not None
        else f"{number(value.low)}–{number(value.high)}"
    )


@bp.app_template_filter("cell")
def cell(value: object) -> str:
    """What stands in a cell of a table; a dash for what is not known."""
    if isinstance(value, Interval):
        return shown(value)
    if isinstance(value, int):
        return number(value)
    return "–" if value is None else str(value)


@bp.app_template_filter("period")
def period_words(value: Period) -> str:
    """The period in words."""
    return period_name(value, language())


def _overview(places: str, period: str) -> Overview:
    selection, which = parsed(places, period)
    return service.overview(db(), viewer(), selection, which, now=now(), settled_only=True)


def parsed(places: str, period: str) -> tuple[Selection, Period]:
    """The places and the period of an address. Raises NotFound."""
    try:
        return Selection.parse(places), Period.parse(period)
    except ValueError:
        raise NotFound from None


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


def _around(month: Month, length: str) -> Period:
    """The period of that length that holds the month."""
    if length not in LENGTHS or month.year < 2001:
        raise NotFound
    return next(one for one in Period.around(month) if one.kind is LENGTHS[length])
