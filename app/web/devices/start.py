"""The one-time link that turns another browser into a device."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.domain.devices.device import DeviceKind
from app.services.devices import recognise
from app.web.devices import bp
from app.web.devices.guard import end_sign_in
from app.web.platform import device_cookie
from app.web.platform.access import everybody
from app.web.platform.context import db, now

PAGES = {
    DeviceKind.TABLET: "devices.start_page",
    DeviceKind.SCREEN: "devices.screen_page",
    DeviceKind.PHONE: "host.today",
}


@bp.get("/tavle/start/<token>")
@everybody
def offer(token: str) -> str:
    """Ask for confirmation: link previews fetch the page too, and the link works only once."""
    return render_template(
        "devices/offer.html", token=token, offer=recognise.offer(db(), token, now=now())
    )


@bp.post("/tavle/start/<token>")
@everybody
def take_over(token: str) -> Response:
    """Turn this browser into the device."""
    kind, token = recognise.take_over(db(), token, now=now())
    return begin(kind, token)


def begin(kind: DeviceKind, token: str) -> Response:
    """Redirect to the device's page, with its cookie set and the host signed out."""
    end_sign_in()
    response = redirect(url_for(PAGES[kind]), 303)
    device_cookie.keep(response, token)
    return response
