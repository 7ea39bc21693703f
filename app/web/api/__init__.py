"""The API for released reports."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("api", __name__, url_prefix="/api/1")

from app.web.api import released  # noqa: E402, F401
