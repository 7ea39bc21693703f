"""Asking for the report by mail, in a real browser on a small phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from config import Config
from tests.support.browser.axe import violations
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.cast import PASSWORD, Cast
from tests.support.post_office import post_office, with_mail


@pytest.fixture
def config(config: Config) -> Iterator[Config]:
    with post_office() as office:
        yield with_mail(config, office)


def test_a_coordinator_asks_for_it(opens: Opens, cast: Cast) -> None:
    page = opens(phone=False, viewport={"width": 320, "height": 640}).new_page()
    page.goto("/log-ind")
    page.get_by_label("E-mail", exact=True).fill(cast.kim)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.goto("/konto")
    page.get_by_role("link", name="Rapporten på mail").click()
    expect(page.get_by_role("radio", name="Intet")).to_be_checked()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    for label in page.locator("label").all():
        assert box_of(label)["height"] >= 44
    page.get_by_text("Hvert kvartal").click()
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_text("Dit valg er gemt.")).to_be_visible()
    expect(page.get_by_role("radio", name="Hvert kvartal")).to_be_checked()
