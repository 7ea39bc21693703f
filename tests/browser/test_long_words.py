"""Names as long as Danish makes them: no check-in page grows wider than the phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from app.db import Database
from app.models import Activity, Role, Venue
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import PHONE, Measures
from tests.support.cast import Cast

pytestmark = pytest.mark.browser

WORD = "Frivillighedskoordinationsmøde"
NARROWEST = """() => Math.min(...[...document.querySelectorAll("td")].map(
  (cell) => cell.clientWidth / parseFloat(getComputedStyle(cell).fontSize)))"""
LINES = "all => all.map((one) => [one.textContent, one.getClientRects().length])"


@pytest.fixture
def page(opens: Opens, db: Database, cast: Cast) -> Page:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).name = f"Huset for {WORD}"
        session.get_one(Activity, cast.knitting).name = f"{WORD} i haven"
        session.get_one(Role, cast.cooks).verb = WORD.lower()
    return opens(viewport=PHONE, java_script_enabled=False).new_page()


def test_it_gives_the_longest_words_room(page: Page, cast: Cast) -> None:
    measures, target = Measures(page), f"/c/{cast.knitting_code}"
    page.goto(target)
    measures.room("check-in")
    page.locator("button[value=her]").click()
    measures.room("my visit")
    page.locator("button[name=take]").first.click()
    measures.room("my visit, with the role")
    page.goto(f"{target}/gemt")
    measures.room("what is stored")
    measures.no_complaints()


def test_a_row_of_the_database_can_be_read_in_large_letters(page: Page, cast: Cast) -> None:
    target = f"/c/{cast.knitting_code}"
    page.goto(target)
    with page.expect_navigation():
        page.locator("button[value=her]").click()
    page.goto(f"{target}/gemt")
    page.locator(".raw summary").click()
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(NARROWEST) >= 4, "letters under each other"
