"""The public calendar of a venue's activities."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import make_response, request
from werkzeug.wrappers import Response

from app.exports.formats.icalendar import icalendar
from app.services.check_in import public_calendar
from app.web.check_in import bp
from app.web.platform.access import everybody
from app.web.platform.context import config, db, now


@bp.get("/c/<code>.ics")
@everybody
def calendar(code: str) -> Response:
    """Return the calendar as an .ics file, or 304 if it has not changed."""
    found = public_calendar.calendar(db(), code, now=now())
    base = config().base_url.rstrip("/")
    response = make_response(
        icalendar(
            found.name,
            found.events,
            host=urlsplit(base).hostname or "localhost",
            url=f"{base}/c/{found.code}",
        )
    )
    response.content_type = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'inline; filename="{found.code}.ics"'
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
