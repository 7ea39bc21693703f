"""The phone's ticket: a cookie that lets it see, change and undo its own visit today.

If two venues' days end at different hours, a phone can have visits on two service days at once, or
on one that ends earlier at one of the venues. So there is a cookie for each instant at which a day
ends: none overwrites another, or takes it along when it expires.
"""

from __future__ import annotations

from flask import request
from werkzeug.wrappers import Response

from app.domain.visits.code_target import CodeTarget
from app.domain.visits.ticket import Answer, answer_of, key_of, ticket_of, with_answer
from app.web.platform.context import config, now

NAME = "besoeg"


def ticket() -> str | None:
    """Return the phone's tickets separated by a space, or None. They are not validated here."""
    kept = (value for name, value in request.cookies.items() if name.startswith(_full(NAME)))
    return " ".join(sorted({*kept})) or None


def answer(target: CodeTarget) -> Answer | None:
    """Return the answer that this phone has given at the venue today, if it remembers one."""
    return answer_of(_kept(target), target.venue_id)


def without_answers() -> list[str]:
    """Return the phone's tickets as they are before any answer: `DATE.KEY`."""
    return [".".join(each.split(".")[:2]) for each in (ticket() or "").split()]


def keep_answer(response: Response, target: CodeTarget, answer_: Answer) -> None:
    """Set the cookie again, with another answer. Does nothing if the phone has no ticket."""
    key = key_of(ticket(), target.date)
    if key is not None:
        keep(response, ticket_of(key, target.date), target, answer_)


def keep(response: Response, ticket_: str, target: CodeTarget, answer_: Answer) -> None:
    """Set the cookie with the answer, to expire when the service day ends."""
    left = int((target.ends_at - now()).total_seconds())
    response.set_cookie(
        _full(_name(target)),
        with_answer(ticket_, _kept(target), target.venue_id, answer_),
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


def _kept(target: CodeTarget) -> str:
    return request.cookies.get(_full(_name(target)), "")


def _name(target: CodeTarget) -> str:
    return f"{NAME}{target.ends_at:%d%H%M}"


def _full(name: str) -> str:
    # Browsers accept a `__Host-` cookie only over HTTPS, and send it to this host alone.
    return f"__Host-{name}" if config().https else name
