"""The papers on a phone: their tables fit, and nothing is wider than the page."""

from __future__ import annotations

import pytest

from app.exports.data_protection.papers import TO_READ
from tests.support.browser.chromium import Opens

pytestmark = pytest.mark.browser

TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(".wide")]
    .filter((each) => each.scrollWidth > each.clientWidth)
    .map((each) => each.className || each.localName)"""


def test_a_table_needs_no_sideways_scrolling(opens: Opens) -> None:
    page = opens(viewport={"width": 360, "height": 740}).new_page()
    for name in TO_READ:
        page.goto(f"/privatliv/{name}")
        assert not page.evaluate(TOO_WIDE), name


def test_the_page_stays_as_wide_as_a_small_phone(opens: Opens) -> None:
    page = opens(viewport={"width": 320, "height": 568}).new_page()
    for path in (*(f"/privatliv/{name}" for name in TO_READ), "/was"):
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
