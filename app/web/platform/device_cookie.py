"""The device's cookie: which tablet or screen this is. It says nothing about a visitor."""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

# As long as browsers keep any cookie.
LASTS = dt.timedelta(days=400)


def name() -> str:
    """The cookie's name; browsers hold a `__Host-` cookie to this host and to HTTPS."""
    return "__Host-tavle" if config().https else "tavle"


def token() -> str | None:
    """The device's token, as it stands; the service decides what it opens."""
    return request.cookies.get(name())


def keep(response: Response, token: str) -> None:
    """Make this browser the device."""
    response.set_cookie(
        name(), token, max_age=LASTS, httponly=True, samesite="Lax", secure=config().https
    )
