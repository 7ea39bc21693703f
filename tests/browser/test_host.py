"""The host's page in a real browser: every tap counts once, with scripts and without."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request

from app.db import Database
from app.domain.board.attendance_estimate import asks_on
from app.domain.devices.device import DeviceKind
from app.domain.visits.idempotency_key import new_key
from app.services.board import adjustments, todays_activities
from app.services.board.todays_board import Board
from app.services.devices import device_list
from tests.support.browser.boxes import box_of
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import all_sent, until
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.storage import no_room
from tests.support.server import Server
from tests.support.viewers import viewer

pytestmark = pytest.mark.browser


@pytest.fixture
def count(db: Database, cast: Cast, clock: Clock) -> Callable[[], None]:
    """Another host counts one more."""
    ane = viewer(db, 1)
    return lambda: adjustments.add_one(db, ane, cast.shop, key=new_key(), now=clock())


@pytest.fixture
def page(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    request: pytest.FixtureRequest,
) -> Page:
    context = opens(java_script_enabled=getattr(request, "param", True))
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    return page


def plus(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Én mere: {name}", exact=True)


def stop_the_clock(page: Page) -> None:
    """From here on the page's clock is frozen until the test advances it."""
    page.clock.install()
    page.clock.pause_at(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60))
    page.reload()


def minus(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Én færre: {name}", exact=True)


def shows(page: Page, number: int) -> None:
    """Wait until the large number has this value."""
    page.locator(".counter.whole .n", has_text=str(number)).wait_for()
    assert page.locator(".counter.whole .n").inner_text() == str(number)


@pytest.mark.parametrize("page", [True, False], indirect=True, ids=["scripts", "no scripts"])
def test_it_counts_each_tap_once(page: Page, board: Callable[[], Board], cast: Cast) -> None:
    for number in (1, 2, 3):
        plus(page, "besøg i dag").click()
        shows(page, number)
    plus(page, "Reparation").click()
    shows(page, 4)
    plus(page, "laver mad").click()
    shows(page, 5)
    minus(page, "besøg i dag").click()
    shows(page, 4)
    minus(page, "Reparation").click()
    shows(page, 3)
    # The page shows a tap at once; the server has it a moment later.
    until(lambda: (board().total, board().just_here) == (3, 2))
    found = board()
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == 0
    assert {row.role.id: row.number for row in found.roles}[cast.cooks] == 1


def centre(button: Locator) -> tuple[float, float]:
    box = box_of(button)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_it_counts_quick_taps_one_by_one(
    page: Page, board: Callable[[], Board], count: Callable[[], None]
) -> None:
    """Thirty real taps while others also count and the board is redrawn in between."""
    at = centre(plus(page, "besøg i dag"))
    for tap in range(30):
        if tap % 6 == 0:
            count()
        page.mouse.click(*at)
        page.wait_for_timeout(200)
    shows(page, 35)
    until(lambda: board().total == 35)
    at = centre(minus(page, "besøg i dag"))
    for _ in range(4):
        page.mouse.click(*at)
    shows(page, 31)
    until(lambda: board().total == 31)


def test_it_keeps_a_press_while_others_count(
    page: Page,
    board: Callable[[], Board],
    count: Callable[[], None],
    db: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    """While the finger is down, others count and a new row appears."""
    page.mouse.move(*centre(plus(page, "Reparation")))
    with page.expect_response("**/tal"):
        page.mouse.down()
        count()
        todays_activities.open_new(db, viewer(db, 1), cast.shop, "Cykler", now=clock())
    page.wait_for_timeout(300)
    page.mouse.up()
    plus(page, "Cykler").wait_for()
    shows(page, 2)
    until(lambda: board().total == 2)
    assert {row.activity.id: row.number for row in board().activities}[cast.repair] == 1


def test_the_board_keeps_its_buttons_when_it_is_drawn_anew(
    page: Page, count: Callable[[], None], db: Database, cast: Cast, clock: Clock
) -> None:
    button = plus(page, "Reparation").element_handle()
    button.focus()
    count()
    todays_activities.open_new(db, viewer(db, 1), cast.shop, "Cykler", now=clock())
    plus(page, "Cykler").wait_for()
    shows(page, 1)
    assert button.evaluate("button => document.activeElement === button")
    todays_activities.say(db, viewer(db, 1), cast.shop, cast.knitting, runs=False, now=clock())
    plus(page, "Strikkecafé").wait_for(state="detached")
    assert button.evaluate("button => document.activeElement === button")


class Finger:
    """A finger or mouse button, pressed and released."""

    def __init__(self, page: Page, touches: bool) -> None:
        self._page, self._at = page, None
        self._line = page.context.new_cdp_session(page) if touches else None

    def down(self, x: float, y: float) -> None:
        self._page.mouse.move(x, y)
        if self._line:
            self._touch("touchStart", {"x": x, "y": y})
        else:
            self._page.mouse.down()

    def moves(self, x: float, y: float) -> None:
        if self._line:
            self._touch("touchMove", {"x": x, "y": y})
        else:
            self._page.mouse.move(x, y)

    def up(self) -> None:
        if self._line:
            self._touch("touchEnd")
        else:
            self._page.mouse.up()

    def _touch(self, kind: str, *points: dict[str, float]) -> None:
        assert self._line is not None
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})


