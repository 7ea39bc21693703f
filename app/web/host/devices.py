"""The venue's tablets, screens and phone: listing, starting and stopping them."""

from __future__ import annotations

import base64

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.devices.device import PHONE_LASTS, DeviceKind
from app.domain.people.access import Act
from app.posters import qr
from app.services.devices import device_list
from app.web.devices.start import begin
from app.web.host import bp
from app.web.platform import device_cookie
from app.web.platform.access import needs
from app.web.platform.context import config, db, now, viewer
from app.web.platform.ids import whole


@bp.get("/i-dag/<int:venue_id>/tavler")
@needs(Act.RUN_TODAY)
def devices(venue_id: int) -> str:
    """List the running devices, and what can be started."""
    return render_template(
        "host/devices.html",
        shelf=device_list.device_list(db(), viewer(), venue_id, device_cookie.token(), now=now()),
        lasts=PHONE_LASTS,
    )


@bp.post("/i-dag/<int:venue_id>/tavler/start")
@needs(Act.RUN_TODAY)
def start_device(venue_id: int) -> str | Response:
    """Start a device in this browser, or show a link that starts one elsewhere.

    The link is shown once and works once.
    """
    here = "her" in request.form
    kind = request.form.get("her" if here else "link")
    if kind not in set(DeviceKind):
        return make_response(devices(venue_id), 400)
    kind = DeviceKind(kind)
    days = request.form.get("dage", type=whole) if kind is DeviceKind.PHONE else None
    if kind is DeviceKind.PHONE and days not in PHONE_LASTS:
        return make_response(devices(venue_id), 400)
    if here:
        token = device_list.start(db(), viewer(), venue_id, kind, days=days, now=now())
        return begin(kind, token)
    link = device_list.start_elsewhere(db(), viewer(), venue_id, kind, days=days, now=now())
    address = f"{config().base_url}{url_for('devices.offer', token=link.token, sprog=None)}"
    picture = base64.b64encode(qr.svg(address).encode()).decode()
    return render_template(
        "host/device_link.html",
        venue_id=venue_id,
        kind=kind,
        address=address,
        picture=picture,
        code=link.code,
        typed_at=f"{config().base_url}{url_for('devices.connect', sprog=None)}",
    )


@bp.post("/i-dag/<int:venue_id>/tavler/<int:device_id>/stop")
@needs(Act.RUN_TODAY)
def stop_device(venue_id: int, device_id: int) -> Response:
    """Stop a device. It finds out at its next request."""
    device_list.revoke(db(), viewer(), venue_id, device_id, now=now())
    flash(_("Stoppet. Den kan ikke bruges mere."))
    return redirect(url_for("host.devices", venue_id=venue_id), 303)


@bp.post("/i-dag/<int:venue_id>/tavler/kode")
@needs(Act.RUN_TODAY)
def change_code_on_screen(venue_id: int) -> Response:
    """Choose whether the code on the venue's screens changes or stays the same."""
    changes = request.form.get("skifter") == "ja"
    device_list.let_code_change(db(), viewer(), venue_id, changes, now=now())
    return redirect(url_for("host.devices", venue_id=venue_id), 303)
