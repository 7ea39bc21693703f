"""Naming and ending the viewer's own sessions, which the account page lists."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from app.services.people import own_sessions
from app.services.people.sessions import SessionEnded
from app.web.people import bp
from app.web.platform.access import signed_in_only
from app.web.platform.answers import Answer, done, form_page
from app.web.platform.context import db, now, viewer
from app.web.platform.fields import optional_text_field
from app.web.platform.forms import Form
from app.web.platform.sessions import session_token

OTHERS = "others"
"""What the button that ends all other sessions sends instead of a mark."""


class SessionNameForm(Form):
    mark = HiddenField()
    name = optional_text_field(
        _l("Navn"),
        40,
        description=_l("For eksempel »Kontorets computer«. Kun du ser det."),
        render_kw={"autocomplete": "off"},
    )


@bp.route("/konto/logget-ind", methods=["GET", "POST"])
@signed_in_only
def name_session() -> Answer:
    """Name one of the viewer's sessions: this one, if no mark is given."""
    typed = request.values.get("mark", "")
    one = own_sessions.own_session(db(), viewer(), session_token(), typed, now=now())
    form = SessionNameForm(data={"mark": one.mark, "name": one.name or ""})
    if form.accepts():
        own_sessions.name_session(db(), viewer(), one.mark, form.name.data or "")
        return done(_("Navnet er gemt."), "people.account")
    return form_page("people/session_name.html", form, one=one)


@bp.post("/konto/logget-ind/log-ud")
@signed_in_only
def end_own_sessions() -> Answer:
    """End one of the viewer's sessions, or all but this one."""
    mark = request.form.get("mark", "")
    try:
        if mark == OTHERS:
            own_sessions.sign_out_of_others(db(), viewer(), session_token())
            return done(_("Du er logget ud alle andre steder."), "people.account")
        own_sessions.sign_out_of(db(), viewer(), session_token(), mark)
    except SessionEnded:
        return redirect(url_for("people.sign_in"), 303)
    return done(_("Du er logget ud der."), "people.account")
