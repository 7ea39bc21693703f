"""Offline: a tap is kept, shown as not sent, and counted once when the network is back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs, urlsplit
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Dialog, Page, Request, Route

from app.db import Database
from app.services.board.todays_board import Board
from tests.support.browser import walk
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.proxy import Proxy
from tests.support.browser.scripts import COPIED
from tests.support.browser.waiting import hurry, pass_hours, until
from tests.support.cast import Cast
from tests.support.check_in_states import add_check_in_states
from tests.support.clock import Clock
from tests.support.server import Server, serving

pytestmark = pytest.mark.browser

UNSENT = "Ikke sendt endnu."
UNSENT_TAPS = "JSON.parse(localStorage.getItem('board') || '[]').length"
STORED = """async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length,
]"""


@pytest.fixture
def phone(opens: Opens, cast: Cast) -> Page:
    """A phone on the page behind the shop's code."""
    page = opens().new_page()
    page.goto(f"/c/{cast.shop_code}")
    return page


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def thanked(page: Page) -> None:
    page.get_by_role("heading", name="Tak", exact=True).wait_for()


def test_it_keeps_a_tap_without_a_network_and_sends_it_later(
    phone: Page, board: Callable[[], Board]
) -> None:
    phone.context.set_offline(True)
    press(phone, "Jeg er her")
    phone.get_by_text(UNSENT).wait_for()
    phone.get_by_text("Hold siden åben, så bliver det sendt, når der er net.").wait_for()
    assert phone.locator("#news b").inner_text() == "Tak. Jeg er her"
    assert not violations(phone)
    press(phone, "I dag er jeg her bare")
    phone.locator("#news b", has_text="Tak. I dag er jeg her bare").wait_for()
    press(phone, "Jeg er her")
    phone.locator("#news b", has_text="Tak. Jeg er her").wait_for()
    press(phone, "Prøv igen")
    assert board().total == 0
    phone.context.set_offline(False)
    thanked(phone)
    assert (board().total, board().just_here) == (1, 1)
    assert phone.evaluate(STORED) == [0, 0, 0, 0, 0]


def test_it_stores_and_asks_nobody_else_before_a_press(
    phone: Page, server: Server, db: Database, cast: Cast, clock: Clock
) -> None:
    add_check_in_states(db, cast, clock().date())
    asked = set()
    phone.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    seen = []
    for name in walk.check_in_pages(phone, cast, "da"):
        if name.startswith("after"):
            break
        seen.append(name)
        assert phone.evaluate(STORED) == [0, 0, 0, 0, 0], name
        assert phone.context.cookies() == [], name
    assert len(seen) > 15
    assert asked == {urlsplit(server.url).netloc}


REFUSES = """
const refuse = () => { throw new DOMException("", "SecurityError"); };
Object.defineProperty(Navigator.prototype, "cookieEnabled", { get: () => false });
Object.defineProperty(self, "localStorage", { get: refuse });
"""


