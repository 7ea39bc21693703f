"""Somebody waits to be confirmed: the page's title says so, and a sound where it is switched on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import update

from app.db import Database
from app.models import Venue
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast

pytestmark = pytest.mark.browser
# Counts the notes that the browser is asked to play.
NOTES = """
self.notes = 0;
self.OscillatorNode = class extends OscillatorNode {
  start(...when) { self.notes += 1; super.start(...when); }
};
"""


@pytest.fixture
def arrive(opens: Opens, cast: Cast, db: Database) -> Callable[[], None]:
    """Somebody arrives, and is above the venue's cap from the second on."""
    with db.writing() as session:
        session.execute(update(Venue).where(Venue.id == cast.shop).values(daily_cap=1))

    def come() -> None:
        phone = opens(java_script_enabled=False).new_page()
        phone.goto(f"/c/{cast.shop_code}")
        phone.get_by_role("button", name="Jeg er her", exact=True).click()
        phone.get_by_text("Tak", exact=True).first.wait_for()

    return come


@pytest.fixture
def page(opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast) -> Page:
    context = opens()
    context.add_init_script(NOTES)
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    return page


def test_the_title_says_how_many_wait(page: Page, arrive: Callable[[], None]) -> None:
    title = page.title()
    arrive()
    assert not title.startswith("(")
    arrive()
    until(lambda: page.title() == f"(1) {title}")
    arrive()
    until(lambda: page.title() == f"(2) {title}")
    page.get_by_role("button", name="Tæl dem med").click()
    page.wait_for_load_state()
    assert page.title() == title
    assert page.evaluate("self.notes") == 0  # Off until somebody switches it on.


def test_it_sounds_where_it_is_switched_on_and_remembers_that(
    page: Page, arrive: Callable[[], None]
) -> None:
    sound = page.get_by_role("button", name="Lyd, når nogen venter")
    assert sound.get_attribute("aria-pressed") == "false"
    sound.click()
    assert sound.get_attribute("aria-pressed") == "true"
    heard = page.evaluate("self.notes")
    assert heard > 0  # so that one knows what to listen for
    arrive()
    arrive()
    until(lambda: page.title().startswith("(1)"))
    assert page.evaluate("self.notes") > heard
    page.reload()
    assert sound.get_attribute("aria-pressed") == "true"
    assert page.evaluate("self.notes") == 0  # Nobody has come since.
    sound.click()
    assert page.evaluate("localStorage.getItem('board-sound')") is None
