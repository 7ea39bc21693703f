"""The papers about data protection, for those whom they are about and those who sign them."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("data_protection", __name__)

from app.web.data_protection import pages  # noqa: E402, F401
