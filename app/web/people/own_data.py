"""What is stored about somebody who signs in, as a file for them."""

from __future__ import annotations

import json

from werkzeug.wrappers import Response

from app.services.people import own_data
from app.web.people import bp
from app.web.platform.access import signed_in_only
from app.web.platform.context import db, viewer


@bp.get("/konto/oplysninger")
@signed_in_only
def download_own_data() -> Response:
    """Download everything that is stored about the viewer, as JSON."""
    found = own_data.own_data(db(), viewer())
    text = json.dumps(found, ensure_ascii=False, indent=2)
    response = Response(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="her-i-dag-konto.json"'
    return response