@pytest.fixture
def refusing(opens: Opens, app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Page:
    """A phone on the shop's page that refuses cookies, and storage with them."""
    serve = app.wsgi_app

    def without_cookies(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ.pop("HTTP_COOKIE", None)
        return serve(environ, start_response)

    monkeypatch.setattr(app, "wsgi_app", without_cookies)
    page = opens().new_page()
    page.add_init_script(REFUSES)
    page.goto(f"/c/{cast.shop_code}")
    return page


def test_a_phone_that_refuses_cookies_is_told_and_counts_once(
    refusing: Page, board: Callable[[], Board], cast: Cast
) -> None:
    for words in ("Jeg er her", "Jeg er her", "I dag er jeg her bare"):
        press(refusing, words)
        refusing.get_by_text("Trykkede du lige før? Så er du talt med.").wait_for()
        assert not violations(refusing)
        refusing.evaluate("document.getElementById('news').textContent = ''")
    assert urlsplit(refusing.url).path == f"/c/{cast.shop_code}"
    assert board().total == 1


def test_it_sends_a_kept_tap_when_any_page_of_check_in_is_opened_again(
    phone: Page, board: Callable[[], Board], cast: Cast
) -> None:
    phone.context.set_offline(True)
    press(phone, "Jeg er her")
    phone.get_by_text(UNSENT).wait_for()
    other = phone.context.new_page()
    phone.close()
    phone.context.set_offline(False)
    other.goto("/privatliv")
    until(lambda: other.evaluate("localStorage.length") == 0)
    assert board().total == 1
    other.goto(f"/c/{cast.shop_code}")
    thanked(other)


def test_it_keeps_the_changes_of_a_visit_in_their_order(
    phone: Page, board: Callable[[], Board], cast: Cast
) -> None:
    press(phone, "Jeg er her")
    thanked(phone)
    phone.context.set_offline(True)
    phone.get_by_text("Det sker her i dag").click()
    press(phone, "Strikkecafé")
    phone.get_by_text(UNSENT).wait_for()
    press(phone, "laver mad")
    press(phone, "Reparation")
    press(phone, "Vi er 2")
    press(phone, "Vi er 3")
    assert board().just_here == 1
    phone.context.set_offline(False)
    phone.locator(".chosen", has_text="Vi er 3").wait_for()
    assert [row.number for row in board().activities] == [3, 3]
    assert board().total == 3
    assert phone.evaluate("localStorage.length") == 0


def test_it_says_so_when_a_kept_tap_came_after_its_day(
    phone: Page, board: Callable[[], Board], clock: Clock, cast: Cast
) -> None:
    phone.context.set_offline(True)
    press(phone, "Jeg er her")
    phone.get_by_text(UNSENT).wait_for()
    clock.at("2026-11-23", 9)
    phone.context.set_offline(False)
    phone.get_by_text("Dagen er slut").wait_for()
    phone.get_by_text("Sig det til en vært").wait_for()
    assert board().total == 0
    assert phone.evaluate("localStorage.length") == 0
    # Whoever is here today is still asked.
    phone.reload()
    press(phone, "Jeg er her")
    thanked(phone)
    assert board().total == 1


def refuse_posts(route: Route) -> None:
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


STILL = "() => new Promise((done) => setTimeout(() => done(localStorage.length), 300))"


@pytest.mark.parametrize("words", ["Jeg er her", "Glem mig på denne telefon"])
def test_it_keeps_nothing_of_a_day_that_is_over_where_nobody_answers(
    phone: Page, clock: Clock, cast: Cast, words: str
) -> None:
    if words != "Jeg er her":
        press(phone, "Jeg er her")
        thanked(phone)
    phone.context.set_offline(True)
    press(phone, words)
    phone.get_by_text(UNSENT).wait_for()
    # The network is back for the page but not for the post; the day ended long ago.
    clock.at("2026-11-23", 9)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.add_init_script("const now = Date.now; Date.now = () => now() + 864e5;")
    other.route(
        "**/c/*",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    other.route(
        "**/besoeg*",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    other.goto(f"/c/{cast.shop_code}")
    other.get_by_text("Dagen er slut").wait_for()
    other.get_by_text("Sig det til en vært").wait_for()
    assert other.evaluate(STILL) == 0


def test_it_leaves_nothing_of_a_forgotten_phone_after_its_day(phone: Page, clock: Clock) -> None:
    press(phone, "Jeg er her")
    thanked(phone)
    phone.context.set_offline(True)
    press(phone, "Glem mig på denne telefon")
    phone.get_by_text(UNSENT).wait_for()
    clock.at("2026-11-23", 9)
    other = phone.context.new_page()
    phone.close()
    other.context.set_offline(False)
    other.goto("/")
    until(lambda: other.evaluate("localStorage.length") == 0)


def test_two_tabs_move_on_together(phone: Page, board: Callable[[], Board], cast: Cast) -> None:
    other = phone.context.new_page()
    other.goto(f"/c/{cast.shop_code}")
    phone.context.set_offline(True)
    for tab in (phone, other):
        press(tab, "Jeg er her")
        tab.get_by_text(UNSENT).wait_for()
    phone.route("**/c/**", refuse_posts)  # So that the other tab sends.
    phone.context.set_offline(False)
    for tab in (phone, other):
        thanked(tab)
    assert board().total == 1
    assert phone.evaluate("localStorage.length") == 0


@pytest.mark.parametrize("when", ["before", "while"])
def test_it_counts_a_tap_of_a_phone_whose_clock_is_put_forward(
    phone: Page, board: Callable[[], Board], when: str
) -> None:
    jump = "const now = Date.now; Date.now = () => now() + 3 * 864e5;"
    if when == "before":
        phone.evaluate(f"() => {{ {jump} }}")
    phone.context.set_offline(True)
    press(phone, "Jeg er her")
    phone.get_by_text(UNSENT).wait_for()
    if when == "while":
        phone.evaluate(f"() => {{ {jump} }}")
    press(phone, "Prøv igen")
    phone.get_by_text(UNSENT).wait_for()
    assert phone.evaluate(STILL) == 1
    phone.context.set_offline(False)
    thanked(phone)
    assert board().total == 1


def test_it_counts_today_on_a_page_that_stood_open_since_yesterday(
    phone: Page, board: Callable[[], Board], clock: Clock
) -> None:
    clock.at("2026-11-23", 9)
    press(phone, "Jeg er her")
    thanked(phone)
    assert board().total == 1


@pytest.fixture
def behind_proxy(opens: Opens, proxy: Proxy, cast: Cast) -> Page:
    page = opens(base_url=proxy.url).new_page()
    page.goto(f"/c/{cast.shop_code}")
    return page


def test_it_counts_once_when_the_answer_is_lost(
    behind_proxy: Page, proxy: Proxy, board: Callable[[], Board]
) -> None:
    presses: list[str] = []

    def note(sent: Request) -> None:
        if sent.method == "POST":
            presses.extend(parse_qs(sent.post_data or "")["press"])

    behind_proxy.on("request", note)
    proxy.cut = True
    press(behind_proxy, "Jeg er her")
    behind_proxy.get_by_text(UNSENT).wait_for()
    # The server has counted it; the phone cannot know.
    until(lambda: proxy.answers_cut and board().total == 1)
    proxy.cut = False
    press(behind_proxy, "Prøv igen")
    thanked(behind_proxy)
    assert board().total == 1
    assert len(presses) > 1
    assert len(set(presses)) == 1, "one press, however often it is sent"
    press(behind_proxy, "Vi er 2")
    behind_proxy.locator(".chosen", has_text="Vi er 2").wait_for()
    assert len(set(presses)) == 2


def test_it_counts_once_over_a_restart_of_the_server(
    behind_proxy: Page, proxy: Proxy, server: Server, app: Flask, board: Callable[[], Board]
) -> None:
    proxy.cut = True
    press(behind_proxy, "Jeg er her")
    behind_proxy.get_by_text(UNSENT).wait_for()
    app.extensions["her_i_dag"].db.close()
    with serving(app) as after:
        proxy.to = after.port
        proxy.cut = False
        press(behind_proxy, "Prøv igen")
        thanked(behind_proxy)
    assert board().total == 1


@pytest.fixture
def desk(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast, proxy: Proxy
) -> Page:
    """A host's open board, which the browser has cached."""
    context = opens(base_url=proxy.url)
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    until(lambda: page.evaluate(COPIED))
    return page


def tap(page: Page, name: str, sign: str = "mere") -> None:
    page.get_by_role("button", name=f"Én {sign}: {name}", exact=True).click()


def shows(page: Page, number: int) -> None:
    page.locator(".counter.whole .n", has_text=re.compile(f"^{number}$")).wait_for()


def test_the_board_counts_on_without_a_network_and_catches_up(
    desk: Page,
    board: Callable[[], Board],
    cast: Cast,
    clock: Clock,
    proxy: Proxy,
    parts: Callable[[], dict[str, int]],
) -> None:
    desk.clock.install()
    desk.reload()
    until(lambda: desk.evaluate(COPIED))
    tap(desk, "besøg i dag")
    shows(desk, 1)
    # Wait for the browser to have the answer, not just the server the count.
    until(lambda: board().total == 1 and desk.evaluate(UNSENT_TAPS) == 0)
    proxy.down()
    for name, sign in (
        ("besøg i dag", "mere"),
        ("Reparation", "mere"),
        ("Reparation", "mere"),
        ("laver mad", "mere"),
        ("Reparation", "færre"),
    ):
        tap(desk, name, sign)
        pass_hours(desk, clock, 2)
    shows(desk, 4)
    desk.get_by_text("5 ikke sendt endnu").wait_for()
    desk.reload()
    shows(desk, 4)
    desk.get_by_text("5 ikke sendt endnu").wait_for()
    tap(desk, "besøg i dag")
    shows(desk, 5)
    assert board().total == 1
    pass_hours(desk, clock, 3)  # A whole day behind the counter has passed.
    proxy.up()
    hurry(desk, lambda: desk.evaluate("localStorage.getItem('board')") is None)
    desk.get_by_text("ikke sendt endnu").wait_for(state="hidden")
    desk.get_by_text("Opdateret kl.").wait_for()
    shows(desk, 5)
    assert parts() == {"12_15": 2, "15_18": 2, "after_21": 1}, "each in the hours of its own tap"
    found = board()
    assert found.total == 5
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 1
    assert {row.role.id: row.number for row in found.roles}[cast.cooks] == 1


@pytest.mark.parametrize("link", ["Skriv et tal", "Dagens note", "Mere"])
def test_a_page_that_needs_the_network_leads_to_the_board_and_what_waits(
    desk: Page, proxy: Proxy, link: str
) -> None:
    tap(desk, "besøg i dag")
    shows(desk, 1)
    until(lambda: desk.evaluate(UNSENT_TAPS) == 0)
    proxy.down()
    tap(desk, "besøg i dag")
    shows(desk, 2)
    desk.get_by_role("link", name=link).click()
    desk.get_by_text("Den side kræver net. Du kan tælle videre her.").wait_for()
    shows(desk, 2)
    desk.get_by_text("1 ikke sendt endnu").wait_for()
    tap(desk, "besøg i dag")
    shows(desk, 3)
    assert not violations(desk)
    proxy.up()
    desk.get_by_text("Den side kræver net.").wait_for(state="hidden")
    shows(desk, 3)


def test_the_board_counts_once_over_a_lost_answer_and_a_restart(
    desk: Page, board: Callable[[], Board], app: Flask, proxy: Proxy
) -> None:
    proxy.cut = True
    tap(desk, "besøg i dag")
    until(lambda: proxy.answers_cut and board().total == 1)
    tap(desk, "Reparation")
    app.extensions["her_i_dag"].db.close()
    with serving(app) as after:
        proxy.to = after.port
        proxy.cut = False
        until(lambda: desk.evaluate("localStorage.getItem('board')") is None)
        shows(desk, 2)
    assert board().total == 2


def test_the_board_lists_what_came_too_late(
    desk: Page, board: Callable[[], Board], clock: Clock, proxy: Proxy
) -> None:
    proxy.down()
    for _ in range(2):
        tap(desk, "Strikkecafé")
    desk.get_by_text("2 ikke sendt endnu").wait_for()
    clock.at("2026-11-23", 9)
    proxy.up()
    desk.get_by_text("søndag den 22. november: Én mere: Strikkecafé × 2").wait_for()
    assert board().total == 0
    desk.reload()
    desk.get_by_text("Strikkecafé × 2").wait_for()
    press(desk, "Fjern")
    desk.reload()
    desk.get_by_text("Opdateret kl.").wait_for()
    assert desk.get_by_text("Strikkecafé × 2").is_hidden()


def test_the_board_asks_to_sign_in_again_and_then_sends(
    desk: Page, board: Callable[[], Board], cast: Cast, proxy: Proxy
) -> None:
    proxy.down()
    tap(desk, "besøg i dag")
    desk.get_by_text("1 ikke sendt endnu").wait_for()
    desk.context.clear_cookies()
    proxy.up()
    again = desk.get_by_role("link", name="Log ind igen")
    again.wait_for()
    assert board().total == 0
    again.click()
    desk.get_by_label("E-mail").fill(cast.ane)
    desk.get_by_label("Adgangskode").fill("tre tilfældige ord")
    press(desk, "Log ind")
    until(lambda: desk.evaluate("localStorage.getItem('board')") is None)
    shows(desk, 1)
    assert board().total == 1
    assert urlsplit(desk.url).path == f"/i-dag/{cast.shop}"


def test_signing_out_takes_what_the_board_kept(desk: Page) -> None:
    desk.goto("/konto")
    press(desk, "Log ud")
    desk.get_by_role("heading", name="Log ind").wait_for()
    assert desk.evaluate("Object.keys(localStorage).length") == 0
    assert desk.evaluate("async () => (await caches.keys()).length") == 0


def test_signing_out_asks_where_something_is_not_sent(
    desk: Page, board: Callable[[], Board], proxy: Proxy
) -> None:
    asked: list[str] = []

    def stays(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    desk.on("dialog", stays)
    other = desk.context.new_page()
    other.goto("/konto")
    other.on("dialog", stays)
    proxy.down()
    tap(desk, "besøg i dag")
    desk.get_by_text("1 ikke sendt endnu").wait_for()
    until(lambda: other.evaluate("localStorage.getItem('board') !== null"))
    press(other, "Log ud")
    until(lambda: other.evaluate("true") and asked)
    assert "1 tryk er ikke sendt" in asked[0]
    assert other.evaluate("localStorage.getItem('board') !== null")
