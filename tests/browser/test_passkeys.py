"""Making and using a passkey with the browser's own authenticator, by keyboard and narrow."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, CDPSession, Page, expect

from app.db import Database
from app.models import Person
from app.web.platform.context import State
from app.web.platform.language import LANGUAGES
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.looks import looks_right
from tests.support.browser.measures import NARROW
from tests.support.cast import PASSWORD, Cast
from tests.support.server import Server

pytestmark = pytest.mark.browser

OWN = "/konto/adgangsnoegler"
IN_ENGLISH = {
    "Adgangsnøgler": "Passkeys",
    "Fortsæt": "Continue",
    "Gem adgangsnøglen": "Save the passkey",
    "Jeg har gemt dem": "I have saved them",
    "Log ind": "Sign in",
    "Log ud": "Sign out",
    "Log ind med adgangsnøgle": "Sign in with a passkey",
    "Brug din adgangsnøgle": "Use your passkey",
    "Brug en adgangsnøgle i stedet": "Use a passkey instead",
    "Giv navn: Min telefon": "Name it: Min telefon",
    "Gem": "Save",
    "Fjern: Hjemme": "Remove: Hjemme",
    "Ja, fjern den": "Yes, remove it",
}
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "automaticPresenceSimulation": True,
    "isUserVerified": True,
}


@pytest.fixture
def site(app: Flask, server: Server) -> str:
    """The server by its name: browsers make no passkeys for a number."""
    state: State = app.extensions["her_i_dag"]
    address = f"http://localhost:{server.port}"
    config = dataclasses.replace(state.config, base_url=address)
    app.extensions["her_i_dag"] = dataclasses.replace(state, config=config)
    return address


def with_authenticator(page: Page, **more: object) -> tuple[CDPSession, str]:
    """Give the page's browser a phone that does what it is asked."""
    told = page.context.new_cdp_session(page)
    told.send("WebAuthn.enable")
    made = told.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | more})
    return told, made["authenticatorId"]


def signs_in(page: Page, keys: Keyboard, email: str, words: str = "Log ind") -> None:
    page.goto("/log-ind")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    keys.press(words)


def adds_one(page: Page, keys: Keyboard, said: Callable[[str], str]) -> None:
    page.fill("[name=name]", "Min telefon")
    page.fill("[name=password]", PASSWORD)
    keys.press(said("Fortsæt"))
    looks_right(page, "saving")
    keys.press(said("Gem adgangsnøglen"))
    expect(page.locator(".codes li")).to_have_count(10)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_added_used_named_and_removed(
    opens: Opens, site: str, cast: Cast, db: Database, language: str
) -> None:
    def said(words: str) -> str:
        return words if language == "da" else IN_ENGLISH[words]

    with db.writing() as session:
        session.query(Person).update({Person.language: language})
    locale = "da-DK" if language == "da" else "en-GB"
    page = opens(phone=False, viewport=NARROW, locale=locale, base_url=site).new_page()
    with_authenticator(page)
    keys = Keyboard(page)
    signs_in(page, keys, cast.kim, said("Log ind"))
    page.goto("/konto")
    keys.press(said("Adgangsnøgler"))
    looks_right(page, "none yet")
    adds_one(page, keys, said)
    keys.press(said("Jeg har gemt dem"))
    looks_right(page, "one")
    page.goto(f"{OWN}/noedkoder")
    looks_right(page, "new recovery codes")

    page.goto("/konto")
    keys.press(said("Log ud"))
    looks_right(page, "the sign-in")
    keys.press(said("Log ind med adgangsnøgle"))
    page.wait_for_url("**/overblik")

    page.goto("/konto")
    keys.press(said("Log ud"))
    signs_in(page, keys, cast.kim, said("Log ind"))
    looks_right(page, "the second step")
    keys.press(said("Brug din adgangsnøgle"))
    page.wait_for_url("**/overblik")

    page.goto(OWN)
    keys.press(said("Giv navn: Min telefon"))
    looks_right(page, "naming")
    page.fill("[name=name]", "Hjemme")
    keys.press(said("Gem"))
    keys.press(said("Fjern: Hjemme"))
    looks_right(page, "removing")
    page.fill("[name=password]", "forkert adgangskode")
    keys.press(said("Ja, fjern den"))
    looks_right(page, "a wrong password")
    page.fill("[name=password]", PASSWORD)
    keys.press(said("Ja, fjern den"))
    expect(page.get_by_text("Hjemme")).to_have_count(0)

    page.goto("/konto")
    keys.press(said("Log ud"))
    keys.press(said("Log ind med adgangsnøgle"))
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page, "one that was removed")


