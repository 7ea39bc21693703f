"""The phone's ticket: a cookie that lets it see, change and undo its own visit today.

If two venues' days end at different hours, a phone can have visits on two service days at once.
Each service date has its own cookie, so that neither overwrites the other.
"""

from __future__ import annotations

import datetime as dt

from flask import request
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.web.platform.context import config, now

NAMES = ("besoeg", "besoeg2")


def ticket() -> str | None:
    """Return the phone's tickets separated by a space, or None. They are not validated here."""
    if not request.cookies:
        return None
    kept = (request.cookies.get(_full(name)) for name in NAMES)
    return " ".join(filter(None, kept)) or None


def keep(response: Response, ticket: str, target: CodeTarget) -> None:
    """Set the cookie, to expire when the service day ends."""
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
    """Delete all tickets from the phone."""
    for name in NAMES:
        if _full(name) in request.cookies:
            response.delete_cookie(
                _full(name), httponly=True, samesite="Lax", secure=config().https
            )


def _name(date: dt.date) -> str:
    return NAMES[date.toordinal() % len(NAMES)]


def _full(name: str) -> str:
    # Browsers accept a `__Host-` cookie only over HTTPS, and send it to this host alone.
    return f"__Host-{name}" if config().https else name
