"""Posts that a page's script sends, at once or later when the network is back.

See app/static/js/taps.js and docs/decisions/0005-offline-taps.md.
"""

from __future__ import annotations

import datetime as dt

from flask import Flask, Response, abort, json, request

from app.domain.base.service_day import minute_of
from app.domain.visits.idempotency_key import is_key
from app.domain.visits.late_tap import LateTap
from app.web.platform.context import now


def register_taps(app: Flask) -> None:
    """Add responses that a script can read, and filters for the times that taps.js needs."""
    app.after_request(tell_where)
    app.jinja_env.filters.update(seconds_since=seconds_since, seconds_until=seconds_until)


def by_script() -> bool:
    """Return whether a script sent this post and waits for the response."""
    return request.method == "POST" and request.accept_mimetypes.best == "application/json"


def tapped() -> LateTap | None:
    """Return when a late tap was made, or None for an ordinary post. May abort with 400."""
    day = request.form.get("day")
    if day is None:
        return None
    try:
        return LateTap.read(day, request.form.get("at"))
    except ValueError:
        abort(400)


def press_key() -> str | None:
    """Return the tap's one-time key, the same in every retry, or None without a valid key."""
    key = request.form.get("press", "")
    return key if is_key(key) else None


def tell_where(response: Response) -> Response:
    """Send redirects to scripts as JSON, since browsers hide a redirect's address from them."""
    if response.status_code == 303 and by_script():
        where = response.headers.pop("Location")
        response.status_code = 200
        response.mimetype = "application/json"
        response.set_data(json.dumps({"to": where}))
    return response


def seconds_since(date: dt.date) -> int:
    """Return the seconds since midnight at the start of the service date."""
    moment = now()
    return minute_of(moment, date) * 60 + moment.second


def seconds_until(moment: dt.datetime) -> int:
    """Return the whole seconds until an instant."""
    return int((moment - now()).total_seconds())
