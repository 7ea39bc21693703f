"""The coordinator's reports: pages, files and releasing."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("reports", __name__)

from app.web.reports import figures, files, release, reports  # noqa: E402, F401
