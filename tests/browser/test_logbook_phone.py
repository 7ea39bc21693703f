"""The logbook's numbers on a phone: none is cut off, as it would look like another number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from app.db import Database
from tests.support.browser.chromium import Opens
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 320])
def test_its_tables_fit_a_phone(
    opens: Opens,
    sign_in: Callable[[BrowserContext, str], None],
    db: Database,
    cast: Cast,
    clock: Clock,
    width: int,
) -> None:
    for month in (10, 11, 12):
        close(db, cast.shop, dt.date(2026, month, 5), visits(2469, cast.knitting, a=cast.cooks))
    clock.at("2027-02-01")
    context = opens(viewport={"width": width, "height": 740})
    sign_in(context, cast.kim)
    page = context.new_page()
    page.goto(f"/logbog/{cast.shop}/2026-4")
    # The longest that a cell can say of small numbers.
    page.evaluate("""() => document.querySelectorAll(".quarter td.n").forEach(
        (cell, at) => { if (at % 3 === 2) cell.textContent = "mindst 1.098"; })""")
    over = page.evaluate("""() => [...document.querySelectorAll(".wide")].map(
        (box) => box.scrollWidth - box.clientWidth)""")
    assert over
    assert set(over) == {0}
