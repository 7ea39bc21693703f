"""The reader's pages: released reports only."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reader", __name__)

from app.web.reader import released  # noqa: E402, F401
