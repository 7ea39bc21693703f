"""The first view of the check-in page: small, complete without scripts, no third parties."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from app.db import Database
from app.domain.base.languages import NAMES
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast
from tests.support.check_in_states import (
    ARCHIVED,
    CLOSED,
    ENDED,
    REPLACED,
    UNKNOWN,
    add_check_in_states,
)
from tests.support.clock import Clock
from tests.support.server import Server

pytestmark = pytest.mark.browser

BUDGET = 10_000
KEPT = """async () => [localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length, (await caches.keys()).length]"""


@pytest.fixture(params=["shop_code", "knitting_code"])
def target(request: pytest.FixtureRequest, cast: Cast) -> str:
    return f"/c/{getattr(cast, request.param)}"


@pytest.mark.parametrize("language", NAMES)
def test_it_transfers_at_most_ten_thousand_bytes(
    opens: Opens, server: Server, cast: Cast, language: str
) -> None:
    weighs(opens, server, f"/c/{cast.knitting_code}?sprog={language}", scripts=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_it_transfers_no_more_in_the_browsers_own_language(
    opens: Opens, server: Server, target: str, scripts: bool
) -> None:
    weighs(opens, server, target, scripts=scripts)


def weighs(opens: Opens, server: Server, target: str, *, scripts: bool) -> None:
    """Everything loaded before the first tap: the page with its icon, style and every script."""
    phone = opens(java_script_enabled=scripts)
    page = phone.new_page()
    network = phone.new_cdp_session(page)
    bytes_of, addresses = {}, {}
    network.on(
        "Network.loadingFinished",
        lambda event: bytes_of.update({event["requestId"]: event["encodedDataLength"]}),
    )
    network.on(
        "Network.requestWillBeSent",
        lambda event: addresses.update({event["requestId"]: event["request"]["url"]}),
    )
    network.send("Network.enable")
    page.goto(target, wait_until="networkidle")
    needed = 2 + scripts * page.locator("script").count()
    # A headless browser does not fetch the icon, but a phone does; so it is in the page.
    assert str(page.locator("link[rel=icon]").get_attribute("href")).startswith("data:")
    loaded = {urlsplit(address).path for address in addresses.values()}
    assert len(loaded) == needed, loaded
    assert bytes_of.keys() == addresses.keys(), "all of them are weighed"
    assert {urlsplit(a).netloc for a in addresses.values()} == {urlsplit(server.url).netloc}
    assert sum(bytes_of.values()) <= BUDGET, [
        (addresses.get(request), size) for request, size in bytes_of.items()
    ]


AWNING = """() => [...["header", ".sign"].map((one) =>
    getComputedStyle(document.querySelector(one)).backgroundColor),
  getComputedStyle(document.querySelector(".sign"), "::after").backgroundImage]"""
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"


@pytest.mark.parametrize("locale", ["da-DK", "fa-IR"])
def test_it_is_usable_before_any_script_has_come(opens: Opens, target: str, locale: str) -> None:
    """However long a slow network takes; `make bench` prints the milliseconds."""
    page = opens(locale=locale).new_page()
    waiting = []
    page.route("**/*.js*", lambda route: waiting.append(route))  # Requested, never answered.
    page.goto(target, wait_until="commit")
    until(lambda: page.evaluate(PAINTED))
    until(lambda: waiting)
    assert page.locator("html").get_attribute("lang") == locale[:2]
    page.locator(".answers button").first.click(no_wait_after=True)
    page.wait_for_url("**/besoeg?*", wait_until="commit")


def test_it_fits_the_narrowest_phone(opens: Opens, target: str) -> None:
    page = opens(java_script_enabled=False, viewport={"width": 320, "height": 568}).new_page()
    page.goto(target)
    for words in ("Jeg er her", "I dag er jeg her bare"):
        box = box_of(page.get_by_role("button", name=words, exact=True))
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
        assert box["height"] >= 48
    page.get_by_role("button", name="Jeg er her", exact=True).click()
    page.get_by_role("heading", name="Tak").wait_for()


@pytest.mark.parametrize("answer", ["Jeg er her", "I dag er jeg her bare"])
def test_it_never_scrolls_sideways(opens: Opens, target: str, answer: str) -> None:
    page = opens(viewport={"width": 320, "height": 568}).new_page()
    page.goto(target)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name=answer, exact=True).click()
    page.get_by_role("heading", name="Tak").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("size", [(740, 360), (640, 320), (320, 568), (360, 640)])
@pytest.mark.parametrize("language", ["da", "de", "ar"])
def test_both_answers_are_in_the_first_view(
    opens: Opens, target: str, size: tuple[int, int], language: str
) -> None:
    page = opens(viewport={"width": size[0], "height": size[1]}).new_page()
    page.goto(f"{target}?sprog={language}")
    boxes = [box_of(each) for each in page.locator(".answers button").all()]
    assert len(boxes) == 2
    assert page.locator("h1 bdi").evaluate("one => one.getClientRects().length") == 1
    for box in [*boxes, box_of(page.locator("h1"))]:
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= size[1]
        assert box["x"] + box["width"] <= size[0]


def test_it_hangs_out_the_posters_awning(opens: Opens, target: str) -> None:
    page = opens().new_page()
    page.goto(target)
    top, sign, scallops = page.evaluate(AWNING)
    assert top == sign, "one awning from the top of the page"
    assert sign in scallops


def test_it_sets_one_cookie_and_only_after_the_press(opens: Opens, target: str) -> None:
    phone = opens(java_script_enabled=False)
    page = phone.new_page()
    for path in ("/", "/kode", "/privatliv", "/was", target):
        page.goto(path)
        assert phone.cookies() == [], path
    page.get_by_role("button", name="I dag er jeg her bare", exact=True).click()
    page.get_by_role("heading", name="Tak").wait_for()
    (cookie,) = phone.cookies()
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.[0-9a-f]{32}\.[0-9a-f]{8}", cookie["value"])


def test_it_keeps_nothing_and_asks_nobody_else_before_a_press(
    opens: Opens, server: Server, db: Database, cast: Cast, clock: Clock
) -> None:
    """On every page that opens without one, scripts and all."""
    add_check_in_states(db, cast, clock().date())
    phone = opens()
    page = phone.new_page()
    asked = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    codes = (cast.shop_code, cast.knitting_code, UNKNOWN, REPLACED, ARCHIVED, CLOSED, ENDED)
    for path in ("/", "/kode?kode=QQQQ", "/privatliv", "/was", *(f"/c/{code}" for code in codes)):
        page.goto(path)
        kept = page.evaluate(KEPT)
        assert (phone.cookies(), kept) == ([], [0, 0, 0, 0]), path
    assert asked == {urlsplit(server.url).netloc}


def test_it_stores_nothing_else_on_the_phone(opens: Opens, target: str) -> None:
    phone = opens()
    page = phone.new_page()
    page.goto(target)
    page.get_by_role("button", name="Jeg er her", exact=True).click()
    page.get_by_role("heading", name="Tak").wait_for()
    assert page.evaluate(KEPT) == [0, 0, 0, 0]


def test_it_makes_its_two_answers_equal(opens: Opens, target: str) -> None:
    page = opens(java_script_enabled=False).new_page()
    page.goto(target)
    first, second = (
        box_of(page.get_by_role("button", name=words, exact=True))
        for words in ("Jeg er her", "I dag er jeg her bare")
    )
    assert first["width"] == second["width"]
    assert first["height"] == second["height"]
    assert first["x"] == second["x"]


@pytest.mark.parametrize("width", [320, 360, 412])
def test_it_keeps_a_long_word_whole_on_the_sign(opens: Opens, cast: Cast, width: int) -> None:
    """*Genbrugsbutikken* in the widest of the usual letters: one line, larger than the text."""
    page = opens(viewport={"width": width, "height": 640}).new_page()
    page.goto(f"/c/{cast.shop_code}")
    lines, size = page.locator("h1 bdi").evaluate(
        "name => [name.getClientRects().length, parseFloat(getComputedStyle(name).fontSize)]"
    )
    assert lines == 1
    assert size > 18
