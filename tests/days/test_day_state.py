"""What a host records about a day on which nobody was counted."""

from __future__ import annotations

import datetime as dt

import pytest

from app.models import Day
from app.services.days.closing import close_due_days
from tests.support.visit import Visitor

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def closed_as(db, cast, clock):
    """Close the day and return the state it was stored with."""

    def close():
        clock.at("2026-11-23", 4)
        close_due_days(db, now=clock())
        with db.reading() as session:
            return session.get_one(Day, (cast.shop, TODAY)).state

    return close


@pytest.mark.parametrize(
    ("words", "state"), [("I dag kom der ingen", "zero"), ("I dag er her lukket", "closed")]
)
def test_it_keeps_what_the_host_says(ane, cast, closed_as, words, state):
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), words)
    assert f"Meldt: {words}." in page.text
    assert closed_as() == state


def test_it_can_be_taken_back(ane, cast, closed_as):
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    page = ane.press(page, "Fortryd")
    assert "I dag kom der ingen" in page.text
    assert closed_as() == "not_counted"


def test_a_visit_afterwards_counts_and_the_day_is_counted(ane, visit, cast, closed_as):
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "Du har sagt" not in ane.get(f"/i-dag/{cast.shop}").text
    assert closed_as() == "counted"


def test_it_cannot_be_said_of_a_day_with_visits(ane, visit, cast, closed_as):
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    page = ane.post(f"/i-dag/{cast.shop}/dagen", state="zero")
    assert "Der er talt nogen i dag." in page.text
    assert closed_as() == "counted"


def test_the_month_tells_zero_from_not_counted(ane, app, cast, closed_as):
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag kom der ingen")
    closed_as()
    page = Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11")
    assert "talt på 1 dag" in page.text


def test_it_is_for_hosts_of_the_venue(app, cast):
    Visitor(app).sign_in(cast.bo).post(f"/i-dag/{cast.shop}/dagen", state="zero", status=404)
