"""Decorators that declare who may open a page. A test checks that every view has one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import abort, current_app, redirect, session, url_for
from werkzeug.wrappers import Response

from app.domain.people.access import Act, Viewer
from app.web.platform.context import config, signed_in
from app.web.platform.sessions import TWO_STEPS_THERE

P = ParamSpec("P")
R = TypeVar("R")
EVERYBODY = "everybody"
SIGNED_IN = "signed_in"


def everybody(view: Callable[P, R]) -> Callable[P, R]:
    """Allow everybody, signed in or not."""
    view.entry = EVERYBODY  # type: ignore[attr-defined]
    return view


def lacks_second_factor(viewer: Viewer) -> bool:
    """Return whether the viewer must set up a second factor before going on.

    Not in a session that a provider has asked two steps for, as OIDC_TWO_STEPS says.
    """
    if not config().second_factor or not viewer.coordinates or viewer.has_second_factor:
        return False
    return not (config().oidc_two_steps and session.get(TWO_STEPS_THERE))


def signed_in_only(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Allow anybody who is signed in, has chosen their own password, and needs no other factor."""
    return _guarded(view, None)


def open_before_second_factor(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Allow anybody who is signed in and has chosen their own password."""
    return _guarded(view, None, also_before_factor=True)


def open_to_all_signed_in(view: Callable[P, R]) -> Callable[P, R | Response]:
    """Allow anybody who is signed in, even before they have chosen their own password."""
    return _guarded(view, None, also_before_change=True, also_before_factor=True)


def needs(act: Act) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Allow viewers who may do this in at least one partnership; others get 404.

    The service that the view calls checks the particular venue or partnership.
    """
    return lambda view: _guarded(view, act)


def _guarded(
    view: Callable[P, R],
    act: Act | None,
    *,
    also_before_change: bool = False,
    also_before_factor: bool = False,
) -> Callable[P, R | Response]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        viewer = signed_in()
        if viewer is None:
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        if viewer.must_change_password and not also_before_change:
            return redirect(url_for("people.choose_password"), 303)
        if not also_before_factor and lacks_second_factor(viewer):
            return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        if act is not None and not viewer.may_anywhere(act):
            abort(404)
        return view(*args, **kwargs)

    guarded.entry = act or SIGNED_IN  # type: ignore[attr-defined]
    return guarded
