"""A choice on the thank-you page leaves its visitor where they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from sqlalchemy import select

from app.db import Database
from app.models import Visit
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast

pytestmark = pytest.mark.browser

HERE, BARE = "Jeg er her", "I dag er jeg her bare"
FOCUSED = "document.activeElement.id"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def thanked(opens: Opens, cast: Cast) -> Callable[..., Page]:
    """The page after *Jeg er her*, with or without scripts."""

    def thanked(**more: Any) -> Page:
        page = opens(viewport=PHONE, **more).new_page()
        page.goto(f"/c/{cast.shop_code}")
        page.get_by_role("button", name=HERE, exact=True).click()
        page.get_by_role("heading", name="Tak", exact=True).wait_for()
        return page

    return thanked


def row(page: Page, name: str, pressed: str) -> Locator:
    found = page.get_by_role("button", name=name, exact=True)
    return found.and_(page.locator(f"[aria-pressed={pressed}]"))


@pytest.mark.parametrize("name", ["laver mad", "Strikkecafé", "Jeg har en idé"])
def test_a_choice_changes_in_place_and_keeps_focus(thanked: Callable[..., Page], name: str) -> None:
    page = thanked()
    page.evaluate("self.sameDocument = true")
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
    row(page, name, "false").focus()
    before = page.evaluate("scrollY"), page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    row(page, name, "true").wait_for()
    assert page.evaluate("self.sameDocument"), "no other page was loaded"
    assert (page.evaluate("scrollY"), page.evaluate(FOCUSED)) == before
    assert before[1]
    assert page.locator("main details:not([open])").count() == 0
    assert name in page.locator(".chosen").inner_text()
    # The row is the new page's: the next press is the other way round.
    page.keyboard.press("Enter")
    row(page, name, "false").wait_for()


def test_quick_taps_on_the_stepper_add_up(
    thanked: Callable[..., Page], cast: Cast, db: Database
) -> None:
    page = thanked()
    more = page.locator("#more")
    for _time in range(3):
        more.click()
    page.get_by_text("Vi er 4", exact=True).wait_for()
    page.locator("#fewer").focus()
    for _time in range(4):
        page.keyboard.press("Enter")
    page.locator("output", has_text="1").wait_for()
    page.locator(".chosen", has_text=HERE).wait_for()
    assert page.evaluate(FOCUSED) == "fewer", (
        "it keeps the focus, though there are no fewer than one"
    )
    until(lambda: stored(db) == [1])


@pytest.mark.parametrize("name", ["laver mad", "Strikkecafé"])
def test_without_scripts_it_comes_back_to_the_pressed_row(
    thanked: Callable[..., Page], name: str
) -> None:
    page = thanked(java_script_enabled=False)
    if name == "Strikkecafé":
        page.get_by_text("Det sker her i dag", exact=True).click()
    row(page, name, "false").click()
    in_view(row(page, name, "true"))
    assert "#" in page.url


def test_without_scripts_the_stepper_steps(thanked: Callable[..., Page]) -> None:
    page = thanked(java_script_enabled=False)
    for size in (2, 3):
        page.get_by_role("button", name=f"Vi er {size}", exact=True).click()
        page.locator("output", has_text=str(size)).wait_for()
        in_view(page.locator("output"))


def stored(db: Database) -> Sequence[int]:
    with db.reading() as session:
        return session.scalars(select(Visit.size)).all()


def in_view(found: Locator) -> None:
    box = box_of(found)
    assert 0 <= box["y"] <= PHONE["height"] - box["height"]


@pytest.mark.parametrize("width", [320, 360, 412])
def test_everything_stands_in_the_same_place_after_either_answer(
    opens: Opens, cast: Cast, width: int
) -> None:
    boxes = []
    for answer in (HERE, BARE):
        page = opens(viewport={"width": width, "height": 740}).new_page()
        page.goto(f"/c/{cast.knitting_code}")
        page.get_by_role("button", name=answer, exact=True).click()
        page.get_by_role("heading", name="Tak", exact=True).wait_for()
        boxes.append([box_of(each) for each in page.locator("main button:visible").all()])
        boxes[-1] += [box_of(page.locator(".thanks"))]
        assert box_of(page.locator(".undo"))["y"] < 740 / 2 + 48, "in the first screen"
    assert boxes[0] == boxes[1]


def test_undo_is_in_the_first_screen_of_a_phone_on_its_side(opens: Opens, cast: Cast) -> None:
    page = opens(viewport={"width": 740, "height": 360}).new_page()
    page.goto(f"/c/{cast.knitting_code}")
    page.get_by_role("button", name=HERE, exact=True).click()
    page.get_by_role("heading", name="Tak", exact=True).wait_for()
    for found in (".undo button", ".choices button"):
        box = box_of(page.locator(found).first)
        assert 0 <= box["y"] <= 360 - box["height"], found


def test_the_other_answer_changes_in_place_too(thanked: Callable[..., Page]) -> None:
    page = thanked()
    for name, other in ((BARE, HERE), (HERE, BARE)):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=other, exact=True).wait_for()
        assert page.evaluate(FOCUSED) == "answer"
