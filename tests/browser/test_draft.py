"""A long text is kept in the browser until it has been saved, for whoever wrote it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast

pytestmark = pytest.mark.browser

TEXT = "Naboerne bagte.\nBagefter spiste vi på trappen."


@pytest.fixture
def laptop(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> BrowserContext:
    context = opens(phone=False)
    sign_in(context, cast.ane)
    return context


@pytest.fixture
def page(laptop: BrowserContext) -> Page:
    return laptop.new_page()


def reflection(cast: Cast) -> str:
    return f"/logbog/{cast.shop}/2026-4/happened"


def drafts(page: Page) -> list[str]:
    kept: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((name) => name.startsWith('kladde'))"
    )
    return kept


def write(page: Page, path: str, text: str = TEXT) -> None:
    page.goto(path)
    page.locator("main textarea").fill(text)
    until(lambda: drafts(page))


def offered(page: Page) -> Locator:
    return page.locator(".draft")


def test_a_text_that_was_not_saved_is_offered_again(page: Page, cast: Cast) -> None:
    write(page, reflection(cast))
    page.goto("/konto")
    page.goto(reflection(cast))
    expect(offered(page)).to_contain_text("Du har en kladde fra")
    assert page.locator("main textarea").input_value() == ""
    offered(page).get_by_role("button", name="Brug den").click()
    expect(page.locator("main textarea")).to_have_value(TEXT)
    expect(offered(page)).to_have_count(0)
    until(lambda: drafts(page))
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator("body")).to_contain_text("Naboerne bagte.")
    assert drafts(page) == []


def test_it_can_be_deleted(page: Page, cast: Cast) -> None:
    write(page, reflection(cast))
    page.goto(reflection(cast))
    offered(page).get_by_role("button", name="Slet den").click()
    expect(offered(page)).to_have_count(0)
    assert drafts(page) == []
    page.goto(reflection(cast))
    expect(offered(page)).to_have_count(0)


def test_a_note_that_was_saved_is_not_offered(page: Page, cast: Cast) -> None:
    path = f"/i-dag/{cast.shop}/ord"
    page.goto(path)
    page.locator("input[data-draft]").fill("Vi bagte brød.")
    until(lambda: drafts(page))
    page.get_by_role("button", name="Gem", exact=True).click()
    page.wait_for_url(f"**/i-dag/{cast.shop}")
    until(lambda: not drafts(page))
    page.goto(path)
    expect(offered(page)).to_have_count(0)


def test_a_text_that_was_refused_is_still_a_draft(page: Page, cast: Cast) -> None:
    write(page, reflection(cast), "Brød. " * 900)
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".errors")).to_be_visible()
    expect(offered(page)).to_have_count(0)
    assert len(drafts(page)) == 1
    page.goto(reflection(cast))
    expect(offered(page)).to_be_visible()


def test_choosing_the_other_text_deletes_the_draft(
    page: Page, laptop: BrowserContext, cast: Cast
) -> None:
    write(page, reflection(cast))
    other = laptop.new_page()
    other.goto(reflection(cast))
    other.locator("main textarea").fill("Vi sang.")
    other.get_by_role("button", name="Gem", exact=True).click()
    expect(other.locator("body")).to_contain_text("Vi sang.")
    write(page, reflection(cast))  # Opened again, but with what was seen before.
    page.locator("input[name=seen]").evaluate("(field) => { field.value = 0 }")
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_role("link", name="Behold det, og slet min tekst").click()
    page.wait_for_url(f"**/logbog/{cast.shop}/2026-4")
    assert drafts(page) == []


def test_signing_out_removes_every_draft(page: Page, cast: Cast) -> None:
    write(page, reflection(cast))
    page.goto("/konto")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind")
    assert drafts(page) == []


def test_somebody_else_never_gets_it(
    page: Page, laptop: BrowserContext, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    write(page, reflection(cast))
    sign_in(laptop, cast.kim)
    page.goto(reflection(cast))
    expect(offered(page)).to_have_count(0)
    assert drafts(page) == []


def test_it_lasts_seven_days_and_keeps_no_number_of_a_person(page: Page, cast: Cast) -> None:
    write(page, reflection(cast))
    age = "for (const name of Object.keys(localStorage)) if (name.startsWith('kladde')) {"
    age += "const kept = JSON.parse(localStorage[name]); kept.at -= 7 * 864e5 + 1;"
    page.evaluate(f"() => {{ {age} localStorage[name] = JSON.stringify(kept) }} }}")
    page.goto("/konto")
    assert drafts(page) == []
    write(page, reflection(cast))
    page.locator("main textarea").fill("Hun, 241270-1234, bagte.")
    until(lambda: not drafts(page))


def test_a_participants_page_keeps_nothing(page: Page, cast: Cast) -> None:
    page.goto(f"/c/{cast.shop_code}")
    assert page.locator("script[src*=draft]").count() == 0


def test_a_paste_over_the_limit_is_whole_and_counted(page: Page, cast: Cast) -> None:
    page.goto(reflection(cast))
    field = page.locator("main textarea")
    field.focus()
    page.keyboard.insert_text("x" * 3_000)
    expect(page.locator(".field [role=status]")).to_be_hidden()
    page.keyboard.insert_text("y" * 2_214)
    expect(page.locator(".field [role=status]")).to_have_text("5.214 tegn, højst 5.000")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.locator(".errors")).to_contain_text("Skriv højst 5.000 tegn.")
    assert field.input_value() == "x" * 3_000 + "y" * 2_214
