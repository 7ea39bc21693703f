"""Walks through the pages in a browser, for tests that check every one.

Each is a generator: it opens a page, yields its name, and moves on when the caller is done.
"""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from playwright.sync_api import Page

from tests.support.cast import Cast
from tests.support.check_in_states import (
    ARCHIVED,
    CLOSED,
    ENDED,
    NOT_TODAY,
    REPLACED,
    UNKNOWN,
    states,
)
from tests.support.routes import NO_PAGES, World, all_routes

PLAIN = ("/", "/kode", "/kode?kode=QQQQ", "/privatliv", "/was", "/findes-ikke")
HOST = (
    "/i-dag/<int:venue_id>",
    "/i-dag/<int:venue_id>/tavler",
    "/i-dag/vaelg",
    "/konto",
    "/log-ind",
)
# They redirect to a page that is visited at its own address.
REDIRECTS = {
    "/i-dag",
    "/start",
    "/konto/adgangsnoegler/navn",
    "/konto/adgangsnoegler/fjern",
    "/konto/adgangsnoegler/noedkoder",
    "/partnerskab/<int:partnership_id>/personer/ny",
    "/partnerskab/<int:partnership_id>/tidligere/fil",
}
WRONG = ("a press without", "too many", "errors/", "check_in/")
HTML = "text/html; charset=utf-8"
ANSWERS = {"her": "Jeg er her", "bare": "I dag er jeg her bare"}


def _open_all(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


def _press(page: Page, button: str) -> None:
    _open_all(page)
    with page.expect_navigation():  # Scripts submit some forms and move on when done.
        page.locator(button).first.click()


def _in(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}sprog={language}"


def check_in_pages(page: Page, cast: Cast, language: str) -> Iterator[str]:
    """Every page of a participant; `add_check_in_states` has created the codes."""
    codes = (cast.shop_code, cast.knitting_code, ENDED, NOT_TODAY)
    refused = (UNKNOWN, REPLACED, ARCHIVED, CLOSED)
    target = f"/c/{cast.knitting_code}"
    notes = (f"{target}?fortrudt=1", f"{target}?slut=1", f"{target}/besoeg?svar=her")
    for path in (*PLAIN, *(f"/c/{code}" for code in (*codes, *refused)), *notes):
        page.goto(_in(path, language))
        yield path
    for answer in ANSWERS:
        page.goto(_in(target, language))
        _press(page, f"button[value={answer}]")
        yield f"after {answer}"
        _press(page, "#more")
        _press(page, "button[name=take]")
        yield f"two with a role, after {answer}"
        if answer == "bare":
            return
        page.goto(_in(f"{target}/gemt", language))
        yield f"what is stored, after {answer}"
        page.goto(_in(f"{target}/besoeg", language))
        _press(page, "button[name=forget]")
        yield f"forgotten, after {answer}"
        page.context.clear_cookies()


def where_it_goes_wrong(page: Page, app: Flask, cast: Cast, language: str) -> Iterator[str]:
    """How check-in answers a press when something is wrong or the venue is full."""
    html = ""
    page.route("**/state", lambda route: route.fulfill(body=html, content_type=HTML))
    for name, state in states(app, cast, language):
        if name.startswith(WRONG):
            html = state.response.get_data(as_text=True)
            page.goto("/state")
            yield name


def on_the_tablet(page: Page, language: str) -> Iterator[str]:
    """Every tablet page; this browser is the tablet."""
    for note in ("", "?besked=talt", "?besked=problem"):
        page.goto(_in(f"/tavle/{note}", language))
        yield f"the start {note}"
    for answer in ANSWERS:
        page.goto(_in("/tavle/", language))
        _press(page, f"button[value={answer}]")
        page.wait_for_url("**/tak/**")
        yield f"thanks, after {answer}"
        _press(page, "button[name=take]")
        page.locator("button[name=drop]").first.wait_for(state="attached")
        yield f"thanks with a role, after {answer}"


def on_the_screen(page: Page, language: str) -> Iterator[str]:
    """The screen page; this browser is the screen."""
    page.goto(_in("/tavle/skaerm", language))
    yield "the screen"


def behind_the_counter(page: Page, venue: World, language: str) -> Iterator[str]:
    """Every page a host sees, when signed in."""
    yield from _routes(page, venue, language, host=True)


def at_the_desk(page: Page, venue: World, language: str) -> Iterator[str]:
    """Every other staff page, signed in as a coordinator."""
    yield from _routes(page, venue, language, host=False)


def _routes(page: Page, venue: World, language: str, *, host: bool) -> Iterator[str]:
    for route in all_routes():
        if route.method != "GET" or route.rule in NO_PAGES | REDIRECTS:
            continue
        of_staff = route.entry != "everybody" or route.rule in HOST
        if of_staff and (route.rule in HOST) == host:
            page.goto(_in(route.path(venue.values(route)), language))
            yield route.rule
