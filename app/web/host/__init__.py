"""The host's pages: today's board, and the days that can still be corrected."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("host", __name__)

from app.web.host import (  # noqa: E402, F401
    board,
    board_poll,
    day_notes,
    day_state,
    days,
    devices,
    host_prompts,
    labels,
    paper_tally,
    todays_activities,
    typed_numbers,
)
