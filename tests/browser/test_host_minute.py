"""A host's whole day on a phone takes less than a minute, by the model of minute.py."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.models import Activity, Venue
from app.services.board.todays_board import Board
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.minute import HEIGHT, WIDTH, Host
from tests.support.browser.waiting import all_sent, until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.server import Server

pytestmark = pytest.mark.browser

SIZE = {"width": WIDTH, "height": HEIGHT}


@pytest.fixture
def opened(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> Callable[..., Page]:
    """The shop's board in somebody's own browser, on a small phone."""

    def opened(email: str, **more: Any) -> Page:
        context = opens(viewport=SIZE, screen=SIZE, device_scale_factor=2, **more)
        sign_in(context, email)
        page = context.new_page()
        page.goto(f"/i-dag/{cast.shop}")
        return page

    return opened


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_whole_day_takes_less_than_a_minute_with_one_thumb(
    opened: Callable[..., Page], cast: Cast, board: Callable[[], Board], scripts: bool
) -> None:
    page = opened(cast.ane, java_script_enabled=scripts)
    host = Host(page)

    def button(name: str) -> Locator:
        return page.get_by_role("button", name=name, exact=True)

    def link(name: str) -> Locator:
        return page.get_by_role("link", name=name, exact=True)

    host.looks()
    # Six came without a phone; one of them was counted twice; two are at the repair.
    for n in range(1, 7):
        host.taps(button("Én mere: besøg i dag"), leads_on=not scripts)
        page.locator(".counter.whole .n", has_text=str(n)).wait_for()
    host.taps(button("Én færre: besøg i dag"), leads_on=not scripts).looks()
    for n in (1, 2):
        host.taps(button("Én mere: Reparation"), leads_on=not scripts)
        page.locator(".counter:not(.whole) .n", has_text=str(n)).wait_for()
    until(lambda: board().total == 7)
    # A group of eight came by bus.
    host.taps(link("Skriv et tal"), leads_on=True).looks()
    host.types(page.get_by_label("Hvor mange kom sammen?"), "8")
    host.taps(button("Læg til"), leads_on=True).looks()
    # The day is over: somebody has counted chairs, and a note is written.
    host.taps(link("Skriv et tal"), leads_on=True).looks()
    host.types(page.get_by_label("Hvor mange har I været i dag?"), "23")
    host.taps(button("Gem tallet"), leads_on=True).looks()
    host.taps(link("Dagens note"), leads_on=True).looks()
    host.types(page.get_by_label("Dagens note"), "Naboen bagte.")
    host.taps(page.get_by_text("inviterende", exact=True))
    host.taps(button("Gem"), leads_on=True).looks()

    assert (board().total, board().notes) == (23, 1)
    assert not host.out_of_reach
    assert host.seconds < 60, host.seconds


def test_a_sheet_of_paper_is_entered_in_less_than_a_minute(
    opened: Callable[..., Page], cast: Cast, db: Database, board: Callable[[], Board]
) -> None:
    page = opened(cast.ane)
    host = Host(page).looks()
    host.taps(page.get_by_role("link", name="Mere", exact=True), leads_on=True).looks()
    host.taps(page.get_by_role("link", name="Tast arket ind"), leads_on=True).looks()
    for line, strokes in (
        ("Besøg i dag", "19"),
        ("Er her bare", "7"),
        ("Strikkecafé", "6"),
        ("Reparation", "4"),
        ("laver mad", "2"),
        ("er vært", "1"),
    ):
        host.types(page.get_by_label(line), strokes)
    host.taps(page.get_by_role("button", name="Gem tallene"), leads_on=True).looks()
    assert (board().total, board().just_here) == (19, 7)
    assert host.seconds < 60, host.seconds


def test_a_new_activity_is_open_in_three_taps_with_its_code_before_ones_eyes(
    opened: Callable[..., Page], cast: Cast, db: Database
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).name = "Genbrugsbutikken i den gamle brugsforening"
    page = opened(cast.ane)
    host = Host(page).looks()
    host.taps(page.get_by_role("link", name="Ny aktivitet", exact=True), leads_on=True).looks()
    host.types(page.get_by_label("Hvad er det?"), "Æbler fra haven, der skal plukkes inden frosten")
    host.taps(page.get_by_role("button", name="Åbn nu"), leads_on=True).looks()
    code = box_of(page.locator("img.qr"))
    assert code["y"] + code["height"] <= HEIGHT
    assert page.evaluate("scrollY") == 0
    assert host.taken == 3
    assert host.seconds < 60, host.seconds


@pytest.mark.parametrize("activities", [2, 22])
def test_the_sheet_fills_one_page_of_paper(
    opened: Callable[..., Page], cast: Cast, db: Database, activities: int
) -> None:
    with db.writing() as session:
        session.add_all(
            Activity(
                venue_id=cast.shop,
                name=f"Aktivitet nummer {n} med et langt navn for øvelse",
                kind="fixed",
                created_on=dt.date(2026, 11, 1),
            )
            for n in range(activities - 2)
        )
    page = opened(cast.ane)
    page.goto(f"/i-dag/{cast.shop}/dage/2026-11-22/ark")
    page.evaluate("window.print = () => { document.title = 'printing'; }")
    page.get_by_role("button", name="Print arket").click()
    assert page.title() == "printing"
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) == 1
    assert [round(side) for side in printed[0].get_size()] == [595, 842]
    said = printed[0].get_textpage().get_text_bounded()
    for words in (
        "Genbrugsbutikken",
        "22. november 2026",
        "Besøg i dag",
        "Dagens note",
        "vært",
    ):
        assert words in said
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1013})  # A4 within its margins
    boxes = [box_of(box) for box in page.locator(".fives span").all()]
    assert len(boxes) == 60 / 5
    assert len({round(box["y"]) for box in boxes}) == 2
    assert all(box["width"] > 45 and box["height"] > 38 for box in boxes)  # 12 mm by 10 mm
    note = box_of(page.get_by_text("Dagens note"))
    assert note["y"] + note["height"] < box_of(page.locator(".sheet"))["height"]
    if activities > 2:
        assert f"nummer {activities - 3} " in said
    printed.close()


def test_two_hosts_and_a_tablet_at_once_end_with_the_exact_sum(
    opened: Callable[..., Page],
    opens: Opens,
    cast: Cast,
    board: Callable[[], Board],
    server: Server,
    start_device: Callable[..., str],
) -> None:
    hosts = [opened(cast.ane), opened(cast.kim)]
    tablet = opens(phone=False, viewport={"width": 1280, "height": 800})
    token = start_device(DeviceKind.TABLET)
    tablet.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    for page, target in zip(hosts, ("all-plus", f"activity-{cast.repair}-plus"), strict=True):
        page.evaluate(
            """(id) => {
                let left = 12;
                const thumb = setInterval(() => {
                    document.getElementById(id).click();
                    left -= 1;
                    if (!left) clearInterval(thumb);
                }, 40);
            }""",
            target,
        )
    address = tablet.new_page()
    for _ in range(5):
        address.goto("/tavle/")
        address.locator("button[value=her]").click()
        address.wait_for_url("**/tak/**")
    until(lambda: board().total == 29)
    for page in hosts:
        page.locator(".counter.whole .n", has_text="29").wait_for()
        page.locator(f"#activity-{cast.repair}-plus").wait_for()
    assert {row.activity.id: row.number for row in board().activities}[cast.repair] == 12
    assert {source.value: n for source, n in board().sources.items()} == {"host": 24, "tablet": 5}


def test_an_hour_without_a_network_costs_no_count(
    opened: Callable[..., Page],
    opens: Opens,
    cast: Cast,
    clock: Clock,
    board: Callable[[], Board],
    server: Server,
    start_device: Callable[..., str],
) -> None:
    page = opened(cast.ane)
    page.clock.install()
    page.reload()
    other = opened(cast.kim)
    plus = page.get_by_role("button", name="Én mere: besøg i dag", exact=True)
    plus.click()
    page.locator(".counter.whole .n", has_text="1").wait_for()
    all_sent(page)
    assert board().total == 1
    page.context.set_offline(True)
    for _ in range(6):
        plus.click()
    page.get_by_role("button", name="Én færre: besøg i dag", exact=True).click()
    page.clock.run_for(5_000)
    page.get_by_text("Ingen forbindelse.").wait_for()
    page.locator(".counter.whole .n", has_text="6").wait_for()
    right = page.locator("#live-time").inner_text()  # When the numbers are from.
    clock.pass_(hours=1)
    page.clock.fast_forward(3_600_000)
    for _ in range(3):
        other.get_by_role("button", name="Én mere: besøg i dag", exact=True).click()
    until(lambda: board().total == 4)
    tablet = opens(phone=False, viewport={"width": 1280, "height": 800})
    token = start_device(DeviceKind.TABLET)
    tablet.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    address = tablet.new_page()
    for _ in range(2):
        address.goto("/tavle/")
        address.locator("button[value=her]").click()
        address.wait_for_url("**/tak/**")
    until(lambda: board().total == 6)
    assert page.locator("#live").inner_text() == f"Ingen forbindelse. Tallene er fra kl. {right}"
    page.context.set_offline(False)
    page.clock.run_for(70_000)
    until(lambda: board().total == 11)
    page.clock.run_for(5_000)
    page.locator(".counter.whole .n", has_text="11").wait_for()
    assert {source.value: n for source, n in board().sources.items()} == {"host": 9, "tablet": 2}
    page.get_by_text("Opdateret kl.").wait_for()
    assert page.locator("#live-time").inner_text() != right
