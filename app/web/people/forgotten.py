"""A new password by mail, for somebody who has forgotten theirs."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _

from app.domain.people.access import NotFound
from app.domain.people.passwords import EasyPassword
from app.services.people import forgotten_password
from app.services.people.password_hash import TooManyAtOnce
from app.services.people.tries import TooManyTries
from app.web.people import bp
from app.web.people.account import busy, too_easy
from app.web.people.account_forms import ForgottenForm, OwnPasswordForm, SignInForm
from app.web.platform.access import everybody
from app.web.platform.answers import refuse
from app.web.platform.context import config, db, now, state
from app.web.platform.source import source


@bp.route("/glemt", methods=["GET", "POST"])
@everybody
def forgotten() -> str | tuple[str, int]:
    """Ask for a link by mail. The answer does not reveal whether the e-mail has an account."""
    form = ForgottenForm() if config().sends_mail else None
    if form is not None and form.accepts():
        try:
            forgotten_password.ask(
                db(), state().tries, form.email.data or "", source=source(), now=now()
            )
        except TooManyTries:
            refuse(form.email, _("Der er prøvet for mange gange. Vent ti minutter, og prøv igen."))
            return render_template("people/forgotten.html", form=form), 429
        return render_template("people/forgotten.html", form=None, asked=form.email.data)
    page = render_template("people/forgotten.html", form=form)
    return (page, 400) if form and form.errors else page


@bp.route("/glemt/<token>", methods=["GET", "POST"])
@everybody
def forgotten_link(token: str) -> str | tuple[str, int]:
    """Choose a new password. Signing in with it comes afterwards, so the link alone lets nobody in.

    Opening the page changes nothing: mail programs look at links before their reader does.
    """
    try:
        name = forgotten_password.owner_of(db(), token, now=now())
        form = OwnPasswordForm()
        if form.accepts():
            try:
                forgotten_password.set_forgotten(db(), token, form.new.data or "", now=now())
            except EasyPassword:
                refuse(form.new, too_easy())
            except TooManyAtOnce:
                refuse(form.new, busy())
            else:
                sign_in = SignInForm()
                sign_in.process(None)  # What was posted belongs to another form.
                return render_template("people/sign_in.html", form=sign_in, renewed=True)
    except NotFound:
        return render_template("people/forgotten_over.html"), 404
    page = render_template("people/forgotten_new.html", form=form, token=token, name=name)
    return (page, 400) if form.errors else page
