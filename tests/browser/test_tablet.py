"""The tablet and the screen in a real browser: going back to the start, and the live numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.models import Activity
from app.services.board import todays_board
from app.services.check_in import check_in
from app.services.devices import device_list
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

LANDSCAPE = {"width": 1280, "height": 800}
IDLE = 20_000
# Counts what reaches the page: wheel events arrive a little later.
WATCH = """
window.seen = { touchstart: 0, keydown: 0, wheel: 0, mousemove: 0 };
for (const kind of Object.keys(seen)) addEventListener(kind, () => { seen[kind] += 1; });
"""
START, THANKS = re.compile(r"/tavle/$"), re.compile(r"/tavle/tak/")


@pytest.fixture
def device(
    opens: Opens, clock: Clock, server: Server, start_device: Callable[..., str]
) -> Callable[..., Page]:
    """The shop's tablet or screen, on a page whose clock the test controls."""

    def device(kind: DeviceKind, path: str, **more: Any) -> Page:
        token = start_device(kind)
        context = opens(phone=False, viewport=LANDSCAPE, **more)
        context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
        page = context.new_page()
        # Only the test advances the page's clock: a slow machine must not seem an idle visitor.
        page.clock.install(time=clock())
        page.clock.pause_at(clock() + dt.timedelta(minutes=1))
        page.goto(path)
        return page

    return device


@pytest.fixture
def tablet(device: Callable[..., Page]) -> Page:
    return device(DeviceKind.TABLET, "/tavle/", has_touch=True)


@pytest.fixture
def total(db: Database, cast: Cast, clock: Clock) -> Callable[[], int]:
    return lambda: todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_url(THANKS)


def more_than(tablet: Page, kind: str, before: int) -> bool:
    """Whether the page has seen this kind of touch again."""
    return bool(tablet.evaluate("k => seen[k]", kind) > before)


def test_it_returns_to_the_start_when_nobody_touches_it(tablet: Page) -> None:
    press(tablet, "Jeg er her")
    tablet.clock.run_for(IDLE - 1000)
    expect(tablet).to_have_url(THANKS)
    tablet.clock.run_for(2000)
    expect(tablet).to_have_url(START)


def test_it_stays_as_long_as_somebody_touches_it(tablet: Page) -> None:
    press(tablet, "Jeg er her")
    touches: dict[str, Callable[[], None]] = {
        "touchstart": lambda: tablet.touchscreen.tap(5, 5),
        "keydown": lambda: tablet.keyboard.press("Tab"),
        "wheel": lambda: tablet.mouse.wheel(0, 40),
        "mousemove": lambda: tablet.mouse.move(300, 300),
    }
    tablet.evaluate(WATCH)
    for kind, touch in touches.items():
        tablet.clock.run_for(IDLE - 2000)
        before = tablet.evaluate("kind => seen[kind]", kind)
        touch()
        until(partial(more_than, tablet, kind, before))
    expect(tablet).to_have_url(THANKS)
    tablet.clock.run_for(IDLE + 1000)
    expect(tablet).to_have_url(START)


def test_it_stays_for_good_when_it_is_asked_to(tablet: Page) -> None:
    press(tablet, "I dag er jeg her bare")
    tablet.get_by_role("button", name="Bliv på siden").click()
    expect(tablet.get_by_role("status")).to_have_text("Siden bliver. Tryk på Færdig, når du går.")
    tablet.clock.run_for(60 * IDLE)
    expect(tablet).to_have_url(THANKS)
    tablet.get_by_role("link", name="Færdig").click()
    expect(tablet).to_have_url(START)


def test_back_leads_to_the_start_and_counts_nobody(tablet: Page, total: Callable[[], int]) -> None:
    press(tablet, "Jeg er her")
    tablet.get_by_role("button", name="laver mad").click()
    expect(tablet.get_by_role("button", name="laver mad", pressed=True)).to_be_visible()
    tablet.go_back()
    expect(tablet).to_have_url(START)
    expect(tablet.get_by_role("button", name="Jeg er her", exact=True)).to_be_visible()
    tablet.go_forward()
    expect(tablet).to_have_url(START)
    assert total() == 1
    tablet.get_by_role("button", name="Jeg er her", exact=True).dblclick()
    # Not wait_for_url: the second tap aborts the navigation the first one started.
    expect(tablet).to_have_url(THANKS)
    assert total() == 2, "a double tap is one"


def test_back_leads_to_the_start_without_scripts_too(
    device: Callable[..., Page], total: Callable[[], int]
) -> None:
    page = device(DeviceKind.TABLET, "/tavle/", java_script_enabled=False)
    press(page, "Jeg er her")
    press(page, "laver mad")
    expect(page.get_by_role("button", name="laver mad", pressed=True)).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Jeg er her", exact=True)).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("button", name="Jeg er her", exact=True)).to_be_visible()
    assert total() == 1


