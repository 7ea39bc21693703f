"""Signing in through a provider outside: a real one on this machine, with real tokens."""

from __future__ import annotations

import dataclasses
import http.server
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.models import Person, ProviderSignIn, SignIn, TiedSubject
from app.services.people.codes import forget_steps
from app.services.people.tries import LIMITS, TriedBy
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.authenticator import Authenticator, options_on
from tests.support.people.codes import is_signed_in, switch_on
from tests.support.provider import NAME, LocalProvider, signed_in_there, way_back
from tests.support.visit import Page, Visitor

BUTTON = f"Log ind med {NAME}"


@pytest.fixture
def kim(tied: Callable[[str, str], Visitor], cast: Cast) -> Visitor:
    """Has tied her account, and is signed out."""
    person = tied(cast.kim, "kim-there")
    person.press(person.get("/konto"), "Log ud")
    return person


def begun(app: Flask, path: str = "/log-ind") -> tuple[Visitor, Page]:
    """Somebody who is at the provider."""
    visitor = Visitor(app)
    return visitor, visitor.press(visitor.get(path), BUTTON)


def refused(visitor: Visitor, path: str, sentence: str, status: int = 400) -> None:
    page = visitor.get(path, status=status)
    assert sentence in page.text
    assert page.h1 == "Log ind"
    assert visitor.client.get("/konto").status_code == 303


def test_it_signs_in_who_has_tied_an_account(
    app: Flask, kim: Visitor, provider: LocalProvider, db: Database
) -> None:
    visitor = Visitor(app)
    signed_in_there(visitor, provider)
    assert is_signed_in(visitor)
    assert visitor.client.get_cookie("udbyder") is None
    with db.reading() as session:
        assert session.query(ProviderSignIn).count() == 0
        [row] = session.query(TiedSubject)
        assert (row.issuer, row.subject) == (provider.issuer, "kim-there")


def test_it_leads_on_to_the_page_that_one_wanted(
    app: Flask, kim: Visitor, provider: LocalProvider
) -> None:
    visitor = Visitor(app)
    page = visitor.get("/rapporter")
    page = visitor.get(way_back(provider, visitor.press(page, BUTTON)))
    assert page.response.request.path.startswith("/rapporter")


def test_without_a_provider_there_is_nothing_of_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = app.extensions["her_i_dag"]
    off = dataclasses.replace(state.config, oidc_issuer=None)
    monkeypatch.setitem(app.extensions, "her_i_dag", dataclasses.replace(state, config=off))
    visitor = Visitor(app)
    assert NAME not in visitor.get("/log-ind").text
    for path in ("/log-ind/retur?state=x&code=x", "/konto/udbyder"):
        visitor.get(path, status=303, follow=False)
    visitor.post("/log-ind/udbyder", status=303, follow=False)
    assert NAME not in visitor.sign_in(cast.kim).get("/konto").text


def test_an_unknown_account_there_opens_none_here(
    app: Flask, db: Database, cast: Cast, kim: Visitor, provider: LocalProvider
) -> None:
    """Whatever e-mail it says that it has."""
    provider.who = "somebody"
    provider.says = {"email": cast.kim, "email_verified": True, "preferred_username": cast.kim}
    visitor, page = begun(app)
    with db.reading() as session:
        people = session.query(Person).count()
    refused(visitor, way_back(provider, page), "ikke forbundet med nogen her")
    with db.reading() as session:
        assert session.query(Person).count() == people


def test_the_way_back_works_once(app: Flask, kim: Visitor, provider: LocalProvider) -> None:
    visitor, page = begun(app)
    path = way_back(provider, page)
    cookie = visitor.client.kept()["udbyder"]
    visitor.get(path)
    visitor.press(visitor.get("/konto"), "Log ud")
    visitor.client.set_cookie("udbyder", cookie)
    refused(visitor, path, "Der gik for lang tid")


def test_it_takes_no_forged_state_and_keeps_the_right_one(
    app: Flask, kim: Visitor, provider: LocalProvider
) -> None:
    visitor, page = begun(app)
    path = way_back(provider, page)
    cookie = visitor.client.kept()["udbyder"]
    refused(visitor, path.replace("state=", "state=0"), "Der gik for lang tid")
    refused(visitor, "/log-ind/retur?code=x&state=%C3%A6", "Der gik for lang tid")
    visitor.client.set_cookie("udbyder", cookie)
    visitor.get(path)
    assert is_signed_in(visitor)