@pytest.mark.parametrize("touches", [True, False], ids=["finger", "mouse"])
@pytest.mark.parametrize("drawn_away", [False, True], ids=["held", "drawn away"])
def test_it_keeps_a_press_that_is_held_until_its_row_has_moved(
    page: Page,
    board: Callable[[], Board],
    db: Database,
    cast: Cast,
    clock: Clock,
    touches: bool,
    drawn_away: bool,
) -> None:
    stop_the_clock(page)
    finger, button = Finger(page, touches), plus(page, "Reparation")
    at = centre(button)
    finger.down(*at)
    todays_activities.open_new(db, viewer(db, 1), cast.shop, "Cykler", now=clock())
    with page.expect_response("**/tal"):
        page.clock.run_for(3000)  # The page requests its numbers,
    hurry_until_seen(page, "Cykler")  # and waits.
    assert centre(button) != at
    if drawn_away:
        finger.moves(at[0], at[1] - 40)
    finger.up()
    page.clock.run_for(1000)
    all_sent(page)
    shows(page, 0 if drawn_away else 1)
    found = board()
    assert found.total == (0 if drawn_away else 1)
    assert {row.activity.id: row.number for row in found.activities}[cast.repair] == found.total


def hurry_until_seen(page: Page, name: str) -> None:
    """Let the page's clock run on until there is a row of this name."""

    def is_seen() -> bool:
        page.clock.run_for(1000)
        return plus(page, name).is_visible()

    until(is_seen)


def test_no_row_moves_under_the_thumb_at_the_first_taps(
    page: Page, board: Callable[[], Board]
) -> None:
    """Past the page's first poll, three seconds after it was opened."""
    stop_the_clock(page)
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/tal"):
            asked.append(request.url)

    page.on("request", note)
    at = centre(plus(page, "Reparation"))
    for tap in range(1, 13):
        page.mouse.click(*at)
        all_sent(page)
        page.clock.run_for(300)
        assert centre(plus(page, "Reparation")) == at, tap
    assert not asked
    assert board().total == 12
    page.clock.run_for(3000)
    page.get_by_text("Ingen er talt med endnu").wait_for(state="hidden")


