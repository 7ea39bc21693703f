"""How long the host's pages were in use, summed over everybody using them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from app.db import Database
from app.models import HostTime
from app.services.days.closing import close_due_days
from tests.support.browser.chromium import Opens
from tests.support.browser.waiting import until
from tests.support.cast import Cast
from tests.support.clock import Clock

pytestmark = pytest.mark.browser

# A page in the background, as browsers report it; a headless browser never does so itself.
HIDEABLE = """
let away = false;
Object.defineProperty(document, "hidden", { get: () => away });
addEventListener("hide-it", () => {
  away = true;
  document.dispatchEvent(new Event("visibilitychange"));
});
"""


@pytest.fixture
def seconds(db: Database) -> Callable[[], dict[str, int]]:
    """What is stored, by part of the host's pages."""

    def seconds() -> dict[str, int]:
        with db.reading() as session:
            return {row.part: row.seconds for row in session.scalars(select(HostTime))}

    return seconds


@pytest.fixture
def at_work(
    opens: Opens, sign_in: Callable[[BrowserContext, str], None], cast: Cast
) -> Callable[..., Page]:
    """A host's page whose clock the test controls."""

    def at_work(who: str, path: str = "") -> Page:
        context = opens()
        sign_in(context, who)
        page = context.new_page()
        page.add_init_script(HIDEABLE)
        page.clock.install()
        page.goto(f"/i-dag/{cast.shop}{path}")
        page.clock.pause_at(page.evaluate("Date.now()") + 60_000)
        return page

    return at_work


def pass_time(page: Page, n: int) -> None:
    for _ in range(n):
        page.clock.run_for(1000)


def touch(page: Page) -> None:
    page.locator("h1").click()


def leave(page: Page) -> None:
    """Leave as if for another page, and let this one's last report arrive."""
    page.evaluate("dispatchEvent(new Event('pagehide'))")
    page.wait_for_timeout(300)


def test_it_counts_while_somebody_uses_the_page_and_not_while_it_lies_there(
    at_work: Callable[..., Page], seconds: Callable[[], dict[str, int]]
) -> None:
    page = at_work("ane@example.dk")
    touch(page)
    pass_time(page, 6)
    touch(page)
    pass_time(page, 90)
    leave(page)
    # Six seconds, and the ten of reading after the last touch. The other eighty do not count.
    until(lambda: seconds().get("board", 0) >= 14)
    assert seconds()["board"] <= 17


def test_a_page_in_the_background_counts_for_nothing(
    at_work: Callable[..., Page], seconds: Callable[[], dict[str, int]]
) -> None:
    page = at_work("ane@example.dk")
    touch(page)
    pass_time(page, 4)
    page.evaluate("dispatchEvent(new Event('hide-it'))")
    pass_time(page, 60)
    leave(page)
    until(lambda: seconds().get("board", 0) >= 3)
    assert seconds()["board"] <= 5


def test_the_coordinator_sees_days_over_a_minute_and_what_could_be_dropped(
    at_work: Callable[..., Page],
    seconds: Callable[[], dict[str, int]],
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    db: Database,
    clock: Clock,
) -> None:
    for who, path in ((cast.ane, ""), (cast.kim, "/antal")):
        page = at_work(who, path)
        for _ in range(5):
            touch(page)
            pass_time(page, 8)
        leave(page)
    # Two hosts, forty seconds each: stored per venue and day, without names.
    until(lambda: sum(seconds().values()) >= 76)
    assert set(seconds()) == {"board", "numbers"}
    clock.at("2026-11-23", 9)
    close_due_days(db, now=clock())
    context = opens(phone=False)
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/rapporter?sted={cast.shop}&maaned=2026-11")
    told = page.locator(".burden").inner_text()
    assert "På 1 af 1 dage tog tællingen over et minut." in told
    assert "Det kan I lade være med:" in told
    assert "Ane" not in told
