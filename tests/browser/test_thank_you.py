"""A choice on the thank-you page leaves its visitor where they were."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

HERE, BARE = "Jeg er her", "I dag er jeg her bare"
FOCUSED = "document.activeElement.id"
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def thanked(opens, cast):
    """The page after *Jeg er her*, with or without scripts."""

    def thanked(**more):
        page = opens(viewport=PHONE, **more).new_page()
        page.goto(f"/c/{cast.shop_code}")
        page.get_by_role("button", name=HERE, exact=True).click()
        page.get_by_role("heading", name="Tak", exact=True).wait_for()
        return page

    return thanked


def row(page, name, pressed):
    found = page.get_by_role("button", name=name, exact=True)
    return found.and_(page.locator(f"[aria-pressed={pressed}]"))


@pytest.mark.parametrize("name", ["laver mad", "Strikkecafé", "Vi er 3", "Jeg har en idé"])
def test_a_choice_changes_in_place_and_keeps_focus(thanked, name):
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
    # The row is the new page's: the next press is the other way round.
    page.keyboard.press("Enter")
    row(page, name, "true" if name == "Vi er 3" else "false").wait_for()


@pytest.mark.parametrize("name", ["laver mad", "Strikkecafé", "Vi er 3"])
def test_without_scripts_it_comes_back_to_the_pressed_row(thanked, name):
    page = thanked(java_script_enabled=False)
    row(page, name, "false").click()
    box = row(page, name, "true").bounding_box()
    assert 0 <= box["y"] <= PHONE["height"] - box["height"]
    assert "#" in page.url


def test_the_other_answer_changes_in_place_too(thanked):
    page = thanked()
    for name, other in ((BARE, HERE), (HERE, BARE)):
        page.get_by_role("button", name=name, exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name=other, exact=True).wait_for()
        assert page.evaluate(FOCUSED) == "answer"
