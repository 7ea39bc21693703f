"""The date of one's last shift: this browser's own knowledge, kept nowhere else.

A cookie holds the dates of the last two days on which something was counted from here, so that the
board can say what changed since. No table knows when a host was there.
"""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

LASTS = dt.timedelta(days=180)


def last_shift(venue_id: int, today: dt.date) -> dt.date | None:
    """The last day before today on which this browser counted at the venue."""
    before = [date for date in _dates(venue_id) if date < today]
    return max(before, default=None)


def keep_shift(response: Response, venue_id: int, today: dt.date) -> Response:
    """Note that something was counted from here today."""
    before = last_shift(venue_id, today)
    dates = ".".join(date.isoformat() for date in (before, today) if date)
    if request.cookies.get(_name(venue_id)) != dates:
        response.set_cookie(
            _name(venue_id),
            dates,
            max_age=LASTS,
            httponly=True,
            samesite="Lax",
            secure=config().https,
        )
    return response


def _dates(venue_id: int) -> list[dt.date]:
    found = []
    for text in request.cookies.get(_name(venue_id), "").split("."):
        try:
            found.append(dt.date.fromisoformat(text))
        except ValueError:
            continue
    return found


def _name(venue_id: int) -> str:
    return f"{'__Host-' if config().https else ''}vagt-{venue_id}"
