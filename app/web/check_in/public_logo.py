"""A venue's logo, at an address that names the picture and not the venue."""

from __future__ import annotations

from flask import make_response
from werkzeug.wrappers import Response

from app.services.check_in.public_logo import picture
from app.web.check_in import bp
from app.web.platform.access import everybody
from app.web.platform.context import db


@bp.get("/logo/<digest>.png")
@everybody
def logo_picture(digest: str) -> Response:
    """Return the picture. Another one has another address, so it may be kept for a year."""
    response = make_response(picture(db(), digest))
    response.content_type = "image/png"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
