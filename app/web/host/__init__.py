"""The host's pages: today, behind the counter, in one hand."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("host", __name__)

from app.web.host import day_state, devices, today  # noqa: E402, F401
