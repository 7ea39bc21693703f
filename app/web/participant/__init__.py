"""The pages of whoever stands at the door. No account, no log, no cookie before a press."""

from __future__ import annotations

from flask import Blueprint

from app.web.participant.squeezing import squeeze

bp = Blueprint("participant", __name__)
bp.after_request(squeeze)

from app.web.participant import calendar, check_in, my_visit, pages  # noqa: E402, F401
