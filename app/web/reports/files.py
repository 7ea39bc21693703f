"""Reports and their charts as files."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, NotFound
from app.domain.reports.overview import Overview
from app.exports.charts.svg import svg
from app.exports.formats.pdf import chart_png
from app.exports.formats.zip_file import packed
from app.exports.report.csv_file import report_csv
from app.exports.report.document import report_pdf
from app.exports.report.filename import filename
from app.exports.report.json_file import report_json
from app.exports.report.package import report_files
from app.exports.report.tables import CHARTS, charts
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.services.reports import reports
from app.web.platform.access import needs
from app.web.platform.context import db, now, viewer
from app.web.platform.language import language
from app.web.reports import bp
from app.web.reports.page import parsed

FILES: dict[str, tuple[Callable[[Overview, str], bytes], str]] = {
    "xlsx": (report_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (report_csv, "text/csv; charset=utf-8"),
    "pdf": (report_pdf, "application/pdf"),
    "txt": (report_text, "text/plain; charset=utf-8"),
    "json": (lambda overview, _language: report_json(overview), "application/json"),
}


@bp.get("/rapporter/<places>/<period>.<any(csv, xlsx, pdf, zip, json, txt):ending>")
@needs(Act.SEE_REPORTS)
def report_file(places: str, period: str, ending: str) -> Response:
    """Return the report as a file, in the viewer's language, with the page's numbers."""
    return file_of(_overview(places, period), ending)


def file_of(overview: Overview, ending: str) -> Response:
    """Return the report as a downloadable file of the given type."""
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
    """Stream a ZIP with all the files, each made when its turn comes.

    The `Package-Files` header lists the file extensions in order, for the progress bar in
    `js/export.js`. If the client disconnects, the remaining files are not made.
    """
    files = report_files(overview, language())
    response = Response(packed(files), content_type="application/zip")
    response.headers["Package-Files"] = " ".join(name.rpartition(".")[2] for name in files)
    # A proxy that buffers the response would hide the progress.
    response.headers["X-Accel-Buffering"] = "no"
    return response


@bp.get("/rapporter/<places>/<period>/<chart>.<any(svg, png):picture>")
@needs(Act.SEE_REPORTS)
def report_chart(places: str, period: str, chart: str, picture: str) -> Response:
    """Return one chart as a file, or redirect to the report if it has no data."""
    if chart not in CHARTS:
        raise NotFound
    drawn = chart_of(_overview(places, period, brief=True), chart, picture)
    if drawn is None:
        flash(_("Der er ikke noget at tegne endnu."))
        return redirect(url_for("reports.report_page", sted=places), 303)
    return drawn


def chart_of(overview: Overview, chart: str, picture: str) -> Response | None:
    """Return one of the report's charts as a file, or None if it has no data."""
    found = next((one for one in charts(overview, language()) if one.key == chart), None)
    if found is None:
        return None
    response = make_response(svg(found).encode() if picture == "svg" else chart_png(found))
    response.headers["Content-Type"] = "image/svg+xml" if picture == "svg" else "image/png"
    name = filename(overview.report, "").rstrip(".")
    response.headers["Content-Disposition"] = f"attachment; filename={name}-{chart}.{picture}"
    return response


def _overview(places: str, period: str, *, brief: bool = False) -> Overview:
    selection, which = parsed(places, period)
    return reports.overview(db(), viewer(), selection, which, now=now(), brief=brief)
