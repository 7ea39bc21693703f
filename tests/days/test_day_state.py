"""What a host records about a day on which nobody was counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.models import Day
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def closed_as(db: Database, cast: Cast, clock: Clock) -> Callable[[], str | None]:
    """Close the day and return the state it was stored with."""

    def close() -> str | None:
        clock.at("2026-11-23", 4)
        close_due_days(db, now=clock())
        with db.reading() as session:
            return session.get_one(Day, (cast.shop, TODAY)).state

    return close


@pytest.mark.parametrize(
    ("words", "state"), [("I dag kom der ingen", "zero"), ("I dag er her lukket", "closed")]
)
def test_it_keeps_what_the_host_says(
    ane: Visitor, cast: Cast, closed_as: Callable[[], str | None], words: str, state: str
) -> None:
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), words)
    assert f"Meldt: {words}." in page.text
    assert closed_as() == state


def test_it_can_be_taken_back(
    ane: Visitor, cast: Cast, closed_as: Callable[[], str | None]
) -> None:
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    page = ane.press(page, "Fortryd")
    assert "I dag kom der ingen" in page.text
    assert closed_as() == "not_counted"


def test_a_visit_afterwards_counts_and_the_day_is_counted(
    ane: Visitor, visit: Visitor, cast: Cast, closed_as: Callable[[], str | None]
) -> None:
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "Du har sagt" not in ane.get(f"/i-dag/{cast.shop}").text
    assert closed_as() == "counted"


def test_it_cannot_be_said_of_a_day_with_visits(
    ane: Visitor, visit: Visitor, cast: Cast, closed_as: Callable[[], str | None]
) -> None:
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    page = ane.post(f"/i-dag/{cast.shop}/dagen", state="zero")
    assert "Der er talt nogen i dag." in page.text
    assert closed_as() == "counted"


def test_the_month_tells_zero_from_not_counted(
    ane: Visitor, app: Flask, cast: Cast, closed_as: Callable[[], str | None]
) -> None:
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    closed_as()
    page = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    assert "talt på 1 dag" in page.text


def test_it_is_for_hosts_of_the_venue(app: Flask, cast: Cast) -> None:
    Visitor(app).sign_in(cast.bo).post(f"/i-dag/{cast.shop}/dagen", state="zero", status=404)
