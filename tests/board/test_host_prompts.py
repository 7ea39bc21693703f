"""Beside the board: the question of how many are here, the time taken, and what is new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Activity, DayNote, HeadCheck, HostTime
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor

ASKED, ASKED_AGAIN = "2026-11-23", "2026-11-29"
QUESTION = "Hvor mange er I cirka lige nu?"


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}"


@pytest.fixture
def month(app: Flask, cast: Cast) -> Callable[[], str]:
    return lambda: Visitor(app).sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-11").text


def phones(app: Flask, cast: Cast, number: int) -> None:
    for _ in range(number):
        visitor = Visitor(app)
        visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")


def test_it_asks_now_and_then_and_once_a_day(
    ane: Visitor, app: Flask, cast: Cast, clock: Clock, at: str, db: Database
) -> None:
    phones(app, cast, 1)
    days = []
    for day in range(22, 30):
        clock.at(f"2026-11-{day}")
        phones(app, cast, 1)
        if QUESTION in ane.get(at).text:
            days.append(f"2026-11-{day}")
            # The question is below the rows; on a long board a link at the top leads to it.
            (field,) = ane.get(at).all("input", name="said")
            assert [a.text for a in ane.get(at).all("a", href=f"#{field.get('id')}")] == [QUESTION]
    assert days == [ASKED, ASKED_AGAIN]


def test_the_month_says_what_share_the_codes_caught_and_changes_no_number(
    ane: Visitor,
    app: Flask,
    cast: Cast,
    clock: Clock,
    at: str,
    month: Callable[[], str],
    db: Database,
) -> None:
    clock.at(ASKED)
    phones(app, cast, 9)
    ane.press(ane.get(f"{at}/antal"), "Læg til", size=3)
    page = ane.press(ane.get(at), "Gem", said=12)
    assert QUESTION not in page.text
    with db.reading() as session:
        (check,) = session.scalars(select(HeadCheck)).all()
        assert (check.said, check.by_codes) == (12, 9)
    clock.at("2026-11-24")
    close_due_days(db, now=clock())
    shown = month()
    # 9 of 12 is 75 percent, rounded to steps of ten.
    assert "Koderne havde fanget cirka 80 procent af dem." in shown
    assert "Tallene er ikke ganget op." in shown
    assert "12 besøg" in shown


def test_nobody_has_to_answer(
    ane: Visitor, app: Flask, cast: Cast, clock: Clock, at: str, month: Callable[[], str]
) -> None:
    clock.at(ASKED)
    phones(app, cast, 1)
    page = ane.press(ane.get(at), "Gem", said="mange")
    assert "Skriv et tal, som 15." in page.text
    assert QUESTION in page.text
    assert QUESTION not in ane.press(page, "Ikke i dag").text
    assert "Koderne havde fanget" not in month()


def test_it_adds_the_seconds_of_a_day_and_knows_no_host(
    ane: Visitor, app: Flask, cast: Cast, at: str, db: Database, month: Callable[[], str]
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    for host, part, seconds in (
        (ane, "board", 25),
        (kim, "board", 20),
        (ane, "paper", 30),
        (ane, "board", 2000),
    ):
        host.post(f"{at}/tid", status=204, part=part, seconds=seconds)
    with db.reading() as session:
        rows = {row.part: row.seconds for row in session.scalars(select(HostTime))}
    # A page that reports more than two minutes at once was left open on a table.
    assert rows == {"board": 165, "paper": 30}
    assert "person_id" not in HostTime.__table__.columns
    shown = month()
    assert "På 1 af 1 dage tog tællingen over et minut." in shown
    assert "Mest tid gik til tavlen med plus og minus. Det kan I lade være med:" in shown
    for wrong in ({"part": "kaffe", "seconds": 5}, {"part": "board", "seconds": "x"}):
        ane.post(f"{at}/tid", status=400, **wrong)


def test_it_tells_what_changed_since_the_last_shift_from_this_phone(
    ane: Visitor, app: Flask, cast: Cast, clock: Clock, at: str, db: Database
) -> None:
    assert "Siden din sidste vagt" not in ane.get(at).text
    ane.press(ane.get(at), "Én mere: besøg i dag")
    cookie = ane.client.get_cookie(f"vagt-{cast.shop}")
    assert cookie is not None and cookie.value == "2026-11-22"
    assert cookie.http_only
    clock.at("2026-11-23")
    assert "Siden din sidste vagt, søndag den 22. november: intet nyt." in ane.get(at).text
    with db.writing() as session:
        session.get_one(Activity, cast.knitting).archived_on = dt.date(2026, 11, 23)
        session.add(
            DayNote(venue_id=cast.shop, service_date=dt.date(2026, 11, 23), text="Vi bagte.")
        )
    clock.at("2026-11-24")
    Visitor(app).sign_in(cast.kim).press(
        Visitor(app).sign_in(cast.kim).get(f"{at}/ny"), "Åbn nu", name="Cykler"
    )
    kim = Visitor(app).sign_in(cast.kim)
    kim.press(kim.get(f"{at}/dage/2026-11-22"), "Gem tallet", total=3)
    line = "ny: Cykler · slut: Strikkecafé · 1 note · 1 rettelse"
    assert f"Siden din sidste vagt, søndag den 22. november: {line}" in ane.get(at).text
    # A shift that has already begun does not make the news old.
    ane.press(ane.get(at), "Én mere: besøg i dag")
    assert line in ane.get(at).text
    clock.at("2026-11-25")
    assert "Siden din sidste vagt, tirsdag den 24. november: intet nyt." in ane.get(at).text
    ane.client.set_cookie(f"vagt-{cast.shop}", "i-gaar.2026-13-40")
    assert "Siden din sidste vagt" not in ane.get(at).text
