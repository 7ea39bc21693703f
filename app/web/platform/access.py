"""Every page states who may enter. A test walks the URL map and finds those that do not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, redirect, url_for
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.web.platform.context import signed_in

P = ParamSpec("P")
R = TypeVar("R")
EVERYBODY = "everybody"
SIGNED_IN = "signed_in"


def everybody(view: Callable[P, R]) -> Callable[P, R]:
    """Open to everybody, without a sign-in."""
    view.entry = EVERYBODY  # type: ignore[attr-defined]
    return view


def signed_in_only(view: Callable[P, R]) -> Callable[P, R | Response]:
    """For anybody with a sign-in."""
    return _guarded(view, None)


def open_to_all_signed_in(view: Callable[P, R]) -> Callable[P, R | Response]:
    """For anybody with a sign-in, also one whose password somebody else gave."""
    return _guarded(view, None, also_before_change=True)


def needs(act: Act) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """For those who may do this at some venue at least.

    The page's service decides whether they may do it at this one; a page for which the viewer
    has no use anywhere answers 404, like a page that is not there.
    """
    return lambda view: _guarded(view, act)


def _guarded(
    view: Callable[P, R], act: Act | None, *, also_before_change: bool = False
) -> Callable[P, R | Response]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        viewer = signed_in()
        if viewer is None:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        if viewer.must_change_password and not also_before_change:
            return redirect(url_for("people.choose_password"), 303)
        if act is not None and not viewer.may_anywhere(act):
            abort(404)
        return view(*args, **kwargs)

    guarded.entry = act or SIGNED_IN  # type: ignore[attr-defined]
    return guarded
