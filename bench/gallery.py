"""Screenshots of every page in every state, to be looked at: `make gallery`.

They are the pages that the tests walk through, in Danish, in English and from right to left, in
light and dark, at the sizes they are used at. Written to gallery/, which git ignores; open
gallery/index.html. Two galleries can be compared: `bench.differences`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import html
import itertools
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app import create_app
from app.domain.devices.device import DeviceKind
from app.migrating import upgrade
from app.services.devices import device_list
from app.services.people import sessions
from app.services.people.accounts import viewer
from app.web.platform.context import State
from bench.repeatable import repeatable
from config import Config
from tests.support.browser import walk
from tests.support.cast import Cast, make_cast
from tests.support.check_in_states import add_check_in_states
from tests.support.clock import Clock
from tests.support.parts import chromium
from tests.support.routes import World, make_world
from tests.support.server import serving

FOLDER = Path(__file__).parent.parent / "gallery"
CHECK_IN_PAGES, OF_STAFF = ("da", "en", "ar"), ("da", "en")
PHONE, LAPTOP, TABLET = (360, 740), (1280, 800), (1280, 800)
SCHEMES = ("light", "dark")
NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
DAYS = 9  # of visits before today, so that reports have something to say
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]

Walk = Callable[[Page, str], Iterator[str]]


@dataclass(frozen=True)
class Room:
    """One part of the gallery."""

    name: str
    walk: Walk
    languages: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    cookies: dict[str, str]


@dataclass(frozen=True)
class Site:
    """A venue in use, and what opens its pages."""

    app: Flask
    cast: Cast
    venue: World
    cookies: dict[str, dict[str, str]]

    def rooms(self) -> list[Room]:
        """Everything there is to look at."""
        cast, venue, cookies = self.cast, self.venue, self.cookies
        staff = (PHONE, LAPTOP)

        def target(page: Page, language: str) -> Iterator[str]:
            return walk.check_in_pages(page, cast, language)

        def wrong(page: Page, language: str) -> Iterator[str]:
            return walk.where_it_goes_wrong(page, self.app, cast, language)

        def counter(page: Page, language: str) -> Iterator[str]:
            return walk.behind_the_counter(page, venue, language)

        def desk(page: Page, language: str) -> Iterator[str]:
            return walk.at_the_desk(page, venue, language)

        return [
            Room("door", target, CHECK_IN_PAGES, (PHONE,), {}),
            Room("wrong", wrong, CHECK_IN_PAGES, (PHONE,), {}),
            Room("tablet", walk.on_the_tablet, CHECK_IN_PAGES, (PHONE, TABLET), cookies["tablet"]),
            Room("screen", walk.on_the_screen, OF_STAFF, (TABLET,), cookies["screen"]),
            Room("host", counter, OF_STAFF, staff, cookies["host"]),
            Room("coordinator", desk, OF_STAFF, staff, cookies["coordinator"]),
        ]


def main() -> None:
    """Take every picture again."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    with repeatable(), open_venue() as (venue, browser, url):
        pictures = [picture for room in venue.rooms() for picture in taken(browser, url, room)]
    (FOLDER / "index.html").write_text(index(pictures))
    print(f"{len(pictures)} pictures: open {FOLDER / 'index.html'}")


@contextlib.contextmanager
def open_venue() -> Iterator[tuple[Site, Browser, str]]:
    """A venue in use, a browser to view it with, and its address."""
    program = chromium()
    if program is None:
        sys.exit("Pictures need chromium: apt-get install chromium-headless-shell")
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/her-i-dag.sqlite"
        upgrade(url)
        clock = Clock(NOW)
        app = create_app(Config(database_url=url, base_url="http://localhost"), clock)
        state: State = app.extensions["her_i_dag"]
        venue = lived_in(app, clock)
        with serving(app) as server, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
            yield venue, browser, server.url
            browser.close()
        state.db.close()


def lived_in(app: Flask, clock: Clock) -> Site:
    """The cast's venues after some days of visits, with devices and people signed in."""
    state: State = app.extensions["her_i_dag"]
    today = clock()
    clock.time = today - dt.timedelta(days=DAYS)
    cast = make_cast(state.db, clock())
    for day in range(DAYS + 1):
        clock.time = today - dt.timedelta(days=DAYS - day)
        codes = itertools.cycle([cast.shop_code, cast.knitting_code, cast.repair_code])
        for number, code in zip(range(6 + 3 * (day % 4)), codes, strict=False):
            form = {"svar": "bare" if number % 3 == 2 else "her", "key": secrets.token_hex(16)}
            app.test_client().post(f"/c/{code}", data=form)
    add_check_in_states(state.db, cast, today.date())
    venue = make_world(state.db, cast)
    ane = viewer(state.db, venue.people["Ane"])
    assert ane is not None
    cookies = {
        str(kind): {"tavle": device_list.start(state.db, ane, cast.shop, kind, now=today)}
        for kind in DeviceKind
    }
    for name, duty in (("Ane", "host"), ("Kim", "coordinator")):
        session = sessions.begin_session(state.db, venue.people[name], now=today)
        cookies[duty] = {"heridag": session}
    return Site(app, cast, venue, cookies)


def taken(browser: Browser, url: str, room: Room) -> Iterator[tuple[str, Path]]:
    """Walk through a room and take its pictures; yields each with what it shows."""
    for language in room.languages:
        context: BrowserContext = browser.new_context(base_url=url, locale="da-DK")
        for name, value in room.cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        page.clock.install(time=NOW)  # Keeps the tablet from going back to its start.
        for number, shown in enumerate(room.walk(page, language)):
            for scheme, (width, height) in itertools.product(SCHEMES, room.sizes):
                page.set_viewport_size({"width": width, "height": height})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                words = re.sub(r"[^a-z0-9]+", "-", shown.lower()).strip("-") or "front"
                file = Path(room.name, f"{number:02}-{words}-{language}-{scheme}-{width}.png")
                page.screenshot(path=FOLDER / file, full_page=True)
                yield f"{room.name}: {shown} ({language}, {scheme}, {width} px)", file
        context.close()


def index(pictures: list[tuple[str, Path]]) -> str:
    """One page with all of them."""
    figures = "\n".join(
        f'<figure><a href="{file}"><img src="{file}" loading="lazy" alt=""></a>'
        f"<figcaption>{html.escape(shown)}</figcaption></figure>"
        for shown, file in pictures
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>\n'
        "<style>body{font:1rem system-ui;display:flex;flex-wrap:wrap;gap:1rem}"
        "figure{margin:0;width:15rem}img{width:100%;border:1px solid #888}</style>\n"
        f"{figures}\n</html>\n"
    )


if __name__ == "__main__":
    main()
