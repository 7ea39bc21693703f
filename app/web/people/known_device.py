"""The cookie of a browser in which somebody has signed in.

Wrong passwords tried from elsewhere do not lock it out.
"""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.web.platform.context import config

# The longest that browsers keep a cookie.
LASTS = dt.timedelta(days=400)
# Several people may share a computer in the office.
PEOPLE = 4


def tokens() -> list[str]:
    """Return the tokens that the browser sent, unverified."""
    kept = request.cookies.get(_name(), "").split(".")
    return [each for each in kept if each.isascii()][:PEOPLE]


def keep(response: Response, token: str) -> None:
    """Add a token to the browser's cookie; the oldest is dropped if there are too many."""
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
    # Browsers send a `__Host-` cookie only to this host, over HTTPS.
    return "__Host-kendt" if config().https else "kendt"
