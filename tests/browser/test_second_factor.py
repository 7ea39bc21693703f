"""Setting up a second factor and signing in with it, by keyboard, in a narrow window."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect
from pyotp import parse_uri

from app.models import Person
from app.web.platform.language import LANGUAGES
from tests.browser.axe import violations
from tests.browser.conftest import Opens
from tests.browser.keyboard import Keyboard
from tests.browser.measures import NARROW, Measures
from tests.people.codes import CodeApp
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock

pytestmark = pytest.mark.browser


def looks_right(page: Page, name: str) -> None:
    """What axe, targets, contrast and narrow windows show of the open page."""
    assert not violations(page), name
    measures = Measures(page)
    measures.targets(name, least=44, between=0)
    measures.room(name)
    measures.no_complaints()


def scanned(page: Page) -> str:
    """The text of the QR code that the page shows, as a phone in front of it reads it."""
    shot = Image.open(io.BytesIO(page.locator("img.qr").screenshot()))
    return zxingcpp.read_barcodes(shot)[0].text


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_set_up_and_used_with_the_keyboard(
    opens: Opens, cast: Cast, db, clock: Clock, language: str
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

    for code in (phone.code, lambda: recovery):
        clock.pass_(seconds=30)
        page.goto("/konto")
        keys.press("Log ud" if danish else "Sign out")
        signs_in()
        looks_right(page, "the second step")
        keys.type("Kode" if danish else "Code", code())
        page.keyboard.press("Enter")
        page.wait_for_url("**/overblik")


def test_it_works_without_scripts(opens: Opens, cast: Cast, sign_in, clock: Clock) -> None:
    context = opens(java_script_enabled=False)
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto("/konto/to-trin")
    phone = CodeApp(page.locator("code").inner_text().replace(" ", ""), clock)
    page.get_by_label("Kode fra appen").fill(phone.code())
    page.get_by_role("button", name="Slå to trin til").click()
    expect(page.locator(".codes li")).to_have_count(10)
