"""Signing in with a provider, in a real browser, by keyboard, in a narrow window."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Route, expect

from app.db import Database
from app.models import Person
from app.web.platform.language import LANGUAGES
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.looks import looks_right
from tests.support.browser.measures import NARROW
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.joining import invited
from tests.support.provider import NAME, LocalProvider, clocked, local_provider, with_provider
from tests.support.visit import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture
def provider(clock: Clock) -> Iterator[LocalProvider]:
    with local_provider() as found:
        clocked(found, clock)
        yield found


@pytest.fixture
def with_it(app: Flask, provider: LocalProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    state = app.extensions["her_i_dag"]
    config = with_provider(state.config, provider)
    monkeypatch.setitem(app.extensions, "her_i_dag", dataclasses.replace(state, config=config))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_the_way_there_is_one_too(opens: Opens, with_it: None, language: str) -> None:
    """It leads on by itself; where it does not, there is a link."""
    locale = "da-DK" if language == "da" else "en-GB"
    page = opens(phone=False, viewport=NARROW, locale=locale).new_page()

    def stays(route: Route) -> None:
        answer = route.fetch()
        headers = {name: told for name, told in answer.headers.items() if name != "refresh"}
        assert headers != answer.headers, "it would lead on"
        route.fulfill(response=answer, headers=headers)

    page.route("**/log-ind/udbyder*", stays)
    page.goto("/log-ind")
    button = f"Log ind med {NAME}" if language == "da" else f"Sign in with {NAME}"
    Keyboard(page).press(button)
    on = f"Videre til {NAME}" if language == "da" else f"On to {NAME}"
    expect(page.get_by_role("heading", level=1)).to_have_text(on)
    looks_right(page, "on the way")
    Keyboard(page).press(on)
    page.wait_for_url("**/log-ind/retur*")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_joined_tied_and_used_with_the_keyboard(
    opens: Opens,
    app: Flask,
    cast: Cast,
    db: Database,
    provider: LocalProvider,
    with_it: None,
    language: str,
) -> None:
    """The page's policy names no other site, and the browser goes there and comes back."""
    danish = language == "da"
    button = f"Log ind med {NAME}" if danish else f"Sign in with {NAME}"
    link = invited(Visitor(app).sign_in(cast.kim), cast.partnership, venues=[str(cast.shop)])
    with db.writing() as session:
        session.query(Person).update({Person.language: language})
    locale = "da-DK" if danish else "en-GB"

    # Kim ties her account, unties it, and ties it again.
    page = opens(phone=False, viewport=NARROW, locale=locale).new_page()
    keys = Keyboard(page)
    page.goto("/log-ind")
    looks_right(page, "sign-in")
    page.fill("[name=email]", cast.kim)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/overblik")
    page.goto("/konto/udbyder")
    looks_right(page, "not tied")
    page.fill("[name=old]", PASSWORD)
    keys.press("Forbind min konto" if danish else "Link my account")
    page.wait_for_url("**/konto")
    expect(page.get_by_role("status")).to_contain_text(NAME)
    keys.press(button)
    looks_right(page, "tied")
    page.goto("/konto")
    keys.press("Log ud" if danish else "Sign out")
    page.goto("/rapporter")
    keys.press(button)
    page.wait_for_url("**/rapporter*")

    # An unknown account there gets a sentence.
    provider.who = "ida-there"
    page = opens(phone=False, viewport=NARROW, locale=locale).new_page()
    keys = Keyboard(page)
    page.goto("/log-ind")
    keys.press(button)
    page.wait_for_url("**/log-ind/retur*")
    expect(page.get_by_role("alert")).to_contain_text(NAME)
    looks_right(page, "unknown")

    # With an invitation it becomes hers.
    page.goto(link)
    keys.press(button)
    looks_right(page, "an invitation")
    keys.type("Dit navn" if danish else "Your name", "Ida")
    keys.type("Din e-mail" if danish else "Your email address", "ida@example.dk")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{link}")
    keys.press("Tag imod invitationen" if danish else "Accept the invitation")
    page.wait_for_url("**/i-dag/**")
    page.goto("/konto/udbyder")
    looks_right(page, "the only way in")
