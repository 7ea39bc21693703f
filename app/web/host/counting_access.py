"""Access to the pages where visits are counted: for signed-in hosts and the venue's own phone."""

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
    """Allow the view to anyone who may count today somewhere, and to the venue's own phone.

    On the phone nobody is signed in; its device cookie identifies it.
    """
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
    """Return the viewer: the signed-in person, or the venue's phone."""
    phone: Viewer | None = g.get("phone")
    return phone or viewer()


def on_phone() -> bool:
    """Return whether this is the venue's own phone, which can count and nothing else."""
    return "phone" in g
