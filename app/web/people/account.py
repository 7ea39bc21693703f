"""Signing in and out, and the account page."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask.sansio.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from app.domain.people.access import NOBODY, Act
from app.domain.people.passwords import EasyPassword
from app.services.demo import demo_accounts
from app.services.people import accounts, signing_in
from app.services.people.password_hash import TooManyAtOnce
from app.web.people import bp, kept_form, known_device
from app.web.people.account_forms import OwnPasswordForm, PasswordForm, SignInForm
from app.web.people.own_address import own_address
from app.web.platform.access import everybody, open_to_all_signed_in, signed_in_only
from app.web.platform.answers import refuse
from app.web.platform.context import config, db, now, signed_in, state, viewer
from app.web.platform.language import LANGUAGES
from app.web.platform.login import SignedIn, to_sign_in
from app.web.platform.source import source


@bp.route("/log-ind", methods=["GET", "POST"])
@everybody
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in and redirect to the page that was asked for, or show the form that was kept."""
    form, kept = SignInForm(), kept_form.kept_form()
    if request.method == "GET" and signed_in():
        return redirect(_onward(), 303)
    status = 400
    if form.accepts():
        try:
            token = signing_in.sign_in(
                db(),
                state().tries,
                form.email.data or "",
                form.password.data or "",
                source=source(),
                devices=known_device.tokens(),
                sends_mail=config().sends_mail,
                now=now(),
            )
        except accounts.SignInRefused:
            refuse(form.password, _("E-mail og adgangskode passer ikke sammen. Prøv igen."))
        except signing_in.TooManyTries:
            status = 429
            refuse(
                form.password, _("Der er prøvet for mange gange. Vent ti minutter, og prøv igen.")
            )
        except TooManyAtOnce:
            status = 503
            refuse(form.password, busy())
        else:
            return begin(token, _onward(), kept)
    page = _sign_in_page(form, kept)
    return (page, status) if form.errors else page


def signed_out() -> Response:
    """Answer a request that needs somebody signed in. A form is kept in the sign-in page."""
    kept = kept_form.form_to_keep()
    if kept is None:
        return to_sign_in()
    form = SignInForm()
    form.process(None)  # What was posted belongs to another form.
    return make_response(_sign_in_page(form, kept), 401)


@bp.record_once
def _answer_with_it(made: BlueprintSetupState) -> None:
    made.app.login_manager.unauthorized_handler(signed_out)  # type: ignore[attr-defined]


def _sign_in_page(form: SignInForm, kept: kept_form.KeptForm | None) -> str:
    shown = demo_accounts.SHOWN if config().demo else ()
    return render_template(
        "people/sign_in.html", form=form, accounts=shown, onward=_named(), kept=kept
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
    page = render_template("people/account.html", form=form)
    return (page, 400) if form.errors else page


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


def begin(token: str, onward: str, kept: kept_form.KeptForm | None = None) -> Response:
    """Switch to the new session with this token, drop the old one, and redirect.

    Also sets the known-device cookie, so that other people's wrong passwords do not lock this
    browser out. A form that was kept for this person is shown instead, to be sent.
    """
    session.go_on_as(token)  # type: ignore[attr-defined]
    found = accounts.viewer(db(), int(session.get("_user_id", NOBODY)))
    if found is None:
        return redirect(onward, 303)
    login_user(SignedIn(found))
    known = signing_in.device_token(db(), found.person_id)
    if kept and kept.belongs_to(known):
        response: Response = make_response(kept_form.page(kept))
    else:
        response = redirect(onward, 303)
        if kept:
            flash(_("Det, der var skrevet, hørte til en anden. Det er ikke sendt."))
    known_device.keep(response, known)
    return response


def busy() -> str:
    """Return the error message for when too many passwords are being checked at once."""
    return str(_("Der er mange, der logger ind lige nu. Vent et øjeblik, og prøv igen."))


def _named() -> str | None:
    return own_address(request.args.get("videre"))


def _onward() -> str:
    return _named() or url_for("people.start")
