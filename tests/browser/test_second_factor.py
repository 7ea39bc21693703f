"""Setting up a second factor and signing in with it, by keyboard, in a narrow window."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable

import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from pyotp import parse_uri

from app.db import Database
from app.models import Membership, Person
from app.web.platform.context import State
from app.web.platform.language import LANGUAGES
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.looks import looks_right
from tests.support.browser.measures import NARROW
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.people.codes import CodeApp

pytestmark = pytest.mark.browser


def scanned(page: Page) -> str:
    """The text of the QR code that the page shows, as a phone in front of it reads it."""
    shot = Image.open(io.BytesIO(page.locator("img.qr").screenshot()))
    return zxingcpp.read_barcodes(shot)[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_set_up_and_used_with_the_keyboard(
    opens: Opens, cast: Cast, db: Database, clock: Clock, language: str
) -> None:
    danish = language == "da"
    with db.writing() as session:
        session.query(Person).update({Person.language: language})
    page = opens(phone=False, viewport=NARROW, locale="da-DK" if danish else "en-GB").new_page()
    keys = Keyboard(page)

    def signs_in() -> None:
        page.goto("/log-ind")
        page.fill("[name=email]", cast.kim)
        page.fill("[name=password]", PASSWORD)
        keys.press("Log ind" if danish else "Sign in")

    signs_in()
    page.goto("/konto")
    keys.press("Log ind i to trin" if danish else "Sign in in two steps")
    looks_right(page, "set-up")
    app = parse_uri(scanned(page))
    assert app.name == cast.kim
    phone = CodeApp(app.secret, clock)
    keys.type("Kode fra appen" if danish else "Code from the app", phone.wrong())
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    looks_right(page, "a wrong code")
    keys.type("Kode fra appen" if danish else "Code from the app", phone.code())
    page.keyboard.press("Enter")
    expect(page.locator(".codes li")).to_have_count(10)
    looks_right(page, "recovery codes")
    recovery = page.locator(".codes code").first.inner_text()
    page.emulate_media(media="print")
    expect(page.locator(".codes code").first).to_be_visible()
    expect(page.get_by_role("link")).to_have_count(0)
    page.emulate_media(media="screen")
    keys.press("Jeg har gemt dem" if danish else "I have saved them")
    looks_right(page, "switched on")

    codes: list[Callable[[], str]] = [phone.code, lambda: recovery]
    for code in codes:
        clock.pass_(seconds=30)
        page.goto("/konto")
        keys.press("Log ud" if danish else "Sign out")
        signs_in()
        looks_right(page, "the second step")
        keys.type("Kode" if danish else "Code", code())
        page.keyboard.press("Enter")
        page.wait_for_url("**/overblik")


def test_it_works_without_scripts(
    opens: Opens, cast: Cast, sign_in: Callable[[BrowserContext, str], None], clock: Clock
) -> None:
    context = opens(java_script_enabled=False)
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto("/konto/to-trin")
    phone = CodeApp(page.locator("code").inner_text().replace(" ", ""), clock)
    page.get_by_label("Kode fra appen").fill(phone.code())
    page.get_by_role("button", name="Slå to trin til").click()
    expect(page.locator(".codes li")).to_have_count(10)


def test_a_lost_one_is_reset_and_set_up_anew(
    opens: Opens,
    app: Flask,
    cast: Cast,
    db: Database,
    sign_in: Callable[[BrowserContext, str], None],
    clock: Clock,
) -> None:
    """Ane has lost hers. Kim resets it, and Ane is told and led to setting up another."""
    with db.writing() as session:
        ane_id = session.query(Person).filter_by(email=cast.ane).one().id
        session.get_one(Membership, (ane_id, cast.partnership)).duty = "coordinator"
        session.get_one(Person, ane_id).totp_secret = "A" * 32
    context = opens(phone=False, viewport=NARROW)
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/partnerskab/{cast.partnership}/personer/{ane_id}")
    keys = Keyboard(page)
    keys.press("Nulstil to trin")
    looks_right(page, "asking")
    keys.press("Ja, nulstil")
    expect(page.get_by_role("status")).to_contain_text("Ane kan nu logge ind")

    state: State = app.extensions["her_i_dag"]
    config = dataclasses.replace(state.config, second_factor=True)
    app.extensions["her_i_dag"] = dataclasses.replace(state, config=config)
    page = opens(phone=False, viewport=NARROW).new_page()
    page.goto("/rapporter")
    page.fill("[name=email]", cast.ane)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/konto/to-trin"))
    expect(page.get_by_role("status")).to_contain_text("Dine to trin blev nulstillet")
    looks_right(page, "led to it")
    phone = CodeApp(page.locator("code").inner_text().replace(" ", ""), clock)
    page.get_by_label("Kode fra appen").fill(phone.code())
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Jeg har gemt dem").click()
    page.wait_for_url(re.compile("/rapporter"))
