"""A cookie with the dates of this browser's last two shifts at each venue.

It lets the board show what changed since the last shift. The server never stores when a host was
on duty.
"""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

LASTS = dt.timedelta(days=180)


def last_shift(venue_id: int, today: dt.date) -> dt.date | None:
    """Return the last date before today when this browser counted at the venue."""
    before = [date for date in _dates(venue_id) if date < today]
    return max(before, default=None)


def keep_shift(response: Response, venue_id: int, today: dt.date) -> Response:
    """Set the cookie: something was counted from this browser today."""
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
