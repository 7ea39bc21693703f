"""Slow exports: their progress, cancelling them, and the finished file."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from app.db import Database
from app.exports.formats import pdf
from app.exports.report import files, package
from app.services.days.settling import settle_due_units
from app.web.reports import apart
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits

pytestmark = pytest.mark.browser


class Watched:
    """Makes what it is given, one for each `more`, and knows who made how many."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self._make = make
        self._may = threading.Semaphore(0)
        self.made = 0
        self.maker: threading.Thread | None = None

    def __call__(self, *args: Any) -> Any:
        self.maker = threading.current_thread()
        assert self._may.acquire(timeout=30)
        self.made += 1
        return self._make(*args)

    def more(self, n: int) -> None:
        self._may.release(n)


@pytest.fixture
def pictures(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    watched = Watched(pdf.chart_png)
    monkeypatch.setattr(apart, "HEAVY", ())  # A process of its own could not be held.
    monkeypatch.setattr(package, "chart_png", watched)
    yield watched
    watched.more(100)


def test_a_package_tells_how_far_it_is_can_be_stopped_and_is_the_ordinary_file(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    db: Database,
    clock: Clock,
    pictures: Watched,
) -> None:
    took_part = visits(60, cast.knitting, role=cast.cooks)
    close(db, cast.shop, dt.date(2026, 9, 3), took_part + visits(20))
    settle_due_units(db, now=clock())
    context = opens()
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/rapporter?sted={cast.shop}&laengde=kvartal&maaned=2026-09")
    link = page.get_by_role("link", name="Samlet pakke")
    said, bar = page.locator("#making [role=status]"), page.locator("#making progress")
    stop = page.get_by_role("button", name="Stop")
    # Beside it, on the smallest phone: every table's numbers are in sight.
    page.set_viewport_size({"width": 360, "height": 740})
    room = "all => all.map(e => e.clientWidth - e.scrollWidth)"
    assert min(page.locator(".of-report .wide").evaluate_all(room)) >= 0
    expect(stop).to_be_hidden()

    link.press("Enter")
    # The eight documents and tables and the first drawing are made; its picture is not.
    expect(said).to_have_text("Laver fil 10 af 18: PNG.")
    pictures.more(1)
    expect(said).to_have_text("Laver fil 12 af 18: PNG.")
    assert bar.get_attribute("value") == "11"
    expect(link).to_be_focused()
    stop.click()
    expect(said).to_have_text("Stoppet. Intet er hentet.")
    expect(link).to_be_focused()
    expect(bar).to_be_hidden()
    # A server only notices a closed connection when it writes; then it stops working.
    pictures.more(100)
    assert pictures.maker is not None
    pictures.maker.join(15)
    assert pictures.made < 4

    context.set_offline(True)
    link.press("Enter")
    expect(said).to_have_text("Det gik ikke. Tryk på knappen, og prøv igen.")
    context.set_offline(False)

    with page.expect_download() as arrived:
        link.press("Enter")
    expect(said).to_have_text("Filen er hentet: genbrugsbutikken-2026-k3.zip.")
    assert arrived.value.suggested_filename == "genbrugsbutikken-2026-k3.zip"
    plain = context.request.get(str(link.get_attribute("href")))
    assert arrived.value.path().read_bytes() == plain.body()
    assert pictures.made > 8


def test_a_file_that_takes_a_while_is_made_once_and_may_fail(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    cast: Cast,
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make, content_type = files.FILES["pdf"]
    pdf = Watched(make)
    monkeypatch.setitem(files.FILES, "pdf", (pdf, content_type))
    close(db, cast.shop, dt.date(2026, 10, 3), visits(60, cast.knitting))
    context = opens()
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/rapporter?sted={cast.shop}&maaned=2026-10")
    said = page.locator("#making [role=status]")
    link = page.get_by_role("link", name="PDF", exact=True)
    link.click()
    expect(said).to_have_text("Laver PDF.")
    link.click()
    page.get_by_role("link", name="Excel").click()
    expect(said).to_have_text("Laver PDF.")
    with page.expect_download() as arrived:
        pdf.more(1)
    expect(said).to_have_text("Filen er hentet: genbrugsbutikken-2026-10.pdf.")
    assert arrived.value.path().read_bytes().startswith(b"%PDF")
    assert pdf.made == 1

    def broken(*_args: object) -> None:
        raise OSError

    monkeypatch.setitem(files.FILES, "xlsx", (broken, "text/plain"))
    page.get_by_role("link", name="Excel").click()
    expect(said).to_have_text("Det gik ikke. Tryk på knappen, og prøv igen.")
    pdf.more(1)
    with page.expect_download():
        link.click()
    expect(said).to_have_text("Filen er hentet: genbrugsbutikken-2026-10.pdf.")
    # Signed out in another window: the page that says so.
    context.clear_cookies()
    link.click()
    expect(page).to_have_url(re.compile("/log-ind"))
