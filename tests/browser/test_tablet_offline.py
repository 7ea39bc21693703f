"""The tablet offline: it keeps counting for a day, and everything counts once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.models import Venue, Visit
from app.services.board import todays_board
from app.services.devices import device_list
from tests.support.browser.axe import violations
from tests.support.browser.chromium import Opens
from tests.support.browser.proxy import Proxy
from tests.support.browser.scripts import COPIED
from tests.support.browser.waiting import hurry, pass_hours, until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.storage import busy, no_room
from tests.support.server import serving
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser

UNSENT = "Ikke sendt endnu."
# The words and the drawing of each.
CHOICES = "all => all.map((one) => [one.innerText, one.querySelector('path')?.getAttribute('d')])"
HERE, BARE = "Jeg er her", "I dag er jeg her bare"


@pytest.fixture
def tablet(opens: Opens, proxy: Proxy, start_device: Callable[..., str]) -> Page:
    """The shop's tablet, which has cached its start page."""
    token = start_device(DeviceKind.TABLET)
    context = opens(phone=False, base_url=proxy.url, viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "tavle", "value": token, "url": proxy.url}])
    page = context.new_page()
    page.goto("/tavle/")
    until(lambda: page.evaluate(COPIED))
    return page


def tap(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def is_kept(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Tak")
    expect(page.get_by_text(UNSENT)).to_be_visible()


def done(page: Page) -> None:
    page.get_by_role("link", name="Færdig").click()
    expect(page.get_by_role("button", name=HERE, exact=True)).to_be_visible()


def sent(page: Page) -> None:
    # As a browser reports that the network is back; behind a proxy it cannot know.
    online = "dispatchEvent(new Event('online'))"
    until(lambda: page.evaluate(f"{online} && localStorage.getItem('tablet:1') === null"))


def test_it_tells_the_host_how_many_taps_wait(
    tablet: Page, proxy: Proxy, parts: Callable[[], dict[str, int]]
) -> None:
    waiting = tablet.locator("#waiting")
    expect(waiting).to_be_hidden()
    proxy.down()
    for number in (1, 2):
        tap(tablet, HERE)
        is_kept(tablet)
        expect(waiting).to_have_text(f"{number} venter på net")
        done(tablet)
        expect(waiting).to_be_visible()  # also on the copy
    tap(tablet, HERE)
    is_kept(tablet)
    tap(tablet, "Fortryd: tæl mig ikke med")  # It is sent too, but nobody is counted by it.
    expect(waiting).to_have_text("2 venter på net")
    proxy.up()
    sent(tablet)
    expect(waiting).to_be_hidden()


def test_it_counts_on_for_a_day_and_catches_up(
    tablet: Page,
    proxy: Proxy,
    board: Callable[[], todays_board.Board],
    cast: Cast,
    clock: Clock,
    parts: Callable[[], dict[str, int]],
) -> None:
    tablet.clock.install()
    tablet.reload()
    until(lambda: tablet.evaluate(COPIED))
    tap(tablet, HERE)
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Tak")
    sent(tablet)
    proxy.down()
    done(tablet)  # the copy
    tap(tablet, HERE)
    is_kept(tablet)
    assert not violations(tablet)
    tap(tablet, "laver mad")
    tap(tablet, "Vi er 3")
    done(tablet)
    pass_hours(tablet, clock, 3)
    tap(tablet, BARE)
    is_kept(tablet)
    expect(tablet.get_by_role("button", name="laver mad")).to_be_hidden()
    done(tablet)
    pass_hours(tablet, clock, 3)
    tap(tablet, "Strikkecafé 10.00–14.00")
    is_kept(tablet)
    tablet.reload()
    pass_hours(tablet, clock, 7)
    tap(tablet, HERE)
    is_kept(tablet)
    tap(tablet, "Fortryd: tæl mig ikke med")
    expect(tablet.get_by_text("Fortrudt. Du er ikke talt med.")).to_be_visible()
    assert board().total == 1
    pass_hours(tablet, clock, 1)
    proxy.up()
    hurry(tablet, lambda: tablet.evaluate("localStorage.getItem('tablet:1')") is None)
    assert parts() == {"12_15": 4, "15_18": 1, "18_21": 1}, "each in the hours of its own tap"
    found = board()
    assert (found.total, found.just_here) == (6, 2)
    assert {row.activity.id: row.number for row in found.activities}[cast.knitting] == 1
    assert {row.role.id: row.number for row in found.roles}[cast.cooks] == 3
    assert {source.value: n for source, n in found.sources.items()} == {"tablet": 6}


def test_it_offers_without_a_network_what_it_offers_with_one(
    tablet: Page, proxy: Proxy, board: Callable[[], todays_board.Board], db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    tablet.reload()
    until(lambda: tablet.evaluate(COPIED))

    def offered() -> list[tuple[str, Any]]:
        tablet.locator("details").evaluate_all("all => all.forEach((one) => one.open = true)")
        buttons = tablet.locator(".choices-of-day button:visible").evaluate_all(CHOICES)
        return [(" ".join(words.split()), pictogram) for words, pictogram in buttons]

    tap(tablet, HERE)
    tablet.wait_for_url("**/tak/**")
    online = offered()
    tap(tablet, BARE)
    expect(tablet.get_by_role("button", name=HERE, exact=True)).to_be_visible()
    online_bare = offered()
    done(tablet)
    proxy.down()
    tap(tablet, HERE)
    is_kept(tablet)
    assert offered() == online
    for words in ("Strikkecafé", "laver mad", "Jeg vil gerne følges med nogen", "Jeg har en idé"):
        tap(tablet, words)
    tap(tablet, BARE)
    assert offered() == online_bare
    expect(tablet.locator("[name=take][aria-pressed=true]")).to_have_count(0)
    done(tablet)
    tap(tablet, BARE)
    is_kept(tablet)
    tap(tablet, HERE)
    tap(tablet, "Reparation")
    proxy.up()
    sent(tablet)
    found = board()
    assert (found.total, found.just_here) == (3, 2)
    assert (found.company, found.ideas) == (1, 1)
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 1


@pytest.mark.parametrize(
    ("taps", "changed"),
    [
        ((HERE, "laver mad"), False),
        ((HERE, "Vi er 3", BARE), False),
        ((BARE, HERE, "laver mad"), True),
        ((HERE, "laver mad", BARE), True),
        ((HERE, "laver mad", "laver mad"), True),
        (("Strikkecafé 10.00–14.00", "Reparation", "Strikkecafé"), False),
        (("Strikkecafé 10.00–14.00", "Strikkecafé"), True),
    ],
)
def test_it_tells_afterwards_who_changed(
    tablet: Page, proxy: Proxy, db: Database, taps: tuple[str, ...], changed: bool
) -> None:
    proxy.down()
    for number, words in enumerate(taps):
        tap(tablet, words)
        if not number:
            is_kept(tablet)
    proxy.up()
    sent(tablet)
    with db.reading() as session:
        assert session.scalars(select(Visit)).one().changed is changed


def test_what_was_let_go_is_not_counted_though_the_answer_was_lost(
    tablet: Page, proxy: Proxy, board: Callable[[], todays_board.Board], cast: Cast
) -> None:
    proxy.cut = True
    tap(tablet, HERE)
    is_kept(tablet)
    tap(tablet, "laver mad")
    until(lambda: {row.role.id: row.number for row in board().roles}[cast.cooks] == 1)
    tap(tablet, "laver mad")
    proxy.cut = False
    sent(tablet)
    assert board().total == 1
    assert not any(row.number for row in board().roles)


def test_many_taps_without_a_network_make_none_of_them_later(
    tablet: Page, proxy: Proxy, board: Callable[[], todays_board.Board]
) -> None:
    proxy.down()
    tap(tablet, HERE)
    is_kept(tablet)
    for _time in range(8):
        with tablet.expect_event("requestfailed"):
            tap(tablet, "laver mad")
    proxy.up()
    sent(tablet)
    assert board().total == 1


def test_it_counts_once_over_a_lost_answer_and_a_restart(
    tablet: Page, proxy: Proxy, board: Callable[[], todays_board.Board], app: Flask
) -> None:
    proxy.cut = True
    tap(tablet, HERE)
    is_kept(tablet)
    until(lambda: board().total == 1)  # The server has counted it; the tablet cannot know.
    done(tablet)
    tap(tablet, BARE)
    is_kept(tablet)
    app.extensions["her_i_dag"].db.close()
    with serving(app) as after:
        proxy.to = after.port
        proxy.cut = False
        sent(tablet)
        expect(tablet.get_by_text("Du er her, og det er nok.")).to_be_visible()
        done(tablet)
    assert board().total == 2


@pytest.mark.parametrize("trouble", ["full disk", "busy database"])
def test_it_keeps_a_tap_over_a_server_in_trouble_and_counts_it_once(
    tablet: Page, board: Callable[[], todays_board.Board], db: Database, trouble: str
) -> None:
    with no_room() if trouble == "full disk" else busy(db):
        for words in (HERE, BARE):
            tap(tablet, words)
            is_kept(tablet)
            done(tablet)  # The start page cannot be saved either: the cached one is shown.
        tap(tablet, HERE)
        is_kept(tablet)
        assert not violations(tablet)
    sent(tablet)
    expect(tablet.get_by_text("Du er talt med. Godt at du er her.")).to_be_visible()
    assert (board().total, board().just_here) == (3, 3)


def test_it_tells_of_taps_that_came_after_their_day(
    tablet: Page, proxy: Proxy, board: Callable[[], todays_board.Board], clock: Clock
) -> None:
    proxy.down()
    for _person in range(2):
        tap(tablet, HERE)
        is_kept(tablet)
        done(tablet)
    clock.at("2026-11-23", 9)
    proxy.up()
    sent(tablet)
    tablet.goto("/tavle/")
    note = tablet.get_by_text("Nogle tryk nåede ikke med.")
    note.click()
    assert not violations(tablet)
    expect(tablet.locator("#late li")).to_have_text("22. november: 2")
    assert board().total == 0
    tablet.locator("#late button").click()
    expect(note).to_be_hidden()


def test_a_stopped_tablet_keeps_what_it_has_not_sent(
    tablet: Page,
    proxy: Proxy,
    board: Callable[[], todays_board.Board],
    db: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    proxy.down()
    tap(tablet, HERE)
    is_kept(tablet)
    ane = viewer(db, 1)
    (running,) = device_list.device_list(db, ane, cast.shop, None, now=clock()).running
    device_list.revoke(db, ane, cast.shop, running.id, now=clock())
    proxy.up()
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Skærmen er stoppet")
    expect(tablet.get_by_text("Nogle tryk nåede ikke med.")).to_be_visible()
    token = device_list.start(db, ane, cast.shop, DeviceKind.TABLET, now=clock())
    tablet.context.add_cookies([{"name": "tavle", "value": token, "url": proxy.url}])
    tablet.goto("/tavle/")
    sent(tablet)
    assert board().total == 1


def test_a_tablet_that_moves_to_another_venue_takes_no_tap_along(
    tablet: Page,
    proxy: Proxy,
    board: Callable[[], todays_board.Board],
    db: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    proxy.down()
    tap(tablet, HERE)
    is_kept(tablet)
    ane, bo = viewer(db, 1), viewer(db, 4)
    token = device_list.start(db, bo, cast.cafe, DeviceKind.TABLET, now=clock())
    tablet.context.add_cookies([{"name": "tavle", "value": token, "url": proxy.url}])
    proxy.up()
    tablet.goto("/tavle/")
    expect(tablet.get_by_role("heading", level=1)).to_have_text("Skraldecaféen")
    tap(tablet, HERE)
    expect(tablet.get_by_text("Godt at du er her.")).to_be_visible()
    assert todays_board.board(db, bo, cast.cafe, now=clock()).total == 1
    # Back at its own venue it sends what is queued there.
    token = device_list.start(db, ane, cast.shop, DeviceKind.TABLET, now=clock())
    tablet.context.add_cookies([{"name": "tavle", "value": token, "url": proxy.url}])
    tablet.goto("/tavle/")
    sent(tablet)
    assert board().total == 1
