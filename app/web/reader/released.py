"""The reports released to readers, and their files."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act, NotFound
from app.domain.reports.detail import BRIEF
from app.exports.report.tables import CHARTS
from app.services.reports import releases
from app.services.reports.exported import record_report
from app.web.platform.access import needs
from app.web.platform.context import db, viewer
from app.web.platform.search import LONG, PAGE, page_of, typed
from app.web.reader import bp
from app.web.reports.apart import overview, report_file_of
from app.web.reports.figures import period_words
from app.web.reports.files import chart_of, file_format, sent
from app.web.reports.page import page_detail, page_values, parsed


@bp.get("/frigivet")
@needs(Act.READ_RELEASED)
def released() -> str:
    """List the released reports. A long list is paged and can be searched."""
    found = releases.releases(db(), viewer())
    is_long = len(found) > LONG
    word = typed() if is_long else ""
    meant = [
        one
        for one in found
        if word.casefold() in f"{period_words(one.period)} {' '.join(one.names)}".casefold()
    ]
    page = page_of(len(meant))
    return render_template(
        "reader/released.html",
        releases=meant[(page - 1) * PAGE : page * PAGE],
        is_long=is_long,
        typed=word,
        page=page,
        pages=max(1, -(-len(meant) // PAGE)),
    )


@bp.get("/frigivet/<places>/<period>")
@needs(Act.READ_RELEASED)
def released_report(places: str, period: str) -> str:
    """Show a released report, with the same figures as the coordinator sees."""
    selection, which = parsed(places, period)
    found = overview(viewer(), selection, which, page_detail(), released=True)
    return render_template(
        "reader/released_report.html",
        file_endpoint="reader.released_file",
        table_endpoint="reader.released_table",
        chart_endpoint="reader.released_chart",
        **page_values(found, selection),
    )


@bp.get("/frigivet/<places>/<period>.<any(csv, xlsx, pdf, docx, zip, json, txt):ending>")
@needs(Act.READ_RELEASED)
def released_file(places: str, period: str, ending: str) -> Response:
    """Return a released report as a file."""
    return _file(places, period, ending)


@bp.get("/frigivet/<places>/<period>/<any(dage, definitioner):table>.csv")
@needs(Act.READ_RELEASED)
def released_table(places: str, period: str, table: str) -> Response:
    """Return the days or the definitions of a released report as a table."""
    return _file(places, period, table)


@bp.get("/frigivet/<places>/<period>/<chart>.<any(svg, png):picture>")
@needs(Act.READ_RELEASED)
def released_chart(places: str, period: str, chart: str, picture: str) -> Response:
    """Return one chart as a file, or redirect to the report if it has no data."""
    if chart not in CHARTS:
        raise NotFound
    found = overview(viewer(), *parsed(places, period), BRIEF, released=True)
    drawn = chart_of(found, chart, picture)
    if drawn is None:
        flash(_("Der er ikke noget at tegne endnu."))
        return redirect(url_for("reader.released_report", places=places, period=period), 303)
    record_report(db(), viewer(), Act.READ_RELEASED, *parsed(places, period), picture)
    return drawn


def _file(places: str, period: str, ending: str) -> Response:
    selection, which = parsed(places, period)
    file = report_file_of(selection, which, ending, released=True)
    record_report(db(), viewer(), Act.READ_RELEASED, selection, which, file_format(ending))
    return sent(file)
