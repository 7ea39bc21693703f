"""Signing in and out, and the account page. The second step is in `second_step`."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import logout_user
from werkzeug.wrappers import Response

from app.domain.people.access import Act
from app.domain.people.passwords import EasyPassword
from app.services.demo import demo_accounts
from app.services.people import accounts, own_sessions, provider_ties, signing_in
from app.services.people.password_hash import TooManyAtOnce
from app.services.people.tries import TooManyTries
from app.web.people import bp, kept_form, known_device
from app.web.people.account_forms import OwnPasswordForm, PasswordForm, SignInForm
from app.web.people.beginning import begin, code_page, named, nothing_typed, onward
from app.web.people.own_address import own_address
from app.web.people.second_factor_forms import SecondStepForm
from app.web.platform.access import everybody, open_to_all_signed_in, signed_in_only
from app.web.platform.answers import form_page, refuse
from app.web.platform.context import config, db, now, signed_in, state, viewer
from app.web.platform.language import LANGUAGES
from app.web.platform.sessions import session_token
from app.web.platform.source import source


@bp.route("/log-ind", methods=["GET", "POST"])
@everybody
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in and redirect to the page that was asked for, or show the form that was kept."""
    form, kept = SignInForm(), kept_form.kept_form()
    if request.method == "GET" and signed_in():
        return redirect(onward(), 303)
    status = 400
    if form.accepts():
        try:
            begun = signing_in.sign_in(
                db(),
                state().tries,
                form.email.data or "",
                form.password.data or "",
                source=source(),
                devices=known_device.tokens(),
                sends_mail=config().sends_mail,
                renews=kept is None,
                now=now(),
            )
        except accounts.SignInRefused:
            refuse(form.password, _("E-mail og adgangskode passer ikke sammen. Prøv igen."))
        except TooManyTries:
            status = 429
            refuse(form.password, too_many())
        except TooManyAtOnce:
            status = 503
            refuse(form.password, busy())
        else:
            if isinstance(begun, signing_in.HalfWay):
                return code_page(nothing_typed(SecondStepForm()), begun.token, kept)
            return begin(begun, onward(), kept, remembered=form.remember.data)
    page = _sign_in_page(form, kept)
    return (page, status) if form.errors else page


def begin_anew(kept: kept_form.KeptForm | None) -> tuple[str, int]:
    """Answer a code that came too late, or without a password before it."""
    form = nothing_typed(SignInForm())
    return _sign_in_page(form, kept, is_over=True), 401


def sign_in_keeping(kept: kept_form.KeptForm) -> Response:
    """Answer a form that was sent when nobody was signed in: it is kept in the sign-in page."""
    return make_response(_sign_in_page(nothing_typed(SignInForm()), kept), 401)


def sign_in_saying(
    sentence: str, status: int, *, onward: str | None, invitation: str | None = None
) -> Response:
    """Answer somebody who was not signed in by the provider. `invitation` is the page they came
    from, if they came from one.
    """
    form = nothing_typed(SignInForm())
    page = render_template(
        "people/sign_in.html", form=form, said=sentence, onward=onward, invitation=invitation
    )
    return make_response(page, status)


def _sign_in_page(
    form: SignInForm, kept: kept_form.KeptForm | None, *, is_over: bool = False
) -> str:
    return render_template(
        "people/sign_in.html",
        form=form,
        accounts=demo_accounts.SHOWN if config().demo else (),
        onward=named(),
        kept=kept,
        is_over=is_over,
    )


@bp.post("/log-ud")
@open_to_all_signed_in
def sign_out() -> Response:
    """Sign out and delete the session on the server."""
    logout_user()
    session.clear()
    return redirect(url_for("people.sign_in"), 303)


@bp.get("/start")
@signed_in_only
def start() -> Response:
    """Redirect to the page that this person most likely wants."""
    for act, endpoint in (
        (Act.SEE_REPORTS, "desk.desk"),
        (Act.COUNT_TODAY, "host.today"),
        (Act.READ_RELEASED, "reader.released"),
    ):
        if viewer().may_anywhere(act):
            return redirect(url_for(endpoint), 303)
    return redirect(url_for("people.account"), 303)


@bp.route("/konto", methods=["GET", "POST"])
@signed_in_only
def account() -> str | Response | tuple[str, int]:
    """The viewer's own account: language, password, signing out."""
    form = PasswordForm()
    if form.accepts():
        try:
            token = accounts.change_password(
                db(), state().tries, viewer(), form.old.data or "", form.new.data or "", now=now()
            )
        except accounts.SignInRefused:
            refuse(form.old, _("Adgangskoden passer ikke. Prøv igen."))
        except EasyPassword:
            refuse(form.new, too_easy())
        except TooManyAtOnce:
            refuse(form.old, busy())
        else:
            response = begin(token, url_for("people.account"))
            flash(_("Adgangskoden er skiftet. Andre steder er du logget ud."))
            return response
    return form_page(
        "people/account.html",
        form,
        sessions=own_sessions.own_sessions(db(), viewer(), session_token(), now=now()),
        has_password=provider_ties.own_tie(db(), viewer()).has_password,
    )


@bp.route("/konto/adgangskode", methods=["GET", "POST"])
@open_to_all_signed_in
def choose_password() -> str | Response | tuple[str, int]:
    """Replace a password that somebody else set. Other pages redirect here until it is done."""
    if not viewer().must_change_password:
        return redirect(url_for("people.account"), 303)
    form = OwnPasswordForm()
    if form.accepts():
        try:
            token = accounts.choose_password(db(), viewer(), form.new.data or "", now=now())
        except EasyPassword:
            refuse(form.new, too_easy())
        except accounts.SamePassword:
            refuse(form.new, _("Det er den, du fik. Vælg en anden."))
        except TooManyAtOnce:
            refuse(form.new, busy())
        except accounts.SignInRefused:
            return redirect(url_for("people.sign_in"), 303)
        else:
            response = begin(token, url_for("people.start"))
            flash(_("Adgangskoden er skiftet. Andre steder er du logget ud."))
            return response
    page = render_template("people/choose_password.html", form=form)
    return (page, 400) if form.errors else page


def too_easy() -> str:
    """Return the error message for a password that is easy to guess."""
    return str(
        _(
            "Den er for let at gætte. Brug ikke dit navn, din e-mail eller noget, som mange "
            "bruger. Tre tilfældige ord er fint."
        )
    )


@bp.post("/konto/sprog")
@open_to_all_signed_in
def choose_language() -> Response:
    """Save the language in which the viewer sees the staff pages."""
    language = request.form.get("language", "")
    if language in LANGUAGES:
        accounts.choose_language(db(), viewer(), language)
    return redirect(own_address(request.form.get("back")) or url_for("people.account"), 303)


def busy() -> str:
    """Return the error message for when too many passwords are being checked at once."""
    return str(_("Der er mange, der logger ind lige nu. Vent et øjeblik, og prøv igen."))


def too_many() -> str:
    """Return the error message for too many wrong passwords or codes."""
    return str(_("Der er prøvet for mange gange. Vent ti minutter, og prøv igen."))
