"""Signing in with a passkey, from the sign-in page or after a password."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.passkeys import PasskeyRefused
from app.services.people import passkey_sign_in
from app.services.people.second_step import SecondStepOver
from app.services.people.tries import TooManyTries
from app.web.people import bp, kept_form, known_device
from app.web.people.account import begin_anew, too_many
from app.web.people.beginning import begin, code_page, named, nothing_typed, onward
from app.web.people.passkey_forms import UsedPasskeyForm
from app.web.people.passkeys import party
from app.web.people.second_factor_forms import SecondStepForm
from app.web.platform.access import everybody
from app.web.platform.context import config, db, now, state
from app.web.platform.source import source


@bp.route("/log-ind/adgangsnoegle", methods=["GET", "POST"])
@everybody
def use_passkey() -> str | Response | tuple[str, int]:
    """Ask for a passkey, or sign in with the one that was used."""
    if request.method == "GET":
        return redirect(url_for("people.sign_in", videre=named()), 303)
    kept, site = kept_form.kept_form(), party()
    if "credential" not in request.form:
        return _asking(kept)
    form = UsedPasskeyForm()
    if form.accepts():
        try:
            begun = passkey_sign_in.sign_in_with_passkey(
                db(),
                site,
                form.credential.data or "",
                devices=known_device.tokens(),
                sends_mail=config().sends_mail,
                now=now(),
            )
        except PasskeyRefused:
            pass
        else:
            return begin(begun, onward(), kept, remembered="remember" in request.form)
    return _asking(kept, problem=not_taken(), status=400)


def _asking(
    kept: kept_form.KeptForm | None, *, problem: str | None = None, status: int = 200
) -> tuple[str, int]:
    options = None
    try:
        options = passkey_sign_in.options_to_sign_in(
            db(), state().tries, party(), source=source(), now=now()
        )
    except TooManyTries:
        problem, status = too_many(), 429
    page = render_template(
        "people/passkey_use.html", options=options, problem=problem, onward=named(), kept=kept
    )
    return page, status


@bp.post("/log-ind/kode/adgangsnoegle")
@everybody
def give_passkey() -> str | Response | tuple[str, int]:
    """Take the passkey of somebody who has given their password, in place of a code."""
    form, token, kept = UsedPasskeyForm(), request.form.get("trin", ""), kept_form.kept_form()
    site = party()
    try:
        if form.accepts():
            begun = passkey_sign_in.take_second_step_with_passkey(
                db(),
                site,
                token,
                form.credential.data or "",
                devices=known_device.tokens(),
                sends_mail=config().sends_mail,
                now=now(),
            )
            return begin(begun, onward(), kept, remembered="remember" in request.form)
    except PasskeyRefused:
        pass
    except SecondStepOver:
        return begin_anew(kept)
    try:
        page = code_page(nothing_typed(SecondStepForm()), token, kept, problem=not_taken())
    except SecondStepOver:
        return begin_anew(kept)
    return page, 400


def not_taken() -> str:
    """Return the error message for a passkey that was refused."""
    return str(_("Adgangsnøglen passer ikke, eller der gik for lang tid. Prøv igen."))