def test_a_coordinator_who_needs_two_steps_takes_a_passkey(
    opens: Opens, app: Flask, site: str, cast: Cast
) -> None:
    state: State = app.extensions["her_i_dag"]
    config = dataclasses.replace(state.config, second_factor=True)
    app.extensions["her_i_dag"] = dataclasses.replace(state, config=config)
    page = opens(phone=False, viewport=NARROW, base_url=site).new_page()
    with_authenticator(page)
    keys = Keyboard(page)
    page.goto("/rapporter")
    page.fill("[name=email]", cast.kim)
    page.fill("[name=password]", PASSWORD)
    keys.press("Log ind")
    keys.press("Brug en adgangsnøgle i stedet")
    looks_right(page, "led to it")
    adds_one(page, keys, str)
    keys.press("Jeg har gemt dem")
    page.wait_for_url("**/rapporter**")


def test_a_copy_is_refused(opens: Opens, site: str, cast: Cast) -> None:
    """Its count went back: it was used elsewhere meanwhile."""
    page = opens(phone=False, base_url=site).new_page()
    told, phone = with_authenticator(page)
    keys = Keyboard(page)
    signs_in(page, keys, cast.kim)
    page.goto(OWN)
    adds_one(page, keys, str)
    (stolen,) = told.send("WebAuthn.getCredentials", {"authenticatorId": phone})["credentials"]

    def signs_in_with_it() -> None:
        page.context.clear_cookies()
        page.goto("/log-ind")
        keys.press("Log ind med adgangsnøgle")

    for _time in range(2):
        signs_in_with_it()
        page.wait_for_url("**/overblik")
    mine = {"authenticatorId": phone}
    told.send("WebAuthn.clearCredentials", mine)
    told.send("WebAuthn.addCredential", mine | {"credential": stolen | {"signCount": 1}})
    signs_in_with_it()
    expect(page.get_by_role("alert").first).to_contain_text("Adgangsnøglen passer ikke")


def test_a_phone_that_does_not_know_its_owner_is_no_password(
    opens: Opens, site: str, cast: Cast
) -> None:
    page = opens(phone=False, base_url=site).new_page()
    told, phone = with_authenticator(page)
    keys = Keyboard(page)
    signs_in(page, keys, cast.kim)
    page.goto(OWN)
    adds_one(page, keys, str)
    page.context.clear_cookies()
    told.send("WebAuthn.setUserVerified", {"authenticatorId": phone, "isUserVerified": False})
    page.goto("/log-ind")
    keys.press("Log ind med adgangsnøgle")
    expect(page.get_by_role("alert")).to_contain_text("Det lykkedes ikke.")
    keys.press("Log ind med adgangskode")
    expect(page.get_by_label("E-mail")).to_be_visible()


def test_without_scripts_it_says_what_to_do_instead(
    opens: Opens, site: str, cast: Cast, sign_in: Callable[[BrowserContext, str], None]
) -> None:
    page = opens(java_script_enabled=False, base_url=site).new_page()
    page.goto("/log-ind")
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    expect(page.get_by_text("Log ind med din adgangskode.")).to_be_visible()
    expect(page.get_by_role("button", name="Brug din adgangsnøgle")).to_have_count(0)


def test_where_the_address_is_a_number_none_is_offered(opens: Opens, server: Server) -> None:
    page = opens().new_page()
    page.goto("/log-ind")
    expect(page.get_by_role("button", name="Log ind med adgangsnøgle")).to_have_count(0)
