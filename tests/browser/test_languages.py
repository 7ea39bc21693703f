"""Check-in pages in every language in a real browser: nothing clipped, axe finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from app.db import Database
from app.domain.base.languages import NAMES, RIGHT_TO_LEFT, TO_BE_READ
from tests.support.browser.axe import violations
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.check_in_states import CLOSED, REPLACED, UNKNOWN, add_check_in_states
from tests.support.clock import Clock

pytestmark = pytest.mark.browser

PATHS = (
    *("/", "/kode?kode=QQQQ", "/privatliv", "/was", "/findes-ikke"),
    *(f"/c/{code}" for code in (CLOSED, REPLACED, UNKNOWN)),
)
CLIPPED = """
() => [...document.querySelectorAll("h1, p, a, button, summary, li, label")]
  .filter((e) => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map((e) => e.outerHTML)
"""


@pytest.fixture
def pages(
    opens: Opens, cast: Cast, db: Database, clock: Clock
) -> Callable[..., Iterator[tuple[str, Page]]]:
    """Goes through the pages in a language with everything expanded."""
    add_check_in_states(db, cast, clock().date())

    def pages(language: str, **look: Any) -> Iterator[tuple[str, Page]]:
        page = opens(service_workers="block", **look).new_page()

        def unfolded(name: str) -> tuple[str, Page]:
            page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
            return name, page

        target = f"/c/{cast.knitting_code}"
        for path in (*PATHS, target):
            page.goto(f"{path}{'&' if '?' in path else '?'}sprog={language}")
            yield unfolded(path)
        page.locator("button[value=her]").click()
        page.wait_for_url("**/besoeg?**")
        yield unfolded("my visit")
        page.goto(f"{target}/gemt?sprog={language}")
        yield unfolded("what is stored")

    return pages


@pytest.mark.parametrize("language", NAMES)
def test_it_clips_nothing_on_the_narrowest_phone_and_axe_finds_nothing(
    pages: Callable[..., Iterator[tuple[str, Page]]], language: str
) -> None:
    found = []
    for name, page in pages(language, viewport={"width": 320, "height": 568}):
        assert page.locator("html").get_attribute("lang") == language, name
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
        assert not page.evaluate(CLIPPED), name
        if language in TO_BE_READ:  # The others are in test_axe.
            found += [f"{name}, {what}" for what in violations(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", ["da", "ar", "fa"])
def test_it_begins_at_the_side_where_one_begins_to_read(
    opens: Opens, cast: Cast, language: str
) -> None:
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"/c/{cast.shop_code}?sprog={language}")
    button = page.locator("button[value=her]")
    icon, words = box_of(button.locator("svg")), box_of(button.locator("span"))
    assert (icon["x"] > words["x"]) == (language in RIGHT_TO_LEFT)


def test_a_menu_without_scripts_leads_to_each_language(opens: Opens, cast: Cast) -> None:
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"/c/{cast.shop_code}")
    for code in TO_BE_READ:
        page.locator(".languages summary").click()
        page.get_by_role("link", name=NAMES[code], exact=True).click()
        assert page.locator("html").get_attribute("lang") == code


@pytest.mark.parametrize("language", ["da", "ar", "fa"])
def test_it_breaks_no_range_of_times(
    opens: Opens, cast: Cast, db: Database, clock: Clock, language: str
) -> None:
    add_check_in_states(db, cast, clock().date())
    page = opens(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()
    page.goto(f"/c/{CLOSED}?sprog={language}")
    height, line = page.locator(".hours").evaluate(
        "one => [one.offsetHeight, parseFloat(getComputedStyle(one).lineHeight)]"
    )
    assert height < 1.5 * line
