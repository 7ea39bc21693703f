"""A big button beside the tablet: one key press counts one, and can be undone like a tap."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.services.board import todays_board
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.proxy import Proxy
from tests.support.browser.scripts import COPIED, SPEAKING_PHONE
from tests.support.browser.waiting import until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser
HERE = "Jeg er her"


@pytest.fixture
def tablet(opens: Opens, proxy: Proxy, start_device: Callable[..., str]) -> Page:
    """The shop's tablet, with a Danish voice of its own."""
    token = start_device(DeviceKind.TABLET)
    context = opens(phone=False, base_url=proxy.url, viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "tavle", "value": token, "url": proxy.url}])
    context.add_init_script(SPEAKING_PHONE.replace("VOICES", json.dumps([["da-DK", True]])))
    page = context.new_page()
    page.goto("/tavle/")
    return page


@pytest.fixture
def total(db: Database, cast: Cast, clock: Clock) -> Callable[[], int]:
    return lambda: todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total


def thanked(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak")


def wait(page: Page) -> None:
    """Longer than the pause in which a second press is the same hand."""
    page.wait_for_timeout(2200)


@pytest.mark.parametrize("key", [" ", "Enter"])
def test_a_press_counts_one_and_is_undone_like_a_tap(
    tablet: Page, total: Callable[[], int], key: str
) -> None:
    tablet.keyboard.press(key)
    thanked(tablet)
    assert total() == 1
    tablet.get_by_role("button", name="Fortryd: tæl mig ikke med").click()
    expect(tablet.get_by_text("Fortrudt. Du er ikke talt med.")).to_be_visible()
    assert total() == 0


def test_a_key_that_is_held_or_bounces_counts_once(tablet: Page, total: Callable[[], int]) -> None:
    tablet.keyboard.down("Enter")
    for _time in range(5):
        tablet.keyboard.down("Enter")  # the browser marks these as repeats
    thanked(tablet)
    tablet.keyboard.up("Enter")
    tablet.keyboard.press("Enter")
    tablet.keyboard.press(" ")
    thanked(tablet)
    assert total() == 1


def is_counted(total: Callable[[], int], number: int) -> bool:
    return total() == number


def test_the_next_one_is_counted_over_the_thanks_of_the_one_before(
    tablet: Page, total: Callable[[], int]
) -> None:
    for number in (1, 2, 3):
        tablet.keyboard.press(" ")
        thanked(tablet)
        until(partial(is_counted, total, number))
        wait(tablet)
    tablet.reload()
    tablet.get_by_role("link", name="Færdig").click()
    expect(tablet.get_by_role("button", name=HERE, exact=True)).to_be_visible()
    assert total() == 3


def test_it_counts_without_a_network_and_each_is_sent_once(
    tablet: Page, proxy: Proxy, total: Callable[[], int]
) -> None:
    until(lambda: tablet.evaluate(COPIED))
    proxy.down()
    for _number in (1, 2):
        tablet.keyboard.press(" ")
        thanked(tablet)
        expect(tablet.get_by_text("Ikke sendt endnu.")).to_be_visible()
        wait(tablet)
    assert total() == 0
    proxy.up()
    online = "dispatchEvent(new Event('online'))"
    until(lambda: tablet.evaluate(f"{online} && localStorage.getItem('tablet:1') === null"))
    assert total() == 2


def test_a_key_belongs_to_what_has_the_focus(tablet: Page, total: Callable[[], int]) -> None:
    tablet.locator(".languages summary").focus()
    tablet.keyboard.press("Tab")
    tablet.locator(".languages summary").focus()
    tablet.keyboard.press("Enter")
    assert tablet.locator(".languages").get_attribute("open") is not None
    tablet.keyboard.press("b")
    tablet.keyboard.press("Control+Enter")
    assert total() == 0


def test_what_a_finger_touched_last_takes_no_keys(tablet: Page, total: Callable[[], int]) -> None:
    tablet.locator(".languages summary").click()
    tablet.keyboard.press(" ")
    thanked(tablet)
    assert total() == 1


def test_another_key_can_be_chosen_on_this_tablet(tablet: Page, total: Callable[[], int]) -> None:
    tablet.get_by_role("link", name="Stor knap").click()
    assert not violations(tablet)
    tablet.get_by_role("button", name="Min knap sender en anden tast").click()
    expect(tablet.get_by_text("Tryk på knappen nu.")).to_be_visible()
    tablet.keyboard.press("PageDown")
    expect(tablet.get_by_text("Denne tast tæller også: PageDown")).to_be_visible()
    tablet.get_by_role("link", name="Tilbage til tabletten").click()
    tablet.get_by_role("button", name=HERE, exact=True).wait_for()
    tablet.keyboard.press("PageDown")
    thanked(tablet)
    assert total() == 1
    assert tablet.evaluate("said") == []  # Silent until that is switched on.


def test_it_says_thanks_aloud_where_that_is_switched_on(tablet: Page) -> None:
    tablet.get_by_role("link", name="Stor knap").click()
    aloud = tablet.get_by_role("button", name="Sig tak højt")
    aloud.click()
    assert aloud.get_attribute("aria-pressed") == "true"
    tablet.get_by_role("link", name="Tilbage til tabletten").click()
    tablet.get_by_role("button", name=HERE, exact=True).wait_for()
    tablet.keyboard.press(" ")
    thanked(tablet)
    ((language, words),) = tablet.evaluate("said")
    assert language == "da-DK"
    assert words == "Tak. Du er talt med. Godt at du er her."
    tablet.reload()
    thanked(tablet)
    assert tablet.evaluate("said") == []
