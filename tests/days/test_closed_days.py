"""Days closed in advance show on the check-in page, the board, the calendar and the month."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Activity, ClosedAhead, Day, DayKey
from app.services.board.todays_board import board
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor


@pytest.fixture
def page(cast: Cast) -> str:
    return f"/steder/{cast.shop}/lukkedage"


@pytest.fixture(autouse=True)
def open_every_day(db: Database, cast: Cast, clock: Clock) -> None:
    """The venue is open from 10 to 15 except on Mondays; today is Sunday 20 December."""
    open_on(db, cast.shop, *range(1, 7))
    clock.at("2026-12-20", 12)


def kept(db: Database, cast: Cast, date: str) -> Day | tuple[bool, str | None, str | None] | None:
    with db.reading() as session:
        day = session.get(Day, (cast.shop, dt.date.fromisoformat(date)))
        return day and (day.closed, day.state, day.reason)


def close(
    who: Visitor, page: str, first: str, last: str = "", why: str = "holiday", **more: Any
) -> Page:
    return who.press(who.get(page), "Gem lukkedage", first=first, last=last, why=why, **more)


def test_check_in_and_the_calendar_know_the_days_and_it_is_undone_in_one_press(
    ane: Visitor, kim: Visitor, visit: Visitor, cast: Cast, page: str, clock: Clock
) -> None:
    said = close(ane, page, "23.12.2026", "1.1.2027")
    assert "Lukket: 10 dage. Du kan fortryde det her." in said.text
    assert "23. december 2026 – 1. januar 2027 helligdag eller ferie" in said.text
    assert "Lukket: 23. december 2026 – 1. januar 2027" in kim.get(f"/steder/{cast.shop}").text
    feed = visit.client.get(f"/c/{cast.shop_code}.ics").text
    assert "EXDATE;TZID=Europe/Copenhagen:20261227T100000" in feed  # Knitting, on a Sunday.
    clock.at("2026-12-27", 12)
    target = visit.get(f"/c/{cast.shop_code}", status=409)
    assert target.h1 == "Her er lukket nu"
    assert "Åbent lørdag den 2. januar" in target.text
    ane.press(ane.get(page), "Fortryd: 27. december 2026 – 1. januar 2027")
    assert visit.get(f"/c/{cast.shop_code}").h1 == "Genbrugsbutikken"
    feed = visit.client.get(f"/c/{cast.shop_code}.ics").text
    assert "EXDATE;TZID=Europe/Copenhagen:20261227T100000" not in feed
    assert "EXDATE" not in visit.client.get(f"/c/{cast.knitting_code}.ics").text


def test_days_ahead_hold_no_key_and_become_the_days_own_state(
    ane: Visitor, db: Database, cast: Cast, page: str, clock: Clock, app: Flask
) -> None:
    close(ane, page, "2026-12-23", "2026-12-24", why="moved")
    with db.reading() as session:
        assert len(session.scalars(select(ClosedAhead)).all()) == 2
        assert session.scalars(select(DayKey)).all() == []
    clock.at("2026-12-24", 9)
    close_due_days(db, now=clock())
    assert kept(db, cast, "2026-12-23") == (True, "closed", "moved")
    assert kept(db, cast, "2026-12-24") is None
    board = ane.get(f"/i-dag/{cast.shop}")
    assert "Meldt: I dag er her lukket. Grund: vi var et andet sted." in board.text
    assert "vi var et andet sted" in ane.get(f"/i-dag/{cast.shop}/dage").text
    clock.at("2026-12-27", 9)
    close_due_days(db, now=clock())
    close_due_days(db, now=clock())
    assert kept(db, cast, "2026-12-24") == (True, "closed", "moved")
    with db.reading() as session:
        assert session.scalars(select(ClosedAhead)).all() == []
    month = Visitor(app).sign_in(cast.kim).get(f"/rapporter?sted={cast.shop}&maaned=2026-12")
    assert "et andet sted den dag" in month.text


def test_somebody_comes_after_all_and_is_counted(
    ane: Visitor, visit: Visitor, db: Database, cast: Cast, page: str, clock: Clock
) -> None:
    close(ane, page, "2026-12-24")
    clock.at("2026-12-24", 12)
    ane.post(f"/i-dag/{cast.shop}", key="ab" * 16, do="plus")
    assert "I dag er her lukket" not in ane.get(f"/i-dag/{cast.shop}").text
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-12-25", 9)
    close_due_days(db, now=clock())
    assert kept(db, cast, "2026-12-24") == (True, "counted", None)


def test_what_is_said_on_the_day_itself_stops_check_in_until_it_is_undone(
    ane: Visitor, visit: Visitor, cast: Cast
) -> None:
    visit.get(f"/c/{cast.shop_code}")
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "I dag er her lukket")
    assert "Åbent tirsdag den 22. december" in visit.get(f"/c/{cast.shop_code}", status=409).text
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "Fortryd")
    visit.get(f"/c/{cast.shop_code}")


def test_an_activity_that_a_host_starts_on_a_closed_day_leads_to_check_in(
    ane: Visitor, visit: Visitor, cast: Cast, page: str
) -> None:
    close(ane, page, "2026-12-20")
    visit.get(f"/c/{cast.shop_code}", status=409)
    ane.press(ane.get(f"/i-dag/{cast.shop}/ny"), "Åbn nu", name="Gløgg")
    visit.get(f"/c/{cast.shop_code}")


def test_undoing_on_the_day_opens_it(
    ane: Visitor, visit: Visitor, db: Database, cast: Cast, page: str, clock: Clock
) -> None:
    close(ane, page, "2026-12-24", "2026-12-25")
    clock.at("2026-12-24", 12)
    ane.get(f"/i-dag/{cast.shop}")
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "Fortryd")
    visit.get(f"/c/{cast.shop_code}")
    assert "25. december 2026" in ane.get(page).text
    assert "24. december 2026" not in ane.get(page).text
    close(ane, page, "2026-12-24")
    visit.get(f"/c/{cast.shop_code}", status=409)
    ane.press(ane.get(page), "Fortryd: 24.–25. december 2026")
    visit.get(f"/c/{cast.shop_code}")


def test_an_open_board_is_told_when_today_is_opened_or_closed(
    ane: Visitor, kim: Visitor, db: Database, cast: Cast, page: str, clock: Clock
) -> None:
    def version() -> int:
        return board(db, viewer(db, 1), cast.shop, now=clock()).version

    close(kim, page, "2026-12-24")
    clock.at("2026-12-24", 12)
    versions = [version()]
    kim.press(kim.get(page), "Fortryd: 24. december 2026")
    versions.append(version())
    close(kim, page, "2026-12-24")
    versions.append(version())
    kim.press(kim.get(page), "Fortryd: 24. december 2026")
    versions.append(version())
    assert versions == sorted(set(versions)), versions


def test_holidays_are_proposed_where_something_goes_on_and_close_in_one_press(
    ane: Visitor, visit: Visitor, db: Database, cast: Cast, page: str
) -> None:
    shown = ane.get(page)
    assert "24.–26. december 2026 juleaften, juledag, 2. juledag" in shown.text
    assert "1. januar 2027 nytårsdag" in shown.text
    said = ane.press(shown, "Her er lukket: 24.–26. december 2026")
    assert "Lukket: 3 dage" in said.text
    assert "juledag" not in said.text
    assert "1. januar 2027 nytårsdag" in said.text


def test_a_holiday_outside_the_hours_is_proposed_only_for_what_has_its_own_time(
    app: Flask, db: Database, cast: Cast, page: str, clock: Clock
) -> None:
    clock.at("2027-03-01", 12)
    ane = Visitor(app).sign_in(cast.ane)
    assert "2. påskedag" not in ane.get(page).text  # Monday, closed every week.
    with db.writing() as session:
        session.add(
            Activity(
                venue_id=cast.shop,
                name="Æggejagt",
                kind="single",
                on_date=dt.date(2027, 3, 29),
                created_on=dt.date(2027, 3, 1),
            )
        )
    shown = ane.get(page)
    assert "2. påskedag" in shown.text
    said = close(ane, page, "2027-03-29")
    assert "I har planlagt: Æggejagt. Det står ikke i kalenderen" in said.text


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("", "", "Skriv den første dag"),
        ("2026-12-19", "", "Vælg en dag fra i dag af."),
        ("2026-12-24", "2026-12-23", "Den sidste dag ligger før den første"),
        ("2026-12-24", "2028-12-23", "Vælg dage, der ligger inden for et år"),
        ("den 24.", "", "Skriv datoen som 28.11.2026"),
    ],
)
def test_days_that_cannot_be_closed_are_said_at_their_field(
    ane: Visitor, db: Database, page: str, first: str, last: str, words: str
) -> None:
    assert words in close(ane, page, first, last, status=400).text
    with db.reading() as session:
        assert session.scalars(select(ClosedAhead)).all() == []


def test_today_stays_open_where_somebody_is_counted(
    ane: Visitor, visit: Visitor, cast: Cast, page: str
) -> None:
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    said = close(ane, page, "2026-12-20", "2026-12-24", status=400)
    assert "Der er talt nogen i dag. Begynd med i morgen." in said.text
    assert "Ingen kommende lukkedage." in ane.get(page).text


def test_the_same_days_twice_have_the_last_reason(ane: Visitor, page: str) -> None:
    close(ane, page, "2026-12-22", "2026-12-30")
    shown = close(ane, page, "2026-12-24", why="").text
    for row in (
        "22.–23. december 2026 helligdag eller ferie",
        "24. december 2026 Fortryd",
        "25.–30. december 2026 helligdag eller ferie",
    ):
        assert row in shown


def test_another_venue_is_not_touched(
    app: Flask, cast: Cast, ane: Visitor, page: str, visit: Visitor, clock: Clock
) -> None:
    close(ane, page, "2026-12-24")
    clock.at("2026-12-24", 12)
    visit.get(f"/c/{cast.cafe_code}")
    Visitor(app).sign_in(cast.bo).get(page, status=404)
