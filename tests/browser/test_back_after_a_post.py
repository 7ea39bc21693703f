"""Back after a post: what was typed is in the form again, and no other page's is overwritten."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.chromium import Opens
from tests.support.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def page(opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast) -> Page:
    context = opens(phone=False)
    sign_in(context, cast.kim)
    return context.new_page()


def forms(cast: Cast) -> dict[str, tuple[str, str, str]]:
    shop = f"/steder/{cast.shop}"
    return {
        f"{shop}/aktiviteter/ny": ("#name", "Cykelværksted", "Opret aktiviteten"),
        f"{shop}/ret": ("#name", "Laugsgården", "Gem"),
        f"/roller/{cast.cooks}": ("#verb", "steger", "Gem"),
        f"/logbog/{cast.shop}/2026-4/happened": ("main textarea", "Vi bagte.\nOg sang.", "Gem"),
    }


@pytest.mark.parametrize("number", range(4))
def test_what_was_typed_is_still_there_after_back(page: Page, cast: Cast, number: int) -> None:
    path, (field, typed, button) = list(forms(cast).items())[number]
    page.goto("/konto")
    page.goto(path)
    page.locator(field).fill(typed)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda url: not url.endswith(path))
    page.go_back()
    expect(page.locator(field)).to_have_value(typed)


@pytest.mark.parametrize("number", range(4))
def test_it_is_there_after_a_refusal_and_back(page: Page, cast: Cast, number: int) -> None:
    path, (field, typed, button) = list(forms(cast).items())[number]
    page.goto(path)
    too_long = typed * (600 if "main" in field else 10)
    page.locator(field).fill(too_long)
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".errors")).to_be_visible()
    expect(page.locator(field)).to_have_value(too_long)
    page.go_back()
    expect(page.locator(field)).to_have_value(too_long)


def test_a_number_that_was_counted_is_not_put_back(page: Page, cast: Cast) -> None:
    page.goto(f"/i-dag/{cast.shop}/antal")
    page.locator("#total").fill("23")
    page.locator("form:has(#total) button").first.click()
    page.wait_for_url(f"**/i-dag/{cast.shop}?**")
    page.go_back()
    expect(page.locator("#total")).to_have_value("")


def test_signing_out_leaves_nothing_in_the_tab(page: Page, cast: Cast) -> None:
    path, (field, typed, button) = next(iter(forms(cast).items()))
    page.goto(path)
    page.locator(field).fill(typed)
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda url: not url.endswith(path))
    page.goto("/konto")
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/log-ind")
    assert page.evaluate("Object.keys(sessionStorage)") == []
