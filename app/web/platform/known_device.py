"""The cookie of a browser in which somebody has signed in: strangers' tries do not stop it."""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

# As long as browsers keep any cookie.
LASTS = dt.timedelta(days=400)
# Several people may share a computer in the office.
PEOPLE = 4


def tokens() -> list[str]:
    """Return what the browser keeps, as it stands; the service decides what it is worth."""
    kept = request.cookies.get(_name(), "").split(".")
    return [each for each in kept if each.isascii()][:PEOPLE]


def keep(response: Response, token: str) -> None:
    """Let this browser keep one more."""
    others = [each for each in tokens() if each and each != token]
    response.set_cookie(
        _name(),
        ".".join([token, *others][:PEOPLE]),
        max_age=LASTS,
        httponly=True,
        samesite="Lax",
        secure=config().https,
    )


def _name() -> str:
    # Browsers hold a `__Host-` cookie to this host and to HTTPS.
    return "__Host-kendt" if config().https else "kendt"
