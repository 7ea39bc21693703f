"""The venue's screen: today's total, today's activities, and the code in large print."""

from __future__ import annotations

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from app.domain.devices.device import DeviceKind, RunningDevice
from app.posters import qr
from app.services.devices import screen
from app.web.devices import bp
from app.web.devices.guard import device_only
from app.web.platform.access import everybody
from app.web.platform.context import config, db, now
from app.web.platform.language import language


@bp.get("/tavle/skaerm")
@everybody
@device_only(DeviceKind.SCREEN)
def screen_page(device: RunningDevice) -> str:
    return render_template("devices/screen.html", **_shown(device))


@bp.get("/tavle/skaerm/tal")
@everybody
@device_only(DeviceKind.SCREEN)
def screen_numbers(device: RunningDevice) -> Response:
    """Return the sections that change, for an open page; 304 if they have not."""
    tag = f"{screen.version(db(), device, now=now())}-{language()}"
    if tag in request.if_none_match:
        response = make_response("", 304)
    else:
        shown = _shown(device)
        response = make_response(render_template("devices/_screen.html", **shown))
    response.set_etag(tag)
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/tavle/skaerm/kode.svg")
@everybody
@device_only(DeviceKind.SCREEN)
def screen_code(device: RunningDevice) -> Response:
    """Return the QR code as SVG."""
    code = screen.code(db(), device, now=now())
    response = make_response(qr.svg(qr.address(config().base_url, code)))
    response.content_type = "image/svg+xml; charset=utf-8"
    return response


def _shown(device: RunningDevice) -> dict[str, object]:
    moment = now()
    return {
        "screen": screen.screen(db(), device, now=moment),
        "address": qr.short_address(config().base_url),
        "moment": moment,
    }
