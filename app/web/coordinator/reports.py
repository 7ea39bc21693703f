"""The month: numbers, chart and files."""

from __future__ import annotations

import datetime as dt

from flask import make_response, render_template, request
from flask_babel import format_date
from werkzeug.wrappers import Response

from app.domain.access import Act, NotFound
from app.domain.counting import DayState
from app.domain.definitions import DEFINITIONS
from app.domain.disclosure import Shown
from app.domain.service_day import Month
from app.exports.columns import filename
from app.exports.csv_file import month_csv
from app.exports.json_file import month_json
from app.exports.xlsx import month_xlsx
from app.services import reports as service
from app.web import names
from app.web.access import needs
from app.web.chart import chart
from app.web.context import db, now, viewer
from app.web.coordinator import bp
from app.web.language import language
from app.web.templating import number

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@bp.get("/rapporter")
@needs(Act.SEE_REPORTS)
def reports() -> str:
    """A venue's month, as chosen in the address; otherwise the latest with counts."""
    choice = service.available(db(), viewer(), _venue_id(), now=now())
    if choice is None:
        return render_template("coordinator/report_none.html")
    asked = request.args.get("maaned")
    month = _month(asked) if asked else choice.month
    report = service.month_report(db(), viewer(), choice.venue.id, month, now=now())
    return render_template(
        "coordinator/report.html",
        choice=choice,
        month=month,
        report=report,
        chart=chart(report.days),
        definitions=DEFINITIONS,
    )


@bp.get("/rapporter/<int:venue_id>/<month>.<any(csv, xlsx, json):ending>")
@needs(Act.SEE_REPORTS)
def report_file(venue_id: int, month: str, ending: str) -> Response:
    """The same numbers as a file, in the viewer's language."""
    report = service.month_report(db(), viewer(), venue_id, _month(month), now=now())
    match ending:
        case "csv":
            content = month_csv(report, language())
        case "xlsx":
            content = month_xlsx(report, language())
        case _:
            content = month_json(report)
    response = make_response(content)
    response.headers["Content-Type"] = TYPES[ending]
    response.headers["Content-Disposition"] = f"attachment; filename={filename(report, ending)}"
    return response


@bp.app_template_filter("shown")
def shown(value: Shown) -> str:
    """A number as a page shows it: 1.234, or 1–4."""
    return (
        number(value.low)
        if value.exact is not None
        else f"{number(value.low)}–{number(value.high)}"
    )


@bp.app_template_filter("state_name")
def state_name(value: DayState) -> str:
    """Talt, talt nul, ikke talt, lukket."""
    return names.day_state(value)


@bp.app_template_filter("weekday_letter")
def weekday_letter(value: dt.date) -> str:
    """The first letter of the weekday."""
    return str(format_date(value, "EEEEE"))


def _venue_id() -> int | None:
    text = request.args.get("sted")
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise NotFound
    return int(text)


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise NotFound from None
