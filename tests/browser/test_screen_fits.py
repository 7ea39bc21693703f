"""The wall screen: everything fits at every size, and the code can be scanned."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Literal

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from sqlalchemy import delete

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.domain.venues.codes import normalise
from app.models import Activity, Code, Venue
from app.services.devices import device_list
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

WALLS = (
    (1280, 720),
    (1366, 768),
    (1920, 1080),
    (1024, 768),
    (3840, 2160),
    (1080, 1920),
)
LONG = "Fællesspisning og samtalesalon for hele kvarterets nysgerrige naboer"
# For every part people look for: its box, and whether its text overflows.
PARTS = """() => [...document.querySelectorAll(
  'h1, .total b, .total span, .rows li, .rows li > *, .scan, .qr img, .by-hand, .by-hand b, #live'
)].map((part) => {
  const { left, top, right, bottom } = part.getBoundingClientRect();
  return { name: part.className || part.tagName, left, top, right, bottom,
    out: part.scrollWidth > Math.ceil(part.clientWidth) + 1 && part.clientWidth > 0 };
})"""

LETTERS = "all => all.map((one) => getComputedStyle(one).fontSize)"


@pytest.fixture
def screen(opens: Opens, server: Server, start_device: Callable[..., str]) -> Page:
    token = start_device(DeviceKind.SCREEN)
    context = opens(phone=False, viewport={"width": 1280, "height": 720})
    context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    return context.new_page()


def goes_on(db: Database, cast: Cast, clock: Clock, number: int) -> None:
    """Set up this many activities with long names today, in a venue with a long name."""
    with db.writing() as session:
        session.execute(delete(Code).where(Code.activity_id.is_not(None)))
        for activity in session.query(Activity).filter_by(venue_id=cast.shop):
            activity.archived_on = clock().date()
        for each in range(number):
            name = LONG if each % 2 else f"Strikkecafé {each}"
            session.add(
                Activity(venue_id=cast.shop, name=name, kind="fixed", created_on=clock().date())
            )
        if number > 7:
            session.get_one(Venue, cast.shop).name = "Genbrugsbutikken i den gamle mejeribygning"


def test_it_fits_without_its_script_too(
    screen: Page, db: Database, cast: Cast, clock: Clock
) -> None:
    goes_on(db, cast, clock, 12)
    screen.route("**/screen.js*", lambda route: route.abort())
    screen.goto("/tavle/skaerm")
    for width, height in WALLS:
        screen.set_viewport_size({"width": width, "height": height})
        wall = f"{width}×{height}"
        assert screen.evaluate("document.documentElement.scrollHeight") <= height, wall
    letters = screen.locator(".rows li").evaluate_all(LETTERS)
    assert min(float(size.removesuffix("px")) for size in letters) >= 12


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_its_code_is_read_by_a_phone_and_leads_to_check_in(
    screen: Page,
    db: Database,
    cast: Cast,
    clock: Clock,
    server: Server,
    colours: Literal["dark", "light"],
) -> None:
    """The code as it hangs on posters, and the changing one."""
    screen.emulate_media(color_scheme=colours)
    screen.goto("/tavle/skaerm")
    assert scanned(screen) == [f"{server.url}/c/{cast.shop_code}".upper()]
    device_list.let_code_change(db, viewer(db, 1), cast.shop, True, now=clock())
    screen.reload()
    code = normalise(screen.locator(".by-hand b").inner_text())
    assert code != cast.shop_code
    assert scanned(screen) == [f"{server.url}/c/{code}".upper()]


def scanned(page: Page) -> list[str]:
    page.locator(".qr img").evaluate("image => image.decode()")
    wall = Image.open(BytesIO(page.screenshot()))
    # Many phones cannot read a light-on-dark code.
    return [found.text for found in zxingcpp.read_barcodes(wall, try_invert=False)]


@pytest.mark.parametrize("number", [0, 1, 7, 12])
def test_it_fits_on_every_wall(
    screen: Page, db: Database, cast: Cast, clock: Clock, number: int
) -> None:
    goes_on(db, cast, clock, number)
    screen.goto("/tavle/skaerm")
    for width, height in WALLS:
        screen.set_viewport_size({"width": width, "height": height})
        screen.evaluate("() => new Promise(requestAnimationFrame)")
        wall = f"{width}×{height}, {number}"
        assert screen.evaluate("document.documentElement.scrollHeight") <= height, wall
        assert screen.locator(".rows li").count() == number
        parts = screen.evaluate(PARTS)
        for part in parts:
            assert part["left"] >= 0, (wall, part)
            assert part["top"] >= 0, (wall, part)
            assert part["right"] <= width, (wall, part)
            assert part["bottom"] <= height, (wall, part)
            assert not part["out"], (wall, part)
        code = box_of(screen.locator(".qr img"))
        sizes = screen.locator("h1, .rows, .scan, .by-hand b, .total span").evaluate_all(LETTERS)
        (total,) = screen.locator(".total b").evaluate_all(LETTERS)
        biggest = max(float(each.removesuffix("px")) for each in sizes)
        assert float(total.removesuffix("px")) >= 2 * biggest, (wall, total, sizes)
        if number <= 1 and width > height:
            assert float(total.removesuffix("px")) >= 0.95 * code["height"], wall
        assert code["width"] >= 0.4 * min(width, height), wall
        assert code["height"] == pytest.approx(code["width"], abs=1), wall
        letters = screen.locator(".rows").evaluate_all(LETTERS)
        for size in letters:
            assert float(size.removesuffix("px")) >= 0.014 * min(width, height), (wall, size)