def test_it_counts_a_form_once_that_is_sent_twice(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    board: Callable[[], Board],
) -> None:
    context = opens(java_script_enabled=False)
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    form = page.locator(".counter.whole")
    key = form.locator("[name=key]").input_value()
    for _ in range(3):
        page.request.post(
            f"/i-dag/{cast.shop}",
            form={"do": "plus", "key": key},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
    page.reload()
    shows(page, 1)
    assert board().total == 1


def test_it_counts_once_where_the_device_keeps_nothing(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    board: Callable[[], Board],
    count: Callable[[], None],
) -> None:
    """The form is then submitted normally, with a key the page generated for it."""
    context = opens()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    count()
    shows(page, 1)  # Redrawn, from what all boards receive.
    with page.expect_navigation():
        plus(page, "Reparation").evaluate("button => { button.click(); button.click(); }")
    shows(page, 2)
    assert board().total == 2
    assert {row.activity.id: row.number for row in board().activities}[cast.repair] == 1


def test_it_keeps_the_taps_of_a_lost_connection(page: Page, board: Callable[[], Board]) -> None:
    plus(page, "besøg i dag").click()
    shows(page, 1)
    all_sent(page)
    page.context.set_offline(True)
    for _ in range(3):
        plus(page, "besøg i dag").click()
    page.get_by_text("Ingen forbindelse.").wait_for()
    assert board().total == 1
    page.context.set_offline(False)
    shows(page, 4)
    page.get_by_text("Opdateret kl.").wait_for()
    assert board().total == 4


def test_it_asks_for_heads_once_somebody_is_here(
    page: Page, count: Callable[[], None], cast: Cast, clock: Clock
) -> None:
    question = page.get_by_label("Hvor mange er I cirka lige nu?")
    days = (dt.date(2026, 11, 22) + dt.timedelta(days=step) for step in range(60))
    clock.at(next(str(date) for date in days if asks_on(date, cast.shop)))
    page.reload()
    assert question.count() == 1
    assert question.is_hidden()
    count()
    question.wait_for()


def test_it_shows_what_others_count_within_five_seconds(
    page: Page, opens: Opens, cast: Cast
) -> None:
    """Five seconds on the page's clock; how long the answer takes depends on the machine."""
    stop_the_clock(page)
    shows(page, 0)
    phone = opens(java_script_enabled=False).new_page()
    phone.goto(f"/c/{cast.repair_code}")
    phone.get_by_role("button", name="Jeg er her", exact=True).click()
    phone.get_by_role("heading", name="Tak").wait_for()
    page.clock.run_for(5000)
    shows(page, 1)


def test_a_house_phone_says_so_when_it_is_stopped(
    opens: Opens, server: Server, db: Database, cast: Cast, clock: Clock
) -> None:
    ane = viewer(db, 1)
    token = device_list.start(db, ane, cast.shop, DeviceKind.PHONE, days=1, now=clock())
    phone = opens()
    phone.add_cookies([{"name": "tavle", "value": token, "url": server.url}])
    page = phone.new_page()
    page.goto("/i-dag")
    plus(page, "besøg i dag").click()
    shows(page, 1)
    device_list.revoke(db, ane, cast.shop, 1, now=clock())
    page.get_by_role("heading", name="Vagten er slut her").wait_for()


def test_it_keeps_the_thumb_where_it_was(page: Page) -> None:
    button = plus(page, "Reparation")
    button.focus()
    page.keyboard.press("Enter")
    shows(page, 1)
    page.keyboard.press("Enter")
    shows(page, 2)


def test_it_is_felt_without_looking(page: Page) -> None:
    """Vibrates once for a plus, twice for a minus, where the phone can."""
    page.evaluate("() => { self.felt = []; navigator.vibrate = (how) => self.felt.push(how); }")
    plus(page, "Reparation").click()
    minus(page, "besøg i dag").click()
    assert page.evaluate("felt") == [25, [25, 60, 25]]


def bottom(locator: Locator) -> float:
    box = box_of(locator)
    return box["y"] + box["height"]


def test_what_is_used_most_is_on_the_first_screen(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> None:
    """On a small phone and on the emptiest day, which has the most to say above the rows."""
    context = opens(viewport={"width": 360, "height": 740})
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    for used in (
        plus(page, "besøg i dag"),
        page.get_by_role("link", name="Mere", exact=True),
        page.get_by_role("button", name="I dag kom der ingen"),
        plus(page, "Strikkecafé"),
    ):
        assert bottom(used) <= 740


def test_the_number_stays_in_sight_beside_the_rows(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    db: Database,
    clock: Clock,
) -> None:
    for n in range(12):
        todays_activities.open_new(db, viewer(db, 1), cast.shop, f"Værksted {n}", now=clock())
    context = opens(phone=False, viewport={"width": 1280, "height": 800})
    sign_in(context, cast.ane)
    page = context.new_page()
    page.goto(f"/i-dag/{cast.shop}")
    plus(page, "er vært").scroll_into_view_if_needed()
    number, row = page.locator(".whole .n"), plus(page, "er vært")
    assert page.evaluate("scrollY") > 300
    assert box_of(number)["y"] >= 0
    assert box_of(number)["x"] < box_of(row)["x"]


def test_a_full_disk_is_no_lost_connection_and_loses_no_tap(
    page: Page, board: Callable[[], Board]
) -> None:
    plus(page, "besøg i dag").click()
    shows(page, 1)
    all_sent(page)
    with no_room():
        for _ in range(3):
            plus(page, "besøg i dag").click()
        page.get_by_text("Det kan ikke gemmes lige nu.").wait_for()
        page.get_by_text("3 ikke sendt endnu. Det bliver sendt af sig selv.").wait_for()
        shows(page, 4)
    page.get_by_text("Opdateret kl.").wait_for()
    shows(page, 4)
    assert board().total == 4