def test_it_takes_nobody_who_began_elsewhere_or_nowhere(
    app: Flask, kim: Visitor, provider: LocalProvider
) -> None:
    """A link that somebody else has begun would sign one in to their account."""
    _visitor, page = begun(app)
    refused(Visitor(app), way_back(provider, page), "Der gik for lang tid")
    other, _page = begun(app)
    refused(other, way_back(provider, page), "Der gik for lang tid")


def test_it_takes_nobody_who_is_away_for_too_long(
    app: Flask, kim: Visitor, provider: LocalProvider, clock: Clock, db: Database
) -> None:
    visitor, page = begun(app)
    path = way_back(provider, page)
    clock.pass_(minutes=10)
    refused(visitor, path, "Der gik for lang tid")
    begun(app)
    clock.pass_(minutes=10)
    forget_steps(db, now=clock())
    with db.reading() as session:
        assert session.query(ProviderSignIn).count() == 0


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "somebody"},
    "others too": {"aud": ["her-i-dag", "somebody"]},
    "for another party": {"azp": "somebody"},
    "another issuer": {"iss": "https://login.example.dk"},
    "expired": {"exp": 1},
    "no expiry": {"exp": None},
    "no subject": {"sub": ""},
    "no name": {"sub": ["kim-there"]},
}


@pytest.mark.parametrize("lie", LIES)
def test_it_believes_no_token_that_is_not_for_this_sign_in(
    app: Flask, kim: Visitor, provider: LocalProvider, lie: str
) -> None:
    visitor, page = begun(app)
    provider.says = LIES[lie]
    refused(visitor, way_back(provider, page), f"{NAME} gav et svar, vi ikke kan bruge.")


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_it_believes_no_token_without_the_providers_signature(
    app: Flask, kim: Visitor, provider: LocalProvider, algorithm: str
) -> None:
    visitor, page = begun(app)
    provider.algorithm = algorithm
    refused(visitor, way_back(provider, page), "gav et svar, vi ikke kan bruge.")


def test_it_believes_no_other_key(app: Flask, kim: Visitor, provider: LocalProvider) -> None:
    visitor, page = begun(app)
    provider.signs_with = provider.other_key
    refused(visitor, way_back(provider, page), "gav et svar, vi ikke kan bruge.")


def test_it_believes_no_code_that_the_provider_does_not_know(
    app: Flask, kim: Visitor, provider: LocalProvider
) -> None:
    visitor, page = begun(app)
    path = way_back(provider, page).replace("code=", "code=x")
    refused(visitor, path, "gav et svar, vi ikke kan bruge.")


def test_it_says_so_when_the_provider_declines(
    app: Flask, kim: Visitor, provider: LocalProvider
) -> None:
    visitor, page = begun(app)
    state = way_back(provider, page).partition("state=")[2]
    path = f"/log-ind/retur?error=access_denied&state={state}"
    refused(visitor, path, f"Du blev ikke logget ind hos {NAME}.")


def hangs(handler: http.server.BaseHTTPRequestHandler) -> None:
    """Answer with a byte now and then."""
    for _time in range(40):
        try:
            handler.wfile.write(b"H")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.05)


