"""Debian's chromium, as phones and as laptops, on a live server whose clock the test sets."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from sqlalchemy import select

from app.db import Database
from app.models import PartOfDayCount, Person
from app.services.people import sessions
from app.web.platform.context import State
from tests.support.browser.chromium import ARGUMENTS, Opens
from tests.support.browser.proxy import Proxy
from tests.support.browser.waiting import PATIENCE_S
from tests.support.clock import Clock
from tests.support.parts import chromium
from tests.support.server import Server, serving

PATIENCE_MS = 1_000 * PATIENCE_S
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A browser can't tell which database is in use; the page tests run on both."""
    return sqlite_url


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if chromium() is None:
        pytest.skip("chromium is not installed")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def server(app: Flask) -> Iterator[Server]:
    """The application on a local port, which is also the address on its posters."""
    with serving(app) as server:
        state: State = app.extensions["her_i_dag"]
        config = dataclasses.replace(state.config, base_url=server.url)
        app.extensions["her_i_dag"] = dataclasses.replace(state, config=config)
        yield server


@pytest.fixture
def proxy(server: Server) -> Iterator[Proxy]:
    """A connection to the server that the test can take down or cut."""
    proxy = Proxy(server.port)
    yield proxy
    proxy.close()


@pytest.fixture
def opens(browser: Browser, playwright: Playwright, server: Server) -> Iterator[Opens]:
    """Opens a browser with its own cookies: a phone by default."""
    contexts: list[BrowserContext] = []

    def opens(*, phone: bool = True, **more: object) -> BrowserContext:
        known = dict(playwright.devices["Pixel 7"]) if phone else {}
        known.setdefault("locale", "da-DK")
        context = browser.new_context(**(known | {"base_url": server.url} | more))
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        return context

    yield opens
    for context in contexts:
        context.close()


@pytest.fixture
def parts(db: Database) -> Callable[[], dict[str, int]]:
    """How many were counted in each part of the day, over all days and venues."""

    def parts() -> dict[str, int]:
        with db.reading() as session:
            return {row.part: row.number for row in session.scalars(select(PartOfDayCount))}

    return parts


@pytest.fixture
def sign_in(db: Database, server: Server, clock: Clock) -> Callable[[BrowserContext, str], None]:
    """Gives a browser the session of one of the cast."""

    def sign_in(context: BrowserContext, email: str) -> None:
        with db.reading() as session:
            person_id = session.scalars(select(Person.id).where(Person.email == email)).one()
        token = sessions.begin_session(db, person_id, now=clock())
        context.add_cookies([{"name": "heridag", "value": token, "url": server.url}])

    return sign_in
