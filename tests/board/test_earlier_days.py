"""Yesterday and a week ago on the board: two numbers in one quiet line, and nothing compared."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from app.db import Database
from app.domain.days.day_state import DayState
from app.domain.devices.device import DeviceKind
from app.models import ClosedAhead, Day, Venue
from app.services.devices import device_list
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.viewers import viewer
from tests.support.visit import Visitor, text_of

SUNDAY = dt.date(2026, 11, 29)


@pytest.fixture
def path(cast: Cast, clock: Clock) -> str:
    clock.at(f"{SUNDAY}", 12)
    return f"/i-dag/{cast.shop}"


@pytest.fixture
def ane(app: Flask, cast: Cast, path: str) -> Visitor:
    return Visitor(app).sign_in(cast.ane)


def line(visitor: Visitor, path: str) -> list[str]:
    return [text_of(one) for one in visitor.get(path).all("p", class_="small earlier")]


def test_it_says_yesterday_and_this_weekday_a_week_ago(
    ane: Visitor, path: str, db: Database, cast: Cast
) -> None:
    close(db, cast.shop, SUNDAY - dt.timedelta(1), visits(1234))
    close(db, cast.shop, SUNDAY - dt.timedelta(7), visits(3))
    close(db, cast.shop, SUNDAY - dt.timedelta(2), visits(77))
    close(db, cast.cafe, SUNDAY - dt.timedelta(1), visits(88))
    assert line(ane, path) == ["I går: 1.234 · Søndag for en uge siden: 3"]
    assert line(ane, f"{path}?sprog=en") == ["Yesterday: 1,234 · Sunday a week ago: 3"]


def test_a_day_that_was_not_counted_is_not_zero(
    ane: Visitor, path: str, db: Database, cast: Cast
) -> None:
    close(db, cast.shop, SUNDAY - dt.timedelta(7), [])
    assert line(ane, path) == ["I går: ikke talt · Søndag for en uge siden: talt nul"]


def test_a_closed_day_is_closed_also_without_a_row(
    ane: Visitor, path: str, db: Database, cast: Cast
) -> None:
    close(db, cast.shop, SUNDAY - dt.timedelta(7), [])
    with db.writing() as session:
        session.add(ClosedAhead(venue_id=cast.shop, service_date=SUNDAY - dt.timedelta(1)))
        week_ago = session.get_one(Day, (cast.shop, SUNDAY - dt.timedelta(7)))
        week_ago.state = DayState.CLOSED
    assert line(ane, path) == ["I går: lukket · Søndag for en uge siden: lukket"]


def test_it_says_nothing_of_days_before_the_venue(
    ane: Visitor, path: str, db: Database, cast: Cast
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = SUNDAY - dt.timedelta(1)
    assert line(ane, path) == ["I går: ikke talt"]
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = SUNDAY
    assert line(ane, path) == []


def test_it_says_nothing_of_a_day_that_is_not_closed_yet(
    ane: Visitor, path: str, db: Database, cast: Cast
) -> None:
    close(db, cast.shop, SUNDAY - dt.timedelta(1), visits(5))
    with db.writing() as session:
        session.get_one(Day, (cast.shop, SUNDAY - dt.timedelta(1))).closed = False
    assert not [one for one in line(ane, path) if "I går" in one]


def test_the_venues_own_phone_shows_today_alone(
    app: Flask, path: str, db: Database, cast: Cast, clock: Clock
) -> None:
    close(db, cast.shop, SUNDAY - dt.timedelta(1), visits(5))
    ane = viewer(db, 1)
    token = device_list.start(db, ane, cast.shop, DeviceKind.PHONE, days=1, now=clock())
    phone = Visitor(app)
    phone.client.set_cookie("tavle", token)
    assert line(phone, path) == []