def fails(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(500)
    handler.end_headers()


def moves(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/elsewhere")
    handler.end_headers()


def babbles(handler: http.server.BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(b"[1]")


@pytest.mark.parametrize("trouble", [hangs, fails, moves, babbles])
@pytest.mark.parametrize("where", ["openid-configuration", "token", "keys"])
def test_a_provider_in_trouble_leaves_the_password(
    app: Flask,
    cast: Cast,
    kim: Visitor,
    provider: LocalProvider,
    impatient: None,
    trouble: Callable[[http.server.BaseHTTPRequestHandler], None],
    where: str,
) -> None:
    visitor = Visitor(app)
    if where == "openid-configuration":
        provider.answers[where] = trouble
        page = visitor.press(visitor.get("/log-ind"), BUTTON, status=503)
    else:
        page = visitor.press(visitor.get("/log-ind"), BUTTON)
        path = way_back(provider, page)
        provider.answers[where] = trouble
        page = visitor.get(path, status=503)
    assert f"{NAME} svarer ikke lige nu." in page.text
    visitor.press(page, "Log ind", email=cast.ane, password=PASSWORD)
    assert is_signed_in(visitor)


def test_a_provider_that_is_gone_leaves_the_password(
    app: Flask, cast: Cast, kim: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = app.extensions["her_i_dag"]
    gone = dataclasses.replace(state.config, oidc_issuer="http://127.0.0.1:9/kommune")
    monkeypatch.setitem(app.extensions, "her_i_dag", dataclasses.replace(state, config=gone))
    visitor, page = Visitor(app), None
    page = visitor.press(visitor.get("/log-ind"), BUTTON, status=503)
    assert f"{NAME} svarer ikke lige nu." in page.text


def test_nothing_is_locked_while_the_provider_is_asked(
    app: Flask, db: Database, kim: Visitor, provider: LocalProvider
) -> None:
    """It writes to the database meanwhile, as anybody else may."""
    visitor, page = begun(app)

    def write() -> None:
        with db.writing() as session:
            session.query(Person).update({Person.last_venue_id: None})
        provider.says = {"written": True}

    provider.meanwhile = write
    visitor.get(way_back(provider, page))
    assert is_signed_in(visitor)
    assert provider.says == {"written": True}


def test_one_source_begins_so_many(app: Flask, kim: Visitor) -> None:
    limit = LIMITS[TriedBy.PROVIDER_SOURCE]
    visitor = Visitor(app)
    answers = [visitor.client.post("/log-ind/udbyder").status_code for _n in range(limit)]
    assert answers[-2:] == [200, 429], "the first one was kim's"


def test_a_code_is_asked_for_after_it(
    app: Flask,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
    clock: Clock,
) -> None:
    kim = tied(cast.kim, "kim-there")
    phone, _codes = switch_on(kim, clock)
    clock.pass_(seconds=30)
    visitor = Visitor(app)
    page = signed_in_there(visitor, provider)
    assert page.h1 == "Skriv koden"
    visitor.press(page, "Log ind", app_code=phone.code())
    assert is_signed_in(visitor)


def test_a_passkey_is_asked_for_after_it(
    app: Flask, cast: Cast, tied: Callable[[str, str], Visitor], provider: LocalProvider
) -> None:
    kim, phone = tied(cast.kim, "kim-there"), Authenticator()
    page = kim.press(
        kim.get("/konto/adgangsnoegler"), "Fortsæt", name="Min telefon", password=PASSWORD
    )
    kim.press(page, "Gem adgangsnøglen", credential=phone.make(options_on(page)))
    visitor = Visitor(app)
    page = signed_in_there(visitor, provider)
    assert page.h1 == "Brug din adgangsnøgle"
    assert not is_signed_in(visitor)
    visitor.press(page, "Brug din adgangsnøgle", credential=phone.use(options_on(page)))
    assert is_signed_in(visitor)


@pytest.mark.parametrize("asks", [True, False])
def test_coordinators_need_a_second_step_unless_the_provider_asks_it(
    app: Flask,
    cast: Cast,
    kim: Visitor,
    provider: LocalProvider,
    monkeypatch: pytest.MonkeyPatch,
    asks: bool,
) -> None:
    state = app.extensions["her_i_dag"]
    changed = dataclasses.replace(state.config, second_factor=True, oidc_two_steps=asks)
    monkeypatch.setitem(app.extensions, "her_i_dag", dataclasses.replace(state, config=changed))
    visitor = Visitor(app)
    page = signed_in_there(visitor, provider)
    assert page.h1 == ("Overblik" if asks else "Log ind i to trin")
    by_password = Visitor(app).sign_in(cast.kim)
    assert by_password.get("/overblik").h1 == "Log ind i to trin"


def test_signing_out_ends_the_session_here_alone(
    app: Flask, kim: Visitor, provider: LocalProvider, db: Database
) -> None:
    visitor = Visitor(app)
    signed_in_there(visitor, provider)
    assert f"er du stadig logget ind hos {NAME}" in visitor.get("/konto/udbyder").text
    asked = list(provider.asked)
    visitor.press(visitor.get("/konto"), "Log ud")
    assert provider.asked == asked
    with db.reading() as session:
        assert session.query(SignIn).count() == 0
