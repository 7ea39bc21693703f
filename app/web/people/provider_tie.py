"""Tying one's own account to one at the provider, and untying it."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask_babel import gettext as _

from app.services.people import accounts, provider_ties
from app.services.people.password_hash import TooManyAtOnce
from app.web.people import bp
from app.web.people.account import busy
from app.web.people.account_forms import OwnProofForm
from app.web.people.provider import go
from app.web.platform.access import signed_in_only
from app.web.platform.answers import Answer, done, form_page, refuse
from app.web.platform.context import config, db, now, state, viewer


@bp.route("/konto/udbyder", methods=["GET", "POST"])
@signed_in_only
def provider_tie() -> Answer:
    """Show whether an account is tied; tie or untie one, for who gives their password."""
    if not config().oidc_issuer:
        return redirect(url_for("people.account"), 303)
    form = OwnProofForm()
    if form.accepts():
        password, me = form.old.data or "", viewer()
        try:
            if request.form.get("do") == "untie":
                provider_ties.untie(db(), state().tries, me, password, now=now())
                return done(_("Din konto er ikke forbundet mere."), "people.account")
            accounts.prove_own(db(), state().tries, me, password, now=now())
        except accounts.SignInRefused:
            refuse(form.old, _("Adgangskoden passer ikke. Prøv igen."))
        except TooManyAtOnce:
            refuse(form.old, busy())
        else:
            return go(None, viewer=me)
    return form_page("people/provider_tie.html", form, tie=provider_ties.own_tie(db(), viewer()))
