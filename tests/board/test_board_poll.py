"""An open board costs next to nothing: one read by key, as long as nothing is new."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.models import HostVenue, Membership, Person, SignIn
from app.services.board import todays_activities
from app.services.devices import device_list
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.text import must_find
from tests.support.viewers import viewer
from tests.support.visit import Visitor


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}/tal"


def ask(visitor: Visitor, path: str, tag: str | None = None) -> TestResponse:
    return visitor.client.get(path, headers={"If-None-Match": tag} if tag else {})


def count(visitor: Visitor, path: str) -> None:
    visitor.post(path.removesuffix("/tal"), key=new_key(), do="plus")


def reads(statements: list[str]) -> list[str]:
    return [s for s in statements if not re.match(r"BEGIN|COMMIT|ROLLBACK|PRAGMA|SET|SHOW", s)]


def test_an_unchanged_board_is_one_read_by_keys(
    ane: Visitor, path: str, statements: list[str], db: Database
) -> None:
    tag = ask(ane, path).headers["ETag"]
    count(ane, path)
    new = ask(ane, path, tag)
    assert new.status_code == 200
    statements.clear()
    assert ask(ane, path, new.headers["ETag"]).status_code == 304
    (read,) = reads(statements)
    assert not re.search(r"\bvisit\b|participation", read)
    if db.is_sqlite:
        with db.engine.connect() as connection:
            blank = re.sub(r"\?", "'1'", read)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {blank}").all()
        assert plan
        assert not [step for step in plan if "SCAN" in str(step)], plan


def test_a_house_phone_asks_as_cheaply(
    ane: Visitor, app: Flask, path: str, cast: Cast, statements: list[str]
) -> None:
    page = ane.press(ane.get(f"/i-dag/{cast.shop}/tavler"), "Brug den her telefon")
    assert page.h1 == "Genbrugsbutikken"
    tag = ask(ane, path).headers["ETag"]
    statements.clear()
    assert ask(ane, path, tag).status_code == 304
    assert len(reads(statements)) == 1


@pytest.mark.parametrize("drawn", [False, True], ids=["unchanged", "drawn for others"])
@pytest.mark.parametrize("what", ["signed out", "no host", "archived", "ended", "stranger"])
def test_it_tells_nothing_to_whom_may_no_longer_ask(
    ane: Visitor,
    app: Flask,
    path: str,
    cast: Cast,
    db: Database,
    clock: Clock,
    what: str,
    drawn: bool,
) -> None:
    tag = ask(ane, path).headers["ETag"]
    assert ask(ane, path, tag).status_code == 304
    if drawn:
        count(ane, path)
        assert ask(ane, path, tag).status_code == 200
    with db.writing() as session:
        if what == "no host":
            session.delete(session.get_one(HostVenue, (1, cast.shop)))
        if what == "archived":
            session.get_one(Person, 1).archived_on = clock().date()
        if what == "ended":
            long_ago = clock().date() - dt.timedelta(days=30)
            session.query(SignIn).update({SignIn.used_on: long_ago})
    if what == "signed out":
        ane.client.delete_cookie("heridag")
    asks = Visitor(app) if what == "stranger" else ane
    assert ask(asks, path, tag).status_code == (404 if what == "no host" else 303)


def test_it_shows_the_new_day_when_it_comes(ane: Visitor, path: str, clock: Clock) -> None:
    count(ane, path)
    tag = ask(ane, path).headers["ETag"]
    clock.at("2026-11-23", 5)
    answer = ask(ane, path, tag)
    assert answer.status_code == 200
    assert 'data-day="2026-11-23"' in answer.text


@pytest.mark.parametrize("tag", ['"x"', '"1-2026-11-22"', '"1-0-0-da"', '"9-2026-11-22-0-da"'])
def test_it_answers_an_odd_question_in_full(ane: Visitor, path: str, tag: str) -> None:
    assert ask(ane, path, tag).status_code == 200


@pytest.fixture
def another(app: Flask, cast: Cast, db: Database) -> Visitor:
    """A second host of the shop and of the café, which is in another partnership."""
    with db.writing() as session:
        host = session.scalars(select(Person).where(Person.email == cast.bo)).one()
        session.add(Membership(person_id=host.id, partnership_id=cast.partnership, duty="host"))
        session.add(HostVenue(person_id=host.id, venue_id=cast.shop))
    return Visitor(app).sign_in(cast.bo)


def without_clock(answer: TestResponse) -> str:
    assert answer.status_code == 200
    return answer.text.partition('<div id="now"')[2]


def test_two_hosts_of_one_board_share_a_drawing(
    ane: Visitor, another: Visitor, path: str, statements: list[str]
) -> None:
    tags = [ask(visitor, path).headers["ETag"] for visitor in (ane, another)]
    count(ane, path)
    first = ask(ane, path, tags[0])
    statements.clear()
    second = ask(another, path, tags[1])
    assert len(reads(statements)) == 1
    assert without_clock(first) == without_clock(second)
    assert first.headers["ETag"] == second.headers["ETag"]
    assert '<b class="n">1</b>' in second.text
    # A key counts once: in a drawing that many have it would count one of them.
    assert set(re.findall(r'name="key" value="(.*?)"', second.text)) == {""}


def test_a_shared_drawing_tells_the_time_of_each_asking(
    ane: Visitor, another: Visitor, path: str, clock: Clock
) -> None:
    tags = [ask(visitor, path).headers["ETag"] for visitor in (ane, another)]
    count(ane, path)
    at = []
    for visitor, tag in zip((ane, another), tags, strict=True):
        at.append(int(must_find(r'data-at="(\d+)"', ask(visitor, path, tag).text)[1]))
        clock.pass_(seconds=20)
    assert at[1] - at[0] == 20


@pytest.mark.parametrize("who", ["english", "chosen", "coordinator", "phone"])
def test_no_drawing_is_shared_with_another_language_or_duty(
    ane: Visitor,
    another: Visitor,
    app: Flask,
    path: str,
    cast: Cast,
    db: Database,
    statements: list[str],
    who: str,
) -> None:
    asks, shown = another, path
    if who == "english":
        with db.writing() as session:
            session.scalars(select(Person).where(Person.email == cast.bo)).one().language = "en"
    if who == "chosen":
        shown = f"{path}?sprog=da"
    if who == "coordinator":
        asks = Visitor(app).sign_in(cast.kim)
    if who == "phone":
        asks = Visitor(app).sign_in(cast.ane)
        asks.press(asks.get(f"/i-dag/{cast.shop}/tavler"), "Brug den her telefon")
    tags = ask(ane, path).headers["ETag"], ask(asks, shown).headers["ETag"]
    count(ane, path)
    first = without_clock(ask(ane, path, tags[0]))
    statements.clear()
    answer = ask(asks, shown, tags[1])
    second = without_clock(answer)
    assert len(reads(statements)) > 5
    if who == "coordinator":  # Theirs looks alike today, and is a drawing of its own all the same.
        assert first == second
    else:
        words = {"english": "visits today", "chosen": "sprog=da", "phone": "Dagens note"}[who]
        assert words in second
        assert first != second
    assert ("Ny aktivitet" in second) is (who in ("chosen", "coordinator"))
    statements.clear()
    assert without_clock(ask(asks, shown, tags[1])) == second
    assert len(reads(statements)) == 1


def test_no_drawing_is_shared_with_another_partnership(
    ane: Visitor, another: Visitor, app: Flask, path: str, cast: Cast
) -> None:
    bo = another
    cafe = f"/i-dag/{cast.cafe}/tal"
    tags = {at: ask(bo, at).headers["ETag"] for at in (path, cafe)}
    for at in (path, cafe):
        count(bo, at)
    assert "Strikkecafé" in ask(bo, path, tags[path]).text
    assert "Strikkecafé" not in ask(bo, cafe, tags[cafe]).text
    # With the other board's newest tag in hand, and its drawing at hand, Ane sees nothing of it.
    for tag in (tags[cafe], ask(bo, cafe).headers["ETag"]):
        assert ask(ane, cafe, tag).status_code == 404


@pytest.mark.parametrize("drawn", [False, True], ids=["unchanged", "drawn for others"])
def test_a_phone_that_was_stopped_sees_it_at_its_next_asking(
    ane: Visitor, app: Flask, path: str, cast: Cast, db: Database, clock: Clock, drawn: bool
) -> None:
    phone, second = (Visitor(app).sign_in(cast.ane) for _ in range(2))
    for visitor in (phone, second):
        visitor.press(visitor.get(f"/i-dag/{cast.shop}/tavler"), "Brug den her telefon")
    tags = [ask(visitor, path).headers["ETag"] for visitor in (phone, second)]
    if drawn:
        count(ane, path)
        assert ask(second, path, tags[1]).status_code == 200
    device_list.revoke(db, viewer(db, 1), cast.shop, 1, now=clock())
    assert ask(phone, path, tags[0]).status_code == 403


def test_a_drawing_is_made_anew_each_minute(
    ane: Visitor, another: Visitor, path: str, cast: Cast, db: Database, clock: Clock
) -> None:
    """Check-in stays open until two hours after closing, and that does not change the day."""
    open_on(db, cast.shop, 6, since=clock().date())
    tags = [ask(visitor, path).headers["ETag"] for visitor in (ane, another)]
    todays_activities.say(db, viewer(db, 1), cast.shop, cast.knitting, runs=False, now=clock())
    clock.at("2026-11-22", 16, 59)
    assert "Koden virker." in ask(ane, path, tags[0]).text
    assert "Koden virker." in ask(another, path, tags[1]).text
    clock.at("2026-11-22", 17, 1)
    closed = ask(another, path, tags[1])
    assert closed.status_code == 200
    assert "Koden virker." not in closed.text


def test_the_empty_day_shows_what_is_new_in_it(
    ane: Visitor, another: Visitor, path: str, cast: Cast, db: Database, clock: Clock
) -> None:
    """Before anybody is counted, an activity is opened and a word is written."""
    tag = ask(another, path).headers["ETag"]
    todays_activities.open_new(db, viewer(db, 1), cast.shop, "Cykler", now=clock())
    opened = ask(another, path, tag)
    assert "Cykler" in opened.text
    ane.press(ane.get(f"/i-dag/{cast.shop}/ord"), "Gem", text="Vi bagte brød.")
    written = ask(another, path, opened.headers["ETag"])
    assert 'Dagens note <span class="n">(1)</span>' in written.text
    tag = written.headers["ETag"]
    ane.press(ane.get(f"/i-dag/{cast.shop}/ord"), "Fjern")
    assert "Dagens note</a>" in ask(another, path, tag).text


def test_an_empty_board_learns_from_the_clock_that_check_in_is_closed(
    ane: Visitor, path: str, cast: Cast, db: Database, clock: Clock, statements: list[str]
) -> None:
    open_on(db, cast.shop, 6)
    open_ = ask(ane, path)
    assert "Koden virker." in open_.text
    statements.clear()
    assert ask(ane, path, open_.headers["ETag"]).status_code == 304
    assert len(reads(statements)) == 1
    clock.at("2026-11-22", 20)
    closed = ask(ane, path, open_.headers["ETag"])
    assert closed.status_code == 200
    assert "Koden virker." not in closed.text
    # Where somebody was counted, the clock changes nothing.
    count(ane, path)
    busy = ask(ane, path)
    clock.at("2026-11-22", 23)
    assert ask(ane, path, busy.headers["ETag"]).status_code == 304
