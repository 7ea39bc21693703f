"""Access for devices, and the page shown on a stopped one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from flask import render_template, request, session
from flask_login import logout_user

from app.domain.devices.device import DeviceKind, DeviceStopped, RunningDevice
from app.services.devices import recognise
from app.web.devices import bp
from app.web.platform import device_cookie
from app.web.platform.context import db, now, signed_in

P = ParamSpec("P")
R = TypeVar("R")


def device_only(
    kind: DeviceKind,
) -> Callable[[Callable[Concatenate[RunningDevice, P], R]], Callable[P, R]]:
    """Allow the view only on a running device of that kind, passed as its first argument.

    Raises DeviceStopped.
    """

    def decorate(view: Callable[Concatenate[RunningDevice, P], R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            return view(
                recognise.recognise(db(), device_cookie.token(), kind, now=now()), *args, **kwargs
            )

        return guarded

    return decorate


def end_sign_in() -> None:
    """Sign the host out of this browser, which other people are about to use."""
    if signed_in():
        logout_user()
        session.clear()


@bp.app_errorhandler(DeviceStopped)
def stopped(_error: DeviceStopped) -> tuple[str, int]:
    """Explain that the device was stopped, or that its link has been used already.

    A request for one of the host's pages comes from the venue's phone.
    """
    link = request.endpoint in ("devices.offer", "devices.take_over")
    return render_template(
        "devices/stopped.html", phone=request.blueprint == "host", link=link
    ), 403
