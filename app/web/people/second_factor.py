"""The viewer's own second factor: setting it up, new recovery codes, and removing it."""

from __future__ import annotations

import base64

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from app.domain.people.second_factor import WrongCode, grouped
from app.posters import qr
from app.services.people import second_factor, signing_in
from app.services.people.sessions import SessionEnded
from app.services.people.tries import TooManyTries
from app.web.people import bp, kept_form
from app.web.people.account import too_many
from app.web.people.beginning import named, nothing_typed, onward
from app.web.people.second_factor_forms import OwnCodeForm, SwitchOnForm
from app.web.platform.access import (
    lacks_second_factor,
    open_before_second_factor,
    signed_in_only,
)
from app.web.platform.answers import Answer, done, refuse
from app.web.platform.context import db, now, state, viewer
from app.web.platform.sessions import session_token


@bp.route("/konto/to-trin", methods=["GET", "POST"])
@open_before_second_factor
def two_steps() -> Answer:
    """Show whether there is a second factor, or set one up with a first code.

    The key is in the page until then, and nowhere else. So is a form that was kept meanwhile.
    """
    kept = kept_form.kept_form()
    if second_factor.second_factor(db(), viewer()).is_on:
        if request.method == "POST":
            return redirect(url_for("people.two_steps"), 303)
        return _page_of_it(OwnCodeForm())
    form = SwitchOnForm()
    secret = form.secret.data or ""
    if not second_factor.is_secret(secret):
        return _set_up_page(form, second_factor.new_secret(), kept)
    if not form.accepts():
        return _set_up_page(form, secret, kept)
    try:
        code = form.app_code.data or ""
        codes = second_factor.switch_on(db(), viewer(), session_token(), secret, code, now=now())
    except WrongCode:
        refuse(form.app_code, _("Koden passer ikke. Vent på den næste i appen, og prøv igen."))
        return _set_up_page(form, secret, kept)
    except second_factor.AlreadyOn:
        return redirect(url_for("people.two_steps"), 303)
    except SessionEnded:
        return redirect(url_for("people.sign_in"), 303)
    return codes_page(codes, is_first=True, kept=kept)


@bp.post("/konto/to-trin/skift")
@open_before_second_factor
def change_two_steps() -> Answer:
    """Make new recovery codes or remove the second factor, for who gives a code."""
    if not second_factor.second_factor(db(), viewer()).is_on:
        return redirect(url_for("people.two_steps"), 303)
    form = OwnCodeForm()
    if not form.accepts():
        return _page_of_it(form)
    code, is_off = form.app_code.data or "", request.form.get("do") == "off"
    try:
        if not is_off:
            made = second_factor.renew_recovery_codes(
                db(), state().tries, viewer(), code, now=now()
            )
            return codes_page(made)
        second_factor.switch_off(db(), state().tries, viewer(), code, now=now())
    except WrongCode:
        refuse(form.app_code, _("Koden passer ikke. Vent på den næste i appen, og prøv igen."))
        return _page_of_it(form)
    except TooManyTries:
        refuse(form.app_code, too_many())
        return _page_of_it(form)
    return done(_("To trin er slået fra."), "people.account")


def _page_of_it(form: OwnCodeForm) -> Answer:
    form.app_code.data = None  # Another code is shown by the time it is sent again.
    page = render_template(
        "people/second_factor.html", form=form, factor=second_factor.second_factor(db(), viewer())
    )
    return (page, 400) if form.errors else page


def set_up_keeping(kept: kept_form.KeptForm) -> Answer:
    """Return the page that sets up a second factor, with a form that is given back afterwards."""
    return _set_up_page(nothing_typed(SwitchOnForm()), second_factor.new_secret(), kept)


def _set_up_page(form: SwitchOnForm, secret: str, kept: kept_form.KeptForm | None) -> Answer:
    form.app_code.data = None
    address = second_factor.app_address(db(), viewer(), secret)
    page = render_template(
        "people/second_factor.html",
        form=form,
        factor=second_factor.SecondFactor(is_on=False, codes_left=0),
        is_required=lacks_second_factor(viewer()),
        onward=named(),
        kept=kept,
        secret=secret,
        key=grouped(secret),
        picture=base64.b64encode(qr.svg(address).encode()).decode(),
    )
    return (page, 400) if form.errors else page


def codes_page(
    codes: tuple[str, ...],
    *,
    is_first: bool = False,
    kept: kept_form.KeptForm | None = None,
    back: str = "people.two_steps",
) -> str:
    """Return the page that shows new recovery codes, which leads on, or back to this endpoint."""
    return render_template(
        "people/recovery_codes.html",
        codes=codes,
        is_first=is_first,
        onward=named() or url_for(back),
        kept=kept,
    )


@bp.post("/konto/to-trin/videre")
@signed_in_only
def after_two_steps() -> Answer:
    """Show the form that was kept while the second factor was set up, to be sent."""
    kept = kept_form.kept_form()
    if kept and kept.belongs_to(signing_in.device_token(db(), viewer().person_id)):
        return kept_form.page(kept)
    return redirect(onward(), 303)
