"""Importing earlier counts from a file."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("imports", __name__)

from app.web.imports import imports, reading  # noqa: E402, F401
