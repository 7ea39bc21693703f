"""The check-in pages in print, and in forced colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.check_in_states import UNKNOWN

pytestmark = pytest.mark.browser

# The text colour of every printed element with its own text, and any background.
INKS = """() => [...document.querySelectorAll("body, body *")]
  .filter((one) => one.checkVisibility()
    && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
  .map((one) => getComputedStyle(one).color)"""
PAPERS = """() => [...document.querySelectorAll("body, body *")]
  .filter((one) => one.checkVisibility())
  .map((one) => getComputedStyle(one).backgroundColor)"""
CONTROLS = """() => [...document.querySelectorAll("button, .button, summary, form, nav, footer")]
  .filter((one) => one.checkVisibility() && !one.closest(".raw")).map((one) => one.outerHTML)"""
EDGE = """one => { const { borderTopWidth, borderTopColor, borderTopStyle } = getComputedStyle(one);
  return [parseFloat(borderTopWidth), borderTopColor, borderTopStyle]; }"""
NOTHING = "rgba(0, 0, 0, 0)"


@pytest.fixture
def pages(opens: Opens, cast: Cast) -> Callable[..., Iterator[tuple[str, Page]]]:
    """Every kind of check-in page, one after the other."""

    def pages(**look: Any) -> Iterator[tuple[str, Page]]:
        page = opens(java_script_enabled=False, **look).new_page()
        target = f"/c/{cast.knitting_code}"
        for path in ("/privatliv", f"/c/{UNKNOWN}", target):
            page.goto(path)
            yield path, page
        with page.expect_navigation():
            page.locator("button[value=her]").click()
        yield "my visit", page
        page.goto(f"{target}/gemt")
        page.locator(".raw summary").click()
        yield "what is stored", page

    return pages


def test_it_prints_ink_on_paper_and_nothing_to_press(
    pages: Callable[..., Iterator[tuple[str, Page]]],
) -> None:
    """Browsers do not print backgrounds: light text on a colour would be light on white."""
    for name, page in pages(color_scheme="dark"):
        page.emulate_media(media="print", color_scheme="dark")
        assert set(page.evaluate(INKS)) == {"rgb(0, 0, 0)"}, name
        assert set(page.evaluate(PAPERS)) <= {"rgb(255, 255, 255)", NOTHING}, name
        assert page.evaluate(CONTROLS) == [], name
        page.emulate_media(media="screen")


def test_it_keeps_its_edges_in_forced_colours(
    pages: Callable[..., Iterator[tuple[str, Page]]],
) -> None:
    for name, page in pages(forced_colors="active"):
        canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
        for box in page.locator(".sign, .place, .answers button, .choices button").all():
            width, colour, style = box.evaluate(EDGE)
            assert width >= 1, name
            assert style == "solid", name
            assert colour != canvas, name
        if name == "my visit":
            chosen = page.locator(".choices [aria-pressed=true]").evaluate(EDGE)
            other = page.locator(".choices [aria-pressed=false]").first.evaluate(EDGE)
            assert chosen[0] > other[0], "seen without colours"
