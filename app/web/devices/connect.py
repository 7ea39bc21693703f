"""Typing the six letters that turn this browser into a device."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.wrappers import Response

from app.domain.devices.device import DeviceStopped
from app.domain.devices.device_code import LENGTH, typed_code
from app.services.devices import recognise
from app.services.people.tries import TriedBy
from app.web.devices import bp
from app.web.devices.start import begin
from app.web.platform.access import everybody
from app.web.platform.context import db, now, state
from app.web.platform.source import source


@bp.get("/tilslut")
@everybody
def connect() -> str:
    """Ask for the letters."""
    return render_template("devices/connect.html", problem="", typed="")


@bp.post("/tilslut")
@everybody
def connect_by_code() -> Response | tuple[str, int]:
    """Turn this browser into the device whose letters were typed.

    Wrong letters are counted by where they come from and all together, so that nobody can try
    enough of them to find a code within the ten minutes that it lasts.
    """
    code = typed_code(request.form.get("kode", ""))
    names = ((TriedBy.CODE_SOURCE, source()), (TriedBy.CODES, ""))
    if not state().tries.take(*names, now=now()):
        return _again(code, "often"), 429
    try:
        if len(code) < LENGTH:
            raise DeviceStopped
        kind, token = recognise.take_over_by_code(db(), code, now=now())
    except DeviceStopped:
        return _again(code, "wrong"), 400
    state().tries.give_back(*names, now=now())
    return begin(kind, token)


def _again(code: str, problem: str) -> str:
    return render_template("devices/connect.html", problem=problem, typed=code)
