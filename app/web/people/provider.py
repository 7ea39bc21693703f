"""Signing in through a provider outside: the way there, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote

from flask import make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.domain.people.access import NotFound, Viewer
from app.services.people import invitations, provider_sign_in
from app.services.people.provider import Provider, ProviderNotBelieved
from app.services.people.provider_http import ProviderSilent
from app.services.people.provider_sign_in import NewPerson, Tied
from app.services.people.provider_ties import SubjectTaken
from app.services.people.signing_in import HalfWay
from app.services.people.tries import TooManyTries
from app.web.people import bp, known_device
from app.web.people.account import sign_in_saying, too_many
from app.web.people.account_forms import InvitedForm
from app.web.people.beginning import begin, code_page, named, nothing_typed
from app.web.people.own_address import own_address
from app.web.people.second_factor_forms import SecondStepForm
from app.web.platform.access import everybody
from app.web.platform.answers import Answer, done
from app.web.platform.context import config, db, now, signed_in, state
from app.web.platform.language import language
from app.web.platform.source import source


@bp.post("/log-ind/udbyder")
@everybody
def to_provider() -> Answer:
    """Send somebody to the provider, to sign in with an account that is tied already."""
    return go(named()) if config().oidc_issuer else redirect(url_for("people.sign_in"), 303)


@bp.route("/velkommen/<token>/udbyder", methods=["GET", "POST"])
@everybody
def join_by_provider(token: str) -> Answer:
    """Take the name and e-mail of somebody who was invited, and send them to the provider."""
    invitation = invitations.invitation(db(), token, signed_in(), now=now())
    if not config().oidc_issuer or signed_in() or invitation.is_claimed:
        return redirect(url_for("people.welcome", token=token), 303)
    form = InvitedForm()
    if form.accepts():
        new = NewPerson(token, form.name.data or "", form.email.data or "")
        return go(url_for("people.welcome", token=token, sprog=None), new=new)
    page = render_template("people/provider_join.html", form=form, token=token)
    return (page, 400) if form.errors else page


@bp.get("/log-ind/retur")
@everybody
def from_provider() -> Answer:
    """Sign in who comes back from the provider, or tie their account there. It works once."""
    provider, (token, onward) = the_provider(), _kept()
    if provider is None:
        return redirect(url_for("people.sign_in"), 303)
    answer = _answer(provider, token, onward)
    response = make_response(answer)
    response.delete_cookie(_cookie(), secure=config().https, httponly=True, samesite="Lax")
    return response


def go(
    onward: str | None, *, viewer: Viewer | None = None, new: NewPerson | None = None
) -> Response:
    """Send the browser to the provider, by a page of ours.

    Not by a redirect: browsers hold those to `form-action`, which names no other site.
    """
    provider = the_provider()
    assert provider is not None  # noqa: S101
    try:
        sent = provider_sign_in.send(
            db(), state().tries, provider, source=source(), viewer=viewer, new=new, now=now()
        )
    except TooManyTries:
        return _refused(too_many(), 429, onward)
    except ProviderSilent:
        return _refused(_silent(), 503, onward)
    response = make_response(render_template("people/provider_go.html", address=sent.address), 200)
    response.headers["Refresh"] = f"0; url={sent.address}"
    response.set_cookie(
        _cookie(),
        f"{sent.token}|{quote(onward or '', '')}",
        max_age=provider_sign_in.LASTS,
        secure=config().https,
        httponly=True,
        samesite="Lax",
    )
    return response


def the_provider() -> Provider | None:
    """Return the provider of the settings, if there is one."""
    settings = config()
    if settings.oidc_issuer is None:
        return None
    return Provider(
        settings.oidc_issuer,
        settings.oidc_client_id,
        settings.oidc_client_secret,
        settings.base_url + url_for("people.from_provider", sprog=None),
        settings.oidc_two_steps,
    )


def _answer(provider: Provider, token: str, onward: str | None) -> Answer:
    returned = provider_sign_in.Returned(
        token, request.args.get("state", ""), request.args.get("code", "")
    )
    try:
        found = provider_sign_in.come_back(
            db(),
            provider,
            returned,
            viewer=signed_in(),
            devices=tuple(known_device.tokens()),
            sends_mail=config().sends_mail,
            language=language(),
            now=now(),
        )
    except provider_sign_in.EmailTaken:
        # They may have an account already, and sign in with it to accept.
        sentence = _("Du har en adgang i forvejen. Log ind med den for at tage imod invitationen.")
        return _refused(sentence, 400, onward)
    except tuple(REFUSALS) as error:
        sentence, status = REFUSALS[type(error)]()
        return _refused(sentence, status, onward)
    if isinstance(found, Tied):
        return done(
            _("Du kan nu logge ind med %(name)s.", name=config().oidc_name), "people.account"
        )
    if isinstance(found, HalfWay):
        return code_page(nothing_typed(SecondStepForm()), found.token, None, onward)
    # The provider knows whether to remember them; so here nobody needs to.
    return begin(
        found.token,
        onward or url_for("people.start"),
        is_two_steps=provider.asks_two_steps,
        remembered=False,
    )


def _refused(sentence: str, status: int, onward: str | None) -> Response:
    if signed_in():
        return done(sentence, "people.provider_tie")
    is_welcome = onward is not None and onward.startswith("/velkommen/")
    return sign_in_saying(
        sentence, status, onward=onward, invitation=onward if is_welcome else None
    )


def _silent() -> str:
    return str(
        _(
            "%(name)s svarer ikke lige nu. Prøv igen om lidt, eller log ind med adgangskode.",
            name=config().oidc_name,
        )
    )


REFUSALS: dict[type[Exception], Callable[[], tuple[str, int]]] = {
    provider_sign_in.ProviderSignInOver: lambda: (
        _("Der gik for lang tid, eller det blev begyndt et andet sted. Prøv igen."),
        400,
    ),
    provider_sign_in.ProviderDeclined: lambda: (
        _("Du blev ikke logget ind hos %(name)s.", name=config().oidc_name),
        400,
    ),
    provider_sign_in.SubjectUnknown: lambda: (
        _(
            "Din adgang hos %(name)s er ikke forbundet med nogen her. Brug linket i din "
            "invitation, eller log ind med adgangskode og forbind den på din konto.",
            name=config().oidc_name,
        ),
        400,
    ),
    SubjectTaken: lambda: (
        _("En af de to adgange er allerede forbundet med en anden."),
        400,
    ),
    ProviderNotBelieved: lambda: (
        _("%(name)s gav et svar, vi ikke kan bruge. Prøv igen.", name=config().oidc_name),
        400,
    ),
    ProviderSilent: lambda: (_silent(), 503),
    NotFound: lambda: (_("Invitationen kan ikke bruges længere."), 400),
}
"""What is said when nobody is signed in, and with which status."""


def _kept() -> tuple[str, str | None]:
    """Return the token that the browser kept meanwhile, and the page of ours to go on to."""
    token, _mark, onward = request.cookies.get(_cookie(), "").partition("|")
    return token if token.isascii() else "", own_address(unquote(onward))


def _cookie() -> str:
    # Browsers send a `__Host-` cookie only to this host, over HTTPS.
    return "__Host-udbyder" if config().https else "udbyder"