def test_it_works_without_scripts(device: Callable[..., Page], total: Callable[[], int]) -> None:
    page = device(DeviceKind.TABLET, "/tavle/", java_script_enabled=False)
    press(page, "Jeg er her")
    press(page, "Vi er 3")
    expect(page.get_by_role("button", name="Vi er 3", pressed=True)).to_be_visible()
    expect(page.get_by_role("button", name="Bliv på siden")).to_be_hidden()
    page.get_by_role("link", name="Færdig").click()
    press(page, "I dag er jeg her bare")
    assert total() == 4


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (360, 740)])
def test_its_targets_are_large_and_nothing_is_clipped(tablet: Page, size: tuple[int, int]) -> None:
    tablet.set_viewport_size({"width": size[0], "height": size[1]})
    for page in ("start", "thanks"):
        if page == "thanks":
            press(tablet, "Jeg er her")
        for target in tablet.locator("main button:visible, main a:visible, summary:visible").all():
            box = box_of(target)
            assert box["width"] >= 64, (page, target.inner_text())
            assert box["height"] >= 64, (page, target.inner_text())
        assert tablet.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_it_asks_all_on_one_screen(tablet: Page) -> None:
    press(tablet, "Jeg er her")
    tablet.get_by_role("link", name="Færdig").click()
    expect(tablet).to_have_url(START)
    assert tablet.evaluate("document.documentElement.scrollHeight") <= LANDSCAPE["height"]


def test_it_shows_that_it_is_stopped_though_nobody_touches_it(
    tablet: Page, db: Database, cast: Cast, clock: Clock
) -> None:
    ane = viewer(db, 1)
    (running,) = device_list.device_list(db, ane, cast.shop, None, now=clock()).running
    with tablet.expect_response("**/tavle/i-gang") as answer:
        tablet.clock.run_for(10_000)
    assert answer.value.status == 204
    expect(tablet.get_by_role("button", name="Jeg er her")).to_be_visible()
    device_list.revoke(db, ane, cast.shop, running.id, now=clock())
    tablet.clock.run_for(10_000)
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Skærmen er stoppet")
    expect(tablet.get_by_text("Nogle tryk nåede ikke med.")).to_be_hidden()


def test_the_screen_follows_within_five_seconds(
    device: Callable[..., Page], db: Database, cast: Cast, clock: Clock
) -> None:
    screen = device(DeviceKind.SCREEN, "/tavle/skaerm")
    expect(screen.locator(".total b")).to_have_text("0")
    picture = screen.locator("#scan img").element_handle()
    key = "ab" * 16
    check_in.check_in(db, cast.knitting_code, None, key, taking_part=True, now=clock())
    screen.clock.run_for(5000)
    expect(screen.locator(".total b")).to_have_text("1")
    expect(screen.locator(".rows li").first).to_contain_text("1")
    assert picture.evaluate("image => image.isConnected"), "the QR stands still"
    ane = viewer(db, 1)
    (running,) = device_list.device_list(db, ane, cast.shop, None, now=clock()).running
    device_list.revoke(db, ane, cast.shop, running.id, now=clock())
    screen.clock.run_for(5000)
    expect(screen.get_by_role("heading", level=1)).to_have_text("Skærmen er stoppet")


def test_the_screen_says_when_it_is_cut_off(device: Callable[..., Page]) -> None:
    screen = device(DeviceKind.SCREEN, "/tavle/skaerm")
    screen.context.set_offline(True)
    screen.clock.run_for(5000)
    expect(screen.locator("#live")).to_contain_text("Ingen forbindelse. Tallene er fra kl.")


@pytest.mark.parametrize("size", [(1024, 768), (1280, 800)])
def test_activities_stay_clear_of_the_awning(
    tablet: Page, db: Database, cast: Cast, clock: Clock, size: tuple[int, int]
) -> None:
    long = "Fællesspisning og samtalesalon for kvarterets nysgerrige naboer"
    with db.writing() as session:
        for number in range(10):
            session.add(
                Activity(
                    venue_id=cast.shop,
                    name=f"{long} {number}",
                    kind="fixed",
                    created_on=clock().date(),
                )
            )
    tablet.set_viewport_size({"width": size[0], "height": size[1]})
    tablet.reload()
    name = tablet.locator("h1 bdi")
    assert name.evaluate("one => one.getClientRects().length") == 1, "the name keeps to one line"
    for scrolled in (0, 99_999):
        tablet.evaluate("to => scrollTo(0, to)", scrolled)
        sign = box_of(tablet.locator(".sign"))
        cards = [box_of(each) for each in tablet.locator(".cards button").all()]
        assert len(cards) == 12
        assert all(card["y"] >= sign["y"] + sign["height"] for card in cards)
        assert all(card["x"] + card["width"] <= size[0] for card in cards)
