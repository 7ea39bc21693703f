"""Axe finds nothing on any page: phone size, every language, light and dark.

The pages are those of the URL map, so that none is forgotten; `test_axe_states` has their states.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.web.platform.access import EVERYBODY
from app.web.platform.language import LANGUAGES
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import TOO_WIDE
from tests.support.cast import Cast
from tests.support.check_in_states import add_check_in_states
from tests.support.clock import Clock
from tests.support.routes import NO_PAGES, World, all_routes, make_world
from tests.support.server import Server

pytestmark = pytest.mark.browser

ROUTES = [route for route in all_routes() if route.method == "GET"]


@pytest.fixture
def venue(db: Database, cast: Cast, clock: Clock) -> World:
    add_check_in_states(db, cast, clock().date())
    return make_world(db, cast)


@pytest.fixture(params=LANGUAGES)
def look(request: pytest.FixtureRequest, opens: Opens) -> Look:
    """Checks pages with axe, in light and dark, and records what it finds."""
    return Look(opens, request.param)


@pytest.fixture
def device_of(
    look: Look, server: Server, start_device: Callable[..., str]
) -> Callable[[DeviceKind], None]:
    """Makes the browser one of the shop's devices."""

    def device_of(kind: DeviceKind) -> None:
        token = start_device(kind)
        look.context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])

    return device_of


class Look:
    def __init__(self, opens: Opens, language: str) -> None:
        self.language = language
        self.context = opens()
        self.page = self.context.new_page()
        self.found: list[str] = []

    def at(self, path: str) -> None:
        self.page.goto(f"{path}{'&' if '?' in path else '?'}sprog={self.language}")
        self.here(path)

    def here(self, name: str) -> None:
        assert self.page.locator("html").get_attribute("lang") == self.language, name
        self.found += [f"{name}, {what}" for what in violations(self.page)]
        wide = self.page.evaluate(TOO_WIDE)
        if wide > 0:
            self.found.append(f"{name}: {wide} px too wide")

    def press(self, button: str) -> None:
        self.page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        with self.page.expect_navigation():  # Scripts submit some forms and move on when done.
            self.page.locator(button).first.click()


def test_it_finds_nothing_at_check_in(look: Look, venue: World, cast: Cast) -> None:
    for route in ROUTES:
        if route.entry == EVERYBODY and route.rule not in NO_PAGES:
            look.at(route.path(venue.values(route)))
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_the_pages_of_staff(
    look: Look, venue: World, cast: Cast, sign_in: Callable[[BrowserContext, str], None]
) -> None:
    sign_in(look.context, cast.kim)
    for route in ROUTES:
        if route.entry != EVERYBODY and route.rule not in NO_PAGES:
            look.at(route.path(venue.values(route)))
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_the_tablet(
    look: Look, venue: World, device_of: Callable[[DeviceKind], None]
) -> None:
    device_of(DeviceKind.TABLET)
    look.page.clock.install()  # Axe is slow; the page must not return to the start meanwhile.
    for answer in ("her", "bare"):
        look.at("/tavle/")
        look.press(f"button[value={answer}]")
        look.here(f"tablet, after {answer}")
        look.press("button[name=take]")
        look.here(f"tablet, with a role, after {answer}")
        look.press("button[name=undo]")
        look.here("tablet, undone")
    for note in ("talt", "problem"):
        look.at(f"/tavle/?besked={note}")
    assert not look.found, "\n".join(look.found)


def test_it_finds_nothing_on_the_screen(
    look: Look, venue: World, device_of: Callable[[DeviceKind], None]
) -> None:
    device_of(DeviceKind.SCREEN)
    look.at("/tavle/skaerm")
    assert not look.found, "\n".join(look.found)


def test_it_knows_what_is_no_page() -> None:
    assert {route.rule for route in ROUTES} >= NO_PAGES
