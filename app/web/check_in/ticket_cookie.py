"""The phone's ticket: a cookie that lets it see, change and undo its own visit today.

If two venues' days end at different hours, a phone can have visits on two service days at once, or
on one that ends earlier at one of the venues. So there is a cookie for each instant at which a day
ends: none overwrites another, or takes it along when it expires.
"""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.web.platform.context import config, now

NAME = "besoeg"


def ticket() -> str | None:
    """Return the phone's tickets separated by a space, or None. They are not validated here."""
    kept = (value for name, value in request.cookies.items() if name.startswith(_full(NAME)))
    return " ".join(sorted({*kept})) or None


def keep(response: Response, ticket: str, target: CodeTarget) -> None:
    """Set the cookie, to expire when the service day ends."""
    left = int((target.ends_at - now()).total_seconds())
    response.set_cookie(
        _full(_name(target)),
        ticket,
        max_age=max(left, 1),
        httponly=True,
        samesite="Lax",
        secure=config().https,
    )


def forget(response: Response) -> None:
    """Delete all tickets from the phone."""
    for name in request.cookies:
        if name.startswith(_full(NAME)):
            response.delete_cookie(name, httponly=True, samesite="Lax", secure=config().https)


def _name(target: CodeTarget) -> str:
    return f"{NAME}{target.ends_at:%d%H%M}"


def _full(name: str) -> str:
    # Browsers accept a `__Host-` cookie only over HTTPS, and send it to this host alone.
    return f"__Host-{name}" if config().https else name
