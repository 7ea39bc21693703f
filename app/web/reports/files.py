"""Reports and their charts as files."""

from __future__ import annotations

from flask import flash, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, NotFound
from app.domain.reports.detail import BRIEF
from app.domain.reports.overview import Overview
from app.exports.charts.alone import alone
from app.exports.formats.pdf import chart_png
from app.exports.report.filename import filename
from app.exports.report.files import ReportFile
from app.exports.report.tables import CHARTS, charts
from app.exports.words import source_of
from app.services.reports.exported import record_report
from app.translator import translator
from app.web.platform.access import needs
from app.web.platform.context import db, viewer
from app.web.platform.language import language
from app.web.reports import bp
from app.web.reports.apart import overview, report_file_of
from app.web.reports.page import parsed


@bp.get("/rapporter/<places>/<period>.<any(csv, xlsx, pdf, docx, zip, json, txt):ending>")
@needs(Act.SEE_REPORTS)
def report_file(places: str, period: str, ending: str) -> Response:
    """Return the report as a file, in the viewer's language, with the page's numbers."""
    return _file(places, period, ending)


@bp.get("/rapporter/<places>/<period>/<any(dage, definitioner):table>.csv")
@needs(Act.SEE_REPORTS)
def report_table(places: str, period: str, table: str) -> Response:
    """Return the days or the definitions of the report as a table."""
    return _file(places, period, table)


def sent(file: ReportFile) -> Response:
    """Return a file to download.

    The `Package-Files` header lists the endings of a package's files in order, for the progress bar
    in `js/export.js`. If the client disconnects, the remaining files are not made.
    """
    pieces = file.pieces
    response = Response(b"".join(pieces) if isinstance(pieces, list) else pieces)
    response.headers["Content-Type"] = file.content_type
    response.headers["Content-Disposition"] = f"attachment; filename={file.name}"
    if file.inside:
        response.headers["Package-Files"] = " ".join(file.inside)
        # A proxy that buffers the response would hide the progress.
        response.headers["X-Accel-Buffering"] = "no"
    return response


@bp.get("/rapporter/<places>/<period>/<chart>.<any(svg, png):picture>")
@needs(Act.SEE_REPORTS)
def report_chart(places: str, period: str, chart: str, picture: str) -> Response:
    """Return one chart as a file, or redirect to the report if it has no data."""
    if chart not in CHARTS:
        raise NotFound
    found = overview(viewer(), *parsed(places, period), BRIEF, released=False)
    drawn = chart_of(found, chart, picture)
    if drawn is None:
        flash(_("Der er ikke noget at tegne endnu."))
        return redirect(url_for("reports.report_page", sted=places), 303)
    record_report(db(), viewer(), Act.SEE_REPORTS, *parsed(places, period), picture)
    return drawn


def chart_of(report: Overview, chart: str, picture: str) -> Response | None:
    """Return one of the report's charts as a file, or None if it has no data."""
    found = next((one for one in charts(report, translator(language())) if one.key == chart), None)
    if found is None:
        return None
    source = source_of(report.partnership, report.drawn_on, translator(language()))
    is_svg = picture == "svg"
    made = alone(found, source).encode() if is_svg else chart_png(found, source)
    response = make_response(made)
    response.headers["Content-Type"] = "image/svg+xml; charset=utf-8" if is_svg else "image/png"
    name = filename(report.report, "").rstrip(".")
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{chart}.{picture}"
    return response


def _file(places: str, period: str, ending: str) -> Response:
    selection, which = parsed(places, period)
    file = report_file_of(selection, which, ending, released=False)
    record_report(db(), viewer(), Act.SEE_REPORTS, selection, which, file_format(ending))
    return sent(file)


def file_format(ending: str) -> str:
    """Return what a report's file is told as in the trail: `dage` and `definitioner` are CSVs."""
    return "csv" if ending in ("dage", "definitioner") else ending
