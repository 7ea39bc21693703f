"""Which device asks; and the page that a stopped one shows."""

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
    """For a running device of that kind, which the view is given."""

    def decorate(view: Callable[Concatenate[RunningDevice, P], R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            return view(
                recognise.recognise(db(), device_cookie.token(), kind, now=now()), *args, **kwargs
            )

        return guarded

    return decorate


def end_sign_in() -> None:
    """End a host's session in this browser: whoever comes next is not the host."""
    if signed_in():
        logout_user()
        session.clear()


@bp.app_errorhandler(DeviceStopped)
def stopped(_error: DeviceStopped) -> tuple[str, int]:
    """No device, one that was stopped, or a link that has started one already.

    The house's phone opens the host's pages.
    """
    link = request.endpoint in ("devices.offer", "devices.take_over")
    return render_template(
        "devices/stopped.html", phone=request.blueprint == "host", link=link
    ), 403
