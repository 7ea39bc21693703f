"""The script that keeps a last copy of the counting pages; browsers want it at the top."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from app.web.platform.access import everybody

bp = Blueprint("service_worker", __name__)


@bp.get("/sw.js")
@everybody
def script() -> Response:
    """The service worker. Asked for anew each time, so that a new version reaches the phones."""
    response = current_app.send_static_file("js/sw.js")
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    return response
