"""The key with which a person's program reads released reports."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.services.people import reading_keys, sessions
from app.web.people import bp
from app.web.platform.access import needs
from app.web.platform.context import config, db, now, viewer
from app.web.platform.sessions import session_token


@bp.get("/konto/noegle")
@needs(Act.READ_RELEASED)
def reading_key() -> str:
    """Explain what a key is for, and show whether there is one."""
    return _page(None)


@bp.post("/konto/noegle")
@needs(Act.READ_RELEASED)
def make_reading_key() -> str | Response:
    """Make a key and show it in the response, the only time it is shown."""
    try:
        return _page(reading_keys.make_key(db(), viewer(), session_token(), now=now()))
    except sessions.SessionEnded:
        return redirect(url_for("people.sign_in"), 303)


@bp.post("/konto/noegle/luk")
@needs(Act.READ_RELEASED)
def end_reading_key() -> Response:
    """Revoke the key."""
    reading_keys.end_key(db(), viewer())
    flash(_("Nøglen er lukket. Den åbner ikke noget mere."))
    return redirect(url_for("people.reading_key"), 303)


def _page(key: str | None) -> str:
    return render_template(
        "people/reading_key.html",
        key=key,
        made=reading_keys.reading_key(db(), viewer(), now=now()),
        address=config().base_url + url_for("api.listed", sprog=None),
        description=config().base_url + url_for("api.description", sprog=None),
    )
