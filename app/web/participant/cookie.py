"""The one cookie: a phone's ticket of today, to see, change and undo its own visit."""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.domain.check_in import Door
from app.web.context import config, now


def name() -> str:
    """The cookie's name; browsers hold a `__Host-` cookie to this host and to HTTPS."""
    return "__Host-besoeg" if config().https else "besoeg"


def ticket() -> str | None:
    """What the phone keeps, as it stands; the service decides whether it is today's."""
    return request.cookies.get(name())


def keep(response: Response, ticket: str, door: Door) -> None:
    """Leave the ticket on the phone until the end of the door's service day."""
    left = int((door.ends_at - now()).total_seconds())
    response.set_cookie(
        name(), ticket, max_age=max(left, 1), httponly=True, samesite="Lax", secure=config().https
    )


def forget(response: Response) -> None:
    """Take the ticket away from the phone."""
    response.delete_cookie(name(), httponly=True, samesite="Lax", secure=config().https)
