"""Listening to a page: a button only where the phone has its own voice."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.scripts import SPEAKING_PHONE
from tests.support.cast import Cast
from tests.support.translations import catalogue

pytestmark = pytest.mark.browser


@pytest.fixture
def phone(opens: Opens, cast: Cast) -> Callable[..., Page]:
    """Opens the check-in page in a language on a phone with these voices."""

    def phone(language: str, *voices: list[object]) -> Page:
        page = opens().new_page()
        page.add_init_script(SPEAKING_PHONE.replace("VOICES", json.dumps(voices)))
        page.goto(f"/c/{cast.shop_code}?sprog={language}")
        return page

    return phone


@pytest.mark.parametrize(
    ("language", "voice"), [("da", "da-DK"), ("uk", "uk_UA"), ("fa", "fa"), ("en", "en-US")]
)
def test_it_reads_the_page_aloud_and_stops(
    phone: Callable[..., Page], language: str, voice: str
) -> None:
    page = phone(language, ["xx-XX", True], [voice, True])
    button = page.locator(".listen")
    assert button.is_visible()
    listen = button.inner_text()
    button.click()
    said = page.evaluate("said")
    assert {lang for lang, _text in said} == {voice}
    text = " ".join(text for _lang, text in said)
    assert "Genbrugsbutikken" in text
    assert page.locator("button[value=bare]").inner_text() in text
    assert page.locator("summary").inner_text() not in text
    assert page.locator("main .quiet").inner_text() not in text, "it reads what matters"
    assert button.inner_text() == catalogue(language)["Stop"].string if language != "da" else "Stop"
    button.click()
    assert page.evaluate("said.at(-1)") == "cancel"
    assert button.inner_text() == listen


def test_it_is_ready_again_when_it_has_read_everything(phone: Callable[..., Page]) -> None:
    page = phone("da", ["da-DK", True])
    page.locator(".listen").click()
    page.evaluate("speechSynthesis.finish()")
    assert page.locator(".listen").inner_text() == "Hør siden"


def test_it_reads_thanks_what_was_chosen_and_how_to_undo_it(phone: Callable[..., Page]) -> None:
    page = phone("da", ["da-DK", True])
    page.get_by_role("button", name="I dag er jeg her bare", exact=True).click()
    page.get_by_role("heading", name="Tak", exact=True).wait_for()
    page.locator(".listen").click()
    assert [text for _lang, text in page.evaluate("said")] == [
        "Tak",
        "Du er her, og det er nok.",
        "I dag er jeg her bare",
        "Fortryd: tæl mig ikke med",
    ]


@pytest.mark.parametrize("path", ["/", "/kode", "/privatliv", "/c/KN1T22"])
def test_it_and_the_languages_stand_at_the_top(opens: Opens, path: str) -> None:
    page = opens(viewport={"width": 360, "height": 740}).new_page()
    page.add_init_script(SPEAKING_PHONE.replace("VOICES", '[["da-DK", true]]'))
    page.goto(path)
    menu = page.locator(".languages summary")
    assert menu.inner_text() == "Dansk"
    assert box_of(page.locator(".listen"))["y"] == box_of(menu)["y"] < 20
    menu.click()
    assert box_of(menu)["y"] < 20, "it stays where it was pressed"
    assert box_of(page.get_by_role("link", name="Українська"))["y"] < 200


def test_it_falls_silent_when_the_page_is_left(phone: Callable[..., Page]) -> None:
    page = phone("da", ["da-DK", True])
    page.locator(".listen").click()
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert page.evaluate("said.at(-1)") == "cancel"


def test_it_is_absent_without_a_voice_for_the_language(phone: Callable[..., Page]) -> None:
    assert not phone("so", ["da-DK", True], ["en-US", True]).locator(".listen").is_visible()


def test_it_asks_no_voice_that_lives_elsewhere(phone: Callable[..., Page]) -> None:
    assert not phone("da", ["da-DK", False]).locator(".listen").is_visible()


def test_it_waits_for_voices_that_come_late(phone: Callable[..., Page]) -> None:
    page = phone("da")
    assert not page.locator(".listen").is_visible()
    page.evaluate(
        "speechSynthesis.getVoices().push({ lang: 'da-DK', localService: true });"
        "speechSynthesis.onvoiceschanged()"
    )
    assert page.locator(".listen").is_visible()


def test_it_is_absent_without_javascript(opens: Opens, cast: Cast) -> None:
    page = opens(java_script_enabled=False).new_page()
    page.goto(f"/c/{cast.shop_code}")
    assert page.locator(".listen").count() == 1
    assert not page.locator(".listen").is_visible()
