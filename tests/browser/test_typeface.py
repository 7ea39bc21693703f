"""The typeface of the staff's pages, which is that of the posters and comes from our own files."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.support.browser.chromium import Opens
from tests.support.cast import Cast

pytestmark = pytest.mark.browser
FACES = """() => document.fonts.ready.then(() => [...document.fonts].map((face) =>
  [face.family, face.weight, face.status]))"""


def test_staff_read_the_typeface_of_the_posters(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    context = opens()
    sign_in(context, cast.kim)
    page = context.new_page()
    asked = []
    page.on("response", lambda answer: asked.append((answer.url, answer.status)))
    page.goto("/steder")
    faces = page.evaluate(FACES)
    assert sorted(faces) == [["Atkinson", "700", "loaded"], ["Atkinson", "normal", "loaded"]]
    fonts = [(url, status) for url, status in asked if "/fonts/" in url]
    assert len(fonts) == 2
    assert {status for _url, status in fonts} == {200}


def test_a_zero_is_not_slashed(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    """A Dane would read it as an Ø."""
    context = opens()
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto("/steder")
    with_digits = page.evaluate("document.fonts.check('700 1rem Atkinson', '2026')")
    ranges = page.evaluate("[...document.fonts].map((face) => face.unicodeRange)")
    assert with_digits
    assert all(one == "U+0-2F, U+3A-FFFF" for one in ranges)
