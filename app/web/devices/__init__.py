"""A venue's own tablet and screen. Nobody signs in; a cookie identifies the device."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("devices", __name__)

from app.web.devices import connect, guard, screen, start, tablet  # noqa: E402, F401
