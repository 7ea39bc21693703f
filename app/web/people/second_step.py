"""The second step of signing in: a code after the password."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.second_factor import WrongCode
from app.services.people import second_step
from app.services.people.tries import TooManyTries
from app.web.people import bp, kept_form, known_device
from app.web.people.account import begin_anew, too_many
from app.web.people.beginning import begin, code_page, named, onward
from app.web.people.second_factor_forms import SecondStepForm
from app.web.platform.access import everybody
from app.web.platform.answers import refuse
from app.web.platform.context import config, db, now, state
from app.web.platform.source import source


@bp.route("/log-ind/kode", methods=["GET", "POST"])
@everybody
def give_code() -> str | Response | tuple[str, int]:
    """Take the code of somebody who has given their password; others begin with that."""
    if request.method == "GET":
        return redirect(url_for("people.sign_in", videre=named()), 303)
    form, token, kept = SecondStepForm(), request.form.get("trin", ""), kept_form.kept_form()
    status = 400
    if form.accepts():
        try:
            begun = second_step.take_second_step(
                db(),
                state().tries,
                token,
                form.app_code.data or "",
                source=source(),
                devices=known_device.tokens(),
                sends_mail=config().sends_mail,
                now=now(),
            )
        except WrongCode:
            refuse(form.app_code, _("Koden passer ikke. Vent på den næste i appen, og prøv igen."))
        except TooManyTries:
            status = 429
            refuse(form.app_code, too_many())
        except second_step.SecondStepOver:
            return begin_anew(kept)
        else:
            return begin(begun, onward(), kept, remembered="remember" in request.form)
    form.app_code.raw_data = form.app_code.data = None
    try:
        return code_page(form, token, kept), status
    except second_step.SecondStepOver:
        return begin_anew(kept)
