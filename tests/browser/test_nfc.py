"""Writing a code into a sticker from the phone, and what the page says where that can't be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import TOO_WIDE
from tests.support.cast import Cast
from tests.support.server import Server

pytestmark = pytest.mark.browser
# What Chrome has on a phone with NFC; `self.refuses` is how the sticker answers.
READER = """
self.written = [];
self.NDEFReader = class {
  async write(message) {
    if (self.refuses) throw new DOMException("", self.refuses);
    self.written.push(message.records);
  }
  async makeReadOnly() { self.written.push("locked"); }
};
"""
WRITE = "Skriv på et klistermærke"


@pytest.fixture
def opened(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> Callable[..., Page]:
    """The code's page, on a phone with NFC or without."""

    def page(reader: bool, **how: Any) -> Page:
        context = opens(**how)
        if reader:
            context.add_init_script(READER)
        else:
            context.add_init_script("delete self.NDEFReader;")
        sign_in(context, cast.kim)
        page = context.new_page()
        page.goto(f"/koder/{cast.shop_code}")
        return page

    return page


def test_it_writes_the_address_of_the_poster(
    opened: Callable[..., Page], cast: Cast, server: Server
) -> None:
    page = opened(True)
    assert page.locator("#nfc .without").is_hidden()
    page.get_by_role("button", name=WRITE).click()
    page.get_by_text("Skrevet. Hold en telefon mod det").wait_for()
    ((record,),) = page.evaluate("self.written")
    assert record["recordType"] == "url"
    assert record["data"].endswith(f"/c/{cast.shop_code}")
    assert not violations(page)
    page.get_by_label("Lås mærket bagefter").check()
    page.get_by_role("button", name=WRITE).click()
    page.get_by_text("Skrevet. Hold en telefon mod det").wait_for()
    assert page.evaluate("self.written").count("locked") == 1


@pytest.mark.parametrize(
    ("error", "words"),
    [("NotAllowedError", "Slå NFC til, og giv siden lov."), ("NetworkError", "Det gik ikke.")],
)
def test_it_says_what_went_wrong_and_can_be_tried_again(
    opened: Callable[..., Page], error: str, words: str
) -> None:
    page = opened(True)
    page.evaluate(f"self.refuses = '{error}'")
    page.get_by_role("button", name=WRITE).click()
    page.locator("#nfc").get_by_text(words).wait_for()
    page.evaluate("self.refuses = ''")
    page.get_by_role("button", name=WRITE).click()
    page.get_by_text("Skrevet. Hold en telefon mod det").wait_for()


@pytest.mark.parametrize("scripts", [True, False])
def test_it_says_what_to_use_instead(opened: Callable[..., Page], scripts: bool) -> None:
    page = opened(False, java_script_enabled=scripts, viewport={"width": 360, "height": 740})
    assert page.get_by_role("button", name=WRITE).is_hidden()
    assert page.get_by_text("Åbn den i Chrome på en Android-telefon").is_visible()
    if scripts:
        page.get_by_text("Hvilke mærker").click()
        assert page.get_by_text("NTAG213").is_visible()
        assert not page.evaluate(TOO_WIDE)
        assert not violations(page)
