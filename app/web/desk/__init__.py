"""A coordinator's first page."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("desk", __name__)

from app.web.desk import desk  # noqa: E402, F401
