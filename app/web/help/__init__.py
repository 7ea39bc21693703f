"""Help: the guides of docs/guides, shown as pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("help", __name__)

from app.web.help import chapters  # noqa: E402, F401
