"""Naming and ending sessions on the account page, by keyboard, in a narrow window."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import expect

from app.db import Database
from app.models import Person
from app.web.platform.language import LANGUAGES
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.looks import looks_right
from tests.support.browser.measures import NARROW
from tests.support.cast import PASSWORD, Cast
from tests.support.visit import Visitor

pytestmark = pytest.mark.browser

LONGEST = "Bestyrelseslokalerneskontorcomputernr."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_phone_is_signed_out_with_the_keyboard(
    opens: Opens, app: Flask, cast: Cast, db: Database, language: str
) -> None:
    danish = language == "da"
    with db.writing() as session:
        session.query(Person).update({Person.language: language})
    lost, office = (Visitor(app).sign_in(cast.kim) for _ in range(2))
    lost.post("/konto/logget-ind", name="Min telefon")
    office.post("/konto/logget-ind", name=LONGEST)
    page = opens(phone=False, viewport=NARROW, locale="da-DK" if danish else "en-GB").new_page()
    keys = Keyboard(page)
    page.goto("/log-ind")
    page.fill("[name=email]", cast.kim)
    page.fill("[name=password]", PASSWORD)
    keys.press("Log ind" if danish else "Sign in")
    page.goto("/konto")
    looks_right(page, "three sessions")
    keys.press("Giv navn: Uden navn" if danish else "Name it: No name")
    looks_right(page, "naming")
    keys.type("Navn" if danish else "Name", "Hjemme 241270-1234")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page, "a CPR number")
    page.fill("[name=name]", "Hjemme")
    page.keyboard.press("Enter")
    expect(page.locator(".acts li").first).to_contain_text("Hjemme")
    keys.press("Log ud der: Min telefon" if danish else "Sign out there: Min telefon")
    expect(page.locator(".acts li")).to_have_count(2)
    assert "/log-ind" in lost.get("/konto").response.request.path
    keys.press("Log ud alle andre steder" if danish else "Sign out everywhere else")
    expect(page.locator(".acts li")).to_have_count(1)
    assert "/log-ind" in office.get("/konto").response.request.path
