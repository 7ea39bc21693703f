"""The check-in pages. No account, no log, and no cookie until a button is pressed."""

from __future__ import annotations

from flask import Blueprint

from app.web.platform.compression import squeeze

bp = Blueprint("check_in", __name__)
bp.after_request(squeeze)

from app.web.check_in import (  # noqa: E402, F401
    check_in,
    front_pages,
    my_visit,
    public_calendar,
    public_logo,
)
