"""The one cookie of a day: a phone's ticket, to see, change and undo its own visit.

Where one place's day ends later than another's, a phone can have visits of two service days at
once, for an hour or so. Each has a cookie of its own, so that neither takes the other's away.
"""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.web.platform.context import config, now

NAMES = ("besoeg", "besoeg2")


def ticket() -> str | None:
    """What the phone keeps, as it stands; the service decides whether it is of the door's day."""
    kept = (request.cookies.get(_full(name)) for name in NAMES)
    return " ".join(filter(None, kept)) or None


def keep(response: Response, ticket: str, target: CodeTarget) -> None:
    """Leave the ticket on the phone until the end of the door's service day."""
    left = int((target.ends_at - now()).total_seconds())
    response.set_cookie(
        _full(_name(target.date)),
        ticket,
        max_age=max(left, 1),
        httponly=True,
        samesite="Lax",
        secure=config().https,
    )


def forget(response: Response) -> None:
    """Take every ticket away from the phone."""
    for name in NAMES:
        if _full(name) in request.cookies:
            response.delete_cookie(
                _full(name), httponly=True, samesite="Lax", secure=config().https
            )


def _name(date: dt.date) -> str:
    return NAMES[date.toordinal() % len(NAMES)]


def _full(name: str) -> str:
    # Browsers hold a `__Host-` cookie to this host and to HTTPS.
    return f"__Host-{name}" if config().https else name
