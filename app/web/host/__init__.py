"""The host's pages: today, behind the counter, in one hand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("host", __name__)

from app.web.host import (  # noqa: E402, F401
    activities,
    asides,
    day_state,
    days,
    devices,
    notes,
    numbers,
    paper,
    polls,
    today,
    words,
)
