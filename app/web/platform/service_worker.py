"""The service worker, which caches the counting pages. Its scope requires a path at the root."""

from __future__ import annotations

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from app.web.platform.access import everybody

bp = Blueprint("service_worker", __name__)


@bp.get("/sw.js")
@everybody
def script() -> Response:
    """Send the service worker. Browsers revalidate it each time, to get new versions."""
    response = current_app.send_static_file("js/sw.js")
    response.mimetype = "text/javascript"
    response.headers["Cache-Control"] = "no-cache"
    return response
