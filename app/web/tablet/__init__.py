"""The house's own tablet and screen. Nobody is signed in on them; a cookie says which they are."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("tablet", __name__)

from app.web.tablet import screen, start, tablet  # noqa: E402, F401
