"""The logbook's pages: reading, writing, handing in and correcting."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("logbook", __name__)

from app.web.logbook import files, life, logbook, writing  # noqa: E402, F401
