"""Links to send can be copied with one press, and selected with one without scripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.support.browser.chromium import Opens
from tests.support.cast import Cast

pytestmark = pytest.mark.browser


def opened(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast, **more: Any
) -> Page:
    context = opens(**more)
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/partnerskab/{cast.partnership}/personer/inviter?sted={cast.shop}")
    page.get_by_role("button", name="Opret et link").click()
    return page


def test_it_copies_the_whole_link(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    page = opened(opens, sign_in, cast, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Kopiér linket").click()
    expect(page.locator("main").get_by_role("status").last).to_have_text("Kopieret")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#link").text_content()
    assert "/velkommen/" in copied


def test_without_scripts_there_is_no_button_that_does_nothing(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    page = opened(opens, sign_in, cast, java_script_enabled=False)
    expect(page.get_by_role("button", name="Kopiér linket")).to_be_hidden()
    expect(page.locator("#link")).to_contain_text("/velkommen/")


def test_it_copies_the_link_of_the_calendar(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    context = opens(permissions=["clipboard-read", "clipboard-write"])
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/steder/{cast.shop}")
    link = page.locator("#calendar")
    page.get_by_role("button", name="Kopiér linket").click()
    expect(page.locator("main").get_by_role("status").last).to_have_text("Kopieret")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith(link.get_attribute("href"))
    assert copied.startswith("http")
