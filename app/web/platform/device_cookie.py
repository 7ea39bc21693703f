"""The cookie that identifies a venue's device. It contains nothing about visitors."""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

# The longest that browsers keep a cookie.
LASTS = dt.timedelta(days=400)


def name() -> str:
    """Return the cookie's name. Browsers send a `__Host-` cookie only to this host, over HTTPS."""
    return "__Host-tavle" if config().https else "tavle"


def token() -> str | None:
    """Return the token that the browser sent, unverified, or None."""
    return request.cookies.get(name())


def keep(response: Response, token: str) -> None:
    """Make this browser the device with this token."""
    response.set_cookie(
        name(), token, max_age=LASTS, httponly=True, samesite="Lax", secure=config().https
    )
