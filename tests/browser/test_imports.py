"""A file of earlier counts is read and saved on a phone by keyboard alone, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload

from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.keyboard import Keyboard
from tests.support.browser.measures import TOO_WIDE
from tests.support.cast import Cast

pytestmark = pytest.mark.browser

FILE = "Dato;Rød;Blå;Bemærkning\n3/4-2025;8;9;\n4/4-2025;lukket;;ferie\n5/4-2025;mange;1;\n"


def test_a_file_is_chosen_sent_seen_again_and_saved(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    size = {"width": 360, "height": 740}
    plain, scripted = opens(java_script_enabled=False, viewport=size), opens(viewport=size)
    for context in (plain, scripted):
        sign_in(context, cast.kim)
    keys, checked = Keyboard(plain.new_page()), scripted.new_page()  # Axe is a script.

    def looks_right(heading: str) -> None:
        assert keys.page.get_by_role("heading", level=1).inner_text() == heading
        assert keys.page.evaluate(TOO_WIDE) == 0
        checked.goto(keys.page.url)
        assert violations(checked) == []

    keys.page.goto(f"/partnerskab/{cast.partnership}/tidligere")
    file = FilePayload(name="tal.csv", mimeType="text/csv", buffer=FILE.encode())
    keys.page.get_by_label("Regneark", exact=True).set_input_files(file)
    keys.press("Se, hvad der står")
    looks_right("Sådan læser vi filen")
    assert "0 besøg" in keys.page.get_by_role("status").inner_text()
    keys.tab_to("Hvad er kolonnerne med tal?")
    keys.page.keyboard.type("Læg")
    keys.press("Vis igen")
    looks_right("Sådan læser vi filen")
    assert "18 besøg" in keys.page.get_by_role("status").inner_text()
    keys.press("Gem 3 dage")
    looks_right("Hentet ind")
    assert "18 besøg" in keys.page.locator("main").inner_text()
