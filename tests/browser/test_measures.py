"""Targets, contrasts and room to grow, measured on every page as the browser lays it out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.services.venues import copying
from tests.support.browser import walk
from tests.support.browser.chromium import Opens
from tests.support.browser.measures import PHONE, Measures
from tests.support.cast import Cast
from tests.support.check_in_states import add_check_in_states
from tests.support.clock import Clock
from tests.support.routes import World, make_world
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

# The language the pages are written in, and the one with the longest words.
CHECK_IN_PAGES = ("da", "de")
AT_THE_COUNTER = ("da", "en")
A_LIST = "Korsang; hver anden tirsdag kl. 17\nSpisning; 1. og 3. mandag i måneden 17-19"
CHECK_IN = {"least": 48, "between": 8}
STAFF = {"least": 44, "between": 0}


@pytest.fixture
def venue(db: Database, cast: Cast, clock: Clock) -> World:
    add_check_in_states(db, cast, clock().date())
    return make_world(db, cast)


@pytest.fixture
def page(opens: Opens) -> Page:
    return opens(viewport=PHONE, has_touch=True, device_scale_factor=1).new_page()


@pytest.mark.parametrize("language", CHECK_IN_PAGES)
def test_it_measures_up_at_check_in(page: Page, venue: World, cast: Cast, language: str) -> None:
    measures = Measures(page)
    for name in walk.check_in_pages(page, cast, language):
        measures.targets(name, **CHECK_IN)
        measures.room(name)
        if language == "da":
            measures.contrast(name, least=7, colours=name.startswith(("/c/", "after")))
    measures.no_complaints()


@pytest.mark.parametrize("language", CHECK_IN_PAGES)
def test_it_measures_up_where_it_goes_wrong(
    page: Page, venue: World, app: Flask, cast: Cast, language: str
) -> None:
    measures = Measures(page)
    for name in walk.where_it_goes_wrong(page, app, cast, language):
        measures.targets(name, **CHECK_IN)
        measures.room(name)
        if language == "da":
            measures.contrast(name, least=7)
    measures.no_complaints()


@pytest.mark.parametrize("language", CHECK_IN_PAGES)
def test_it_measures_up_on_the_tablet(
    page: Page, venue: World, server: Server, language: str, start_device: Callable[..., str]
) -> None:
    token = start_device(DeviceKind.TABLET)
    page.context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    page.clock.install()  # The page must not return to the start while it is measured.
    measures = Measures(page)
    for name in walk.on_the_tablet(page, language):
        for width, height in ((1280, 800), (800, 1280), (360, 740)):
            page.set_viewport_size({"width": width, "height": height})
            measures.targets(f"{name}, {width} px", **CHECK_IN)
        measures.room(name)
        if language == "da":
            measures.contrast(name, least=7, colours=True)
    measures.no_complaints()


def test_it_measures_up_on_the_screen(
    page: Page, venue: World, server: Server, start_device: Callable[..., str]
) -> None:
    token = start_device(DeviceKind.SCREEN)
    page.context.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    measures = Measures(page)
    for name in walk.on_the_screen(page, "da"):
        for width, height in ((1280, 800), (1920, 1080), (360, 740)):
            page.set_viewport_size({"width": width, "height": height})
            measures.targets(f"{name}, {width} px", **CHECK_IN)
        measures.room(name)
        measures.contrast(name, least=7, colours=True)
    measures.no_complaints()


@pytest.mark.parametrize("language", AT_THE_COUNTER)
def test_it_measures_up_behind_the_counter(
    page: Page,
    venue: World,
    cast: Cast,
    sign_in: Callable[[BrowserContext, str], None],
    language: str,
) -> None:
    sign_in(page.context, cast.ane)
    measures = Measures(page)
    for name in walk.behind_the_counter(page, venue, language):
        measures.targets(name, **STAFF)
        measures.room(name)
        measures.contrast(name, least=4.5)
    measures.no_complaints()


def test_it_measures_up_where_set_up_shows_something_first(
    page: Page,
    cast: Cast,
    sign_in: Callable[[BrowserContext, str], None],
    db: Database,
    clock: Clock,
) -> None:
    copying.copy_venue(db, viewer(db, 2), cast.shop, "Laden", now=clock())
    sign_in(page.context, cast.kim)
    measures = Measures(page)
    shop, several = f"/steder/{cast.shop}", f"/partnerskab/{cast.partnership}/flere"
    for path, typed in (
        (f"{shop}/aktiviteter/liste", {"text": A_LIST}),
        (f"{shop}/aktiviteter/ny", {"name": "Kor", "more": "når vi har lyst"}),
        (f"{several}/lukkedage", {"first": "2027-07-01"}),
        (f"{several}/aabningstider", {"valid_from": "2026-11-22"}),
    ):
        page.goto(path)
        for field, text in typed.items():
            page.fill(f"#{field}", text)
        with page.expect_navigation():
            page.click("button.main")
        measures.targets(path, **STAFF)
        measures.room(path)
        measures.contrast(path, least=4.5)
    measures.no_complaints()


def test_it_measures_up_at_the_desk(
    page: Page, venue: World, cast: Cast, sign_in: Callable[[BrowserContext, str], None]
) -> None:
    sign_in(page.context, cast.kim)
    # One of the lists is only there with a file that somebody has begun to read.
    page.goto(f"/partnerskab/{cast.partnership}/tidligere")
    page.fill("#pasted", "Dato;Antal\n2025-01-03;8\n")
    page.click("button.main")
    page.wait_for_url("**/tidligere/fil**")
    measures = Measures(page)
    for name in walk.at_the_desk(page, venue, "da"):
        measures.targets(name, **STAFF)
        measures.room(name)
        measures.contrast(name, least=4.5)
    measures.no_complaints()
