"""Who may count today: somebody with a sign-in, or the house's own phone with nobody's."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import g
from werkzeug.wrappers import Response

from app.domain.people.access import Act, Viewer
from app.services.devices import recognise
from app.web.platform import device_cookie
from app.web.platform.access import needs
from app.web.platform.context import db, now, signed_in, viewer
from app.web.platform.language import language

P = ParamSpec("P")
R = TypeVar("R")


def counting(view: Callable[P, R]) -> Callable[P, R | Response]:
    """For those who may count today at some venue: by their sign-in, or on the house's phone."""
    guarded = needs(Act.COUNT_TODAY)(view)

    @wraps(guarded)
    def either(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if signed_in() is None:
            phone = recognise.phone(db(), device_cookie.token(), language=language(), now=now())
            if phone is not None:
                g.phone = phone
                return view(*args, **kwargs)
        return guarded(*args, **kwargs)

    return either


def who() -> Viewer:
    """Who counts: the person who is signed in, or the house's phone."""
    phone: Viewer | None = g.get("phone")
    return phone or viewer()


def on_phone() -> bool:
    """Whether the house's own phone asks, which can count and nothing else."""
    return "phone" in g
