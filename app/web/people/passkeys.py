"""The viewer's own passkeys, on a page of their own beside the app with codes."""

from __future__ import annotations

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from wtforms import Field

from app.domain.people.passkeys import PasskeyRefused, RelyingParty, TooManyPasskeys, relying_party
from app.services.people import accounts, passkeys, provider_ties
from app.services.people.password_hash import TooManyAtOnce
from app.services.people.sessions import SessionEnded
from app.web.people import bp
from app.web.people.account import busy
from app.web.people.beginning import named
from app.web.people.passkey_forms import (
    NewPasskeyForm,
    PasskeyNameForm,
    RemovePasskeyForm,
    RenewCodesForm,
    UsedPasskeyForm,
)
from app.web.people.second_factor import codes_page
from app.web.platform.access import lacks_second_factor, open_before_second_factor, signed_in_only
from app.web.platform.answers import Answer, done, form_page, refuse
from app.web.platform.context import config, db, now, state, viewer
from app.web.platform.sessions import session_token


def party() -> RelyingParty:
    """Return the site that passkeys are made for; 404 where there can be none."""
    return relying_party(config().base_url) or abort(404)


@bp.app_template_global()
def takes_passkeys() -> bool:
    """Return whether this installation's address is one that browsers make passkeys for."""
    return relying_party(config().base_url) is not None


@bp.route("/konto/adgangsnoegler", methods=["GET", "POST"])
@open_before_second_factor
def own_passkeys() -> Answer:
    """List the viewer's passkeys, or go on to the page that makes another."""
    form, site = NewPasskeyForm(), party()
    if form.accepts() and (proof := _proof(form.password)):
        try:
            options = passkeys.options_to_add(db(), site, proof, form.name.data or "", now=now())
        except TooManyPasskeys:
            refuse(form.name, _("Du har så mange, som der er plads til. Fjern en, du ikke bruger."))
        except accounts.SignInRefused:
            return redirect(url_for("people.sign_in"), 303)
        else:
            return render_template("people/passkey_save.html", options=options, onward=named())
    return form_page(
        "people/passkeys.html",
        form,
        passkeys=passkeys.own_passkeys(db(), viewer()),
        is_required=lacks_second_factor(viewer()),
        has_password=provider_ties.own_tie(db(), viewer()).has_password,
        onward=named(),
    )


@bp.post("/konto/adgangsnoegler/gem")
@open_before_second_factor
def save_passkey() -> Answer:
    """Store the passkey that the browser has made."""
    form, site = UsedPasskeyForm(), party()
    if not form.accepts():
        return _not_saved()
    sent = form.credential.data or ""
    try:
        codes = passkeys.add_passkey(db(), site, viewer(), session_token(), sent, now=now())
    except (PasskeyRefused, TooManyPasskeys):
        return _not_saved()
    except SessionEnded:
        return redirect(url_for("people.sign_in"), 303)
    if codes:
        return codes_page(codes, is_first=True, back="people.own_passkeys")
    return done(_("Adgangsnøglen er gemt."), "people.own_passkeys")


def _not_saved() -> Answer:
    return done(
        _("Adgangsnøglen blev ikke gemt. Prøv igen."), "people.own_passkeys", videre=named()
    )


@bp.route("/konto/adgangsnoegler/navn", methods=["GET", "POST"])
@signed_in_only
def name_passkey() -> Answer:
    """Name one of the viewer's passkeys."""
    one = _chosen()
    if one is None:
        return redirect(url_for("people.own_passkeys"), 303)
    form = PasskeyNameForm(data={"mark": one.mark, "name": one.name})
    if form.accepts():
        passkeys.rename_passkey(db(), viewer(), one.mark, form.name.data or "")
        return done(_("Navnet er gemt."), "people.own_passkeys")
    return form_page("people/passkey_name.html", form, one=one)


@bp.route("/konto/adgangsnoegler/fjern", methods=["GET", "POST"])
@signed_in_only
def remove_passkey() -> Answer:
    """Ask for the viewer's password, then remove one of their passkeys."""
    one = _chosen()
    if one is None:
        return redirect(url_for("people.own_passkeys"), 303)
    form = RemovePasskeyForm(data={"mark": one.mark})
    if form.accepts() and (proof := _proof(form.password)):
        try:
            passkeys.remove_passkey(db(), viewer(), proof, one.mark)
        except accounts.SignInRefused:
            return redirect(url_for("people.sign_in"), 303)
        return done(_("Adgangsnøglen er fjernet."), "people.own_passkeys")
    return form_page("people/passkey_remove.html", form, one=one)


@bp.route("/konto/adgangsnoegler/noedkoder", methods=["GET", "POST"])
@signed_in_only
def renew_codes() -> Answer:
    """Ask for the viewer's password, then show new recovery codes."""
    if not passkeys.own_passkeys(db(), viewer()):
        return redirect(url_for("people.own_passkeys"), 303)
    form = RenewCodesForm()
    if form.accepts() and (proof := _proof(form.password)):
        try:
            codes = passkeys.renew_recovery_codes(db(), viewer(), proof)
        except accounts.SignInRefused:
            return redirect(url_for("people.sign_in"), 303)
        return codes_page(codes, back="people.own_passkeys")
    return form_page("people/passkey_codes.html", form)


def _chosen() -> passkeys.OwnPasskey | None:
    """Return the viewer's passkey that the request names, if it names one. Raises NotFound."""
    mark = request.values.get("mark")
    return passkeys.own_passkey(db(), viewer(), mark) if mark else None


def _proof(field: Field) -> accounts.Proof | None:
    """Return a proof of the viewer's own password, or refuse what was typed."""
    try:
        return accounts.prove_own(db(), state().tries, viewer(), field.data or "", now=now())[0]
    except accounts.SignInRefused:
        refuse(field, _("Adgangskoden passer ikke. Prøv igen."))
    except TooManyAtOnce:
        refuse(field, busy())
    return None
