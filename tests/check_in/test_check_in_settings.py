"""How a venue's check-in looks: style, company, and the caps per day and per minute."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import DayCount, Venue
from app.services.board.todays_board import Board
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor


def test_it_chooses_a_colour_and_a_picture(kim: Visitor, visit: Visitor, cast: Cast) -> None:
    page = kim.get(f"/steder/{cast.shop}/doer")
    page = kim.press(page, "Gem", colour="moss", picture="bicycle")
    assert "Det er gemt." in page.text
    target = visit.get(f"/c/{cast.shop_code}")
    [body] = target.all("body")
    assert "moss" in body.get("class", "").split()
    assert 'class="picture"' in target.response.text
    page = kim.get(f"/steder/{cast.shop}/doer")
    assert page.all("input", name="colour", value="moss", checked="")


def test_it_may_have_no_picture(kim: Visitor, visit: Visitor, cast: Cast) -> None:
    kim.press(kim.get(f"/steder/{cast.shop}/doer"), "Gem", picture="none")
    assert 'class="picture"' not in visit.get(f"/c/{cast.shop_code}").response.text


@pytest.mark.parametrize(
    "typed",
    [
        {"daily_cap": "0"},
        {"daily_cap": "mange"},
        {"minute_cap": "-1"},
        {"minute_cap": "10001"},
        {"minute_cap": "mange"},
        {"colour": "pink"},
        {"picture": "x"},
    ],
)
def test_it_refuses_what_is_no_choice_and_keeps_the_rest(
    kim: Visitor, cast: Cast, typed: dict[str, Any], db: Database
) -> None:
    page = kim.get(f"/steder/{cast.shop}/doer")
    page = kim.press(page, "Gem", status=400, offers_company="y", **typed)
    assert page.all("input", name="offers_company", checked="")
    with db.reading() as session:
        assert not session.get_one(Venue, cast.shop).offers_company


def test_it_is_for_the_coordinator_of_the_venue(app: Flask, cast: Cast) -> None:
    for who, status in ((cast.ane, 404), (cast.lis, 404), (cast.bo, 404)):
        Visitor(app).sign_in(who).get(f"/steder/{cast.shop}/doer", status=status)


def test_it_offers_company_where_it_is_switched_on(
    kim: Visitor, visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "følges" not in page.text
    visit.post(f"/c/{cast.shop_code}/besoeg", company="1")
    assert board().company == 0
    kim.press(kim.get(f"/steder/{cast.shop}/doer"), "Gem", offers_company="y")
    page = visit.get(f"/c/{cast.shop_code}")
    page = visit.press(page, "Jeg vil gerne følges med nogen")
    assert board().company == 1
    assert "1 vil gerne følges med nogen." in kim.get(f"/i-dag/{cast.shop}").text
    visit.press(page, "Jeg vil gerne følges med nogen")
    assert board().company == 0


def test_the_counts_keep_the_wishes_for_company_as_a_number_and_no_idea(
    app: Flask, cast: Cast, db: Database, clock: Clock
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).offers_company = True
    for wishes in (True, True, False):
        visitor = Visitor(app)
        page = visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
        page = visitor.press(page, "Jeg har en idé")
        if wishes:
            visitor.press(page, "Jeg vil gerne følges med nogen")
    assert close_due_days(db, now=clock.at("2026-11-23")) == 1
    with db.reading() as session:
        kept = {row.cell: row.number for row in session.scalars(select(DayCount))}
    assert kept == {"visits": 3, "just_here": 3, "source:phone": 3, "company": 2}


def test_a_hand_is_raised_and_lowered_and_only_a_number(
    kim: Visitor, visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "I dag er jeg her bare")
    page = visit.press(page, "Jeg har en idé")
    assert board().ideas == 1
    assert (board().total, board().just_here) == (1, 1)
    assert "1 har en idé." in kim.get(f"/i-dag/{cast.shop}").text
    visit.press(page, "Jeg har en idé")
    assert board().ideas == 0


@pytest.fixture
def crowded_venue(db: Database, cast: Cast, app: Flask) -> list[Page]:
    """A shop with a cap of two, where three have come."""
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 2
    pages = []
    for _person in range(3):
        visitor = Visitor(app)
        pages.append(visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her"))
    return pages


def test_it_holds_who_comes_above_the_cap_and_says_so_kindly(
    crowded_venue: list[Page], board: Callable[[], Board]
) -> None:
    assert "Du er talt med" in crowded_venue[1].text
    assert crowded_venue[2].h1 == "Tak"
    assert "Dit tryk er gemt. Sig det til en vært" in crowded_venue[2].text
    assert "Her er mange i dag. Du har ikke gjort noget forkert." in crowded_venue[2].text
    assert crowded_venue[2].button("Fortryd: tæl mig ikke med")
    assert "Du er talt med" not in crowded_venue[2].text
    assert (board().total, board().held) == (2, 1)


def test_it_holds_a_group_that_grows_past_the_cap(
    crowded_venue: list[Page], app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    visitor = Visitor(app)
    with app.extensions["her_i_dag"].db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 5
    page = visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert (board().total, board().held) == (3, 1)
    page = visitor.are(page, 8)
    assert "Dit tryk er gemt." in page.text
    assert (board().total, board().held) == (2, 9)
    visitor.are(page, 2)
    assert (board().total, board().held) == (2, 3)


@pytest.mark.parametrize(("answer", "total"), [("Tæl dem med", 3), ("De er her ikke", 2)])
def test_a_host_settles_who_is_held(
    crowded_venue: list[Page],
    app: Flask,
    cast: Cast,
    board: Callable[[], Board],
    answer: str,
    total: int,
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    ane.press(ane.get(f"/i-dag/{cast.shop}"), answer)
    assert (board().total, board().held) == (total, 0)


def test_nobody_settles_at_somebody_elses_venue(
    crowded_venue: list[Page], app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    bo = Visitor(app).sign_in(cast.bo)
    bo.post(f"/i-dag/{cast.shop}/venter", do="count", status=404)
    assert board().held == 1


def test_a_minus_never_takes_who_is_held(
    crowded_venue: list[Page], app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    for _time in range(4):
        ane.post(f"/i-dag/{cast.shop}", key=f"{_time:032x}", do="minus")
    assert (board().total, board().held) == (0, 1)


def test_it_counts_people_and_not_phones_towards_the_cap(
    app: Flask, cast: Cast, db: Database, board: Callable[[], Board]
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 4
    group, late = Visitor(app), Visitor(app)
    group.are(group.press(group.get(f"/c/{cast.shop_code}"), "Jeg er her"), 4)
    late.press(late.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert (board().total, board().held) == (4, 1)


@pytest.mark.parametrize(("typed", "kept", "counted"), [("2", 2, 2), ("0", 0, 5), ("", 0, 5)])
def test_it_sets_how_many_may_check_in_within_a_minute(
    kim: Visitor,
    app: Flask,
    cast: Cast,
    db: Database,
    board: Callable[[], Board],
    typed: str,
    kept: int,
    counted: int,
) -> None:
    page = kim.get(f"/steder/{cast.shop}/doer")
    assert page.field("minute_cap") == "60"
    kim.press(page, "Gem", minute_cap=typed)
    with db.reading() as session:
        assert session.get_one(Venue, cast.shop).minute_cap == kept
    assert kim.get(f"/steder/{cast.shop}/doer").field("minute_cap") == str(kept)
    for _person in range(5):
        visitor = Visitor(app)
        visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert (board().total, board().held) == (counted, 5 - counted)


@pytest.fixture
def floods(app: Flask, cast: Cast, db: Database, clock: Clock) -> Page:
    """Three above the cap per minute, and later two above the cap per day."""
    with db.writing() as session:
        session.get_one(Venue, cast.shop).minute_cap = 5
        session.get_one(Venue, cast.shop).daily_cap = 6
    for number in range(11):
        if number == 8:
            clock.pass_(minutes=30)
        page = Visitor(app).post(f"/c/{cast.shop_code}", svar="her", key=f"{number:032x}")
    return page


def test_the_board_says_which_batch_came_too_fast(
    floods: Page, app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    assert (board().total, board().held) == (6, 5)
    assert "Dit tryk er gemt." in floods.text
    ane = Visitor(app).sign_in(cast.ane)
    page = ane.get(f"/i-dag/{cast.shop}")
    fast = "3 venter: de kom hurtigere, end nogen kan gå ind ad døren. Er de her?"
    full = "2 venter på dig: der er kommet flere, end der er sagt plads til på en dag."
    assert fast in page.text
    assert full in page.text
    page = ane.press(page, "De er her ikke")
    assert fast not in page.text
    page = ane.press(page, "Tæl dem med")
    assert "venter:" not in page.text
    assert "ikke talt med" not in page.text
    assert (board().total, board().held) == (8, 0)


def test_no_broken_form_settles_a_batch(
    floods: Page, app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    (fast, _full) = board().held_batches
    ane = Visitor(app).sign_in(cast.ane)
    for number, why in (
        ("", "minute"),
        (fast.number, ""),
        (fast.number, "day"),
        (fast.number + 1, "minute"),
        ("9" * 400, "minute"),
        ("-1", "minute"),
        ("x", "x"),
    ):
        ane.post(f"/i-dag/{cast.shop}/venter", do="drop", batch=str(number), why=why)
    ane.post(f"/i-dag/{cast.shop}/venter", do="drop")
    assert (board().total, board().held) == (6, 5)


def test_an_idea_of_who_is_held_is_on_no_board(
    app: Flask, cast: Cast, db: Database, board: Callable[[], Board]
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).minute_cap = 1
    for number in range(3):
        visitor = Visitor(app)
        visitor.post(f"/c/{cast.shop_code}", svar="her", key=f"{number:032x}")
        visitor.post(f"/c/{cast.shop_code}/besoeg", idea="1")
    assert (board().total, board().held, board().ideas) == (1, 2, 1)


def test_a_flood_leaves_the_days_room_to_who_comes_afterwards(
    app: Flask, cast: Cast, db: Database, clock: Clock, visit: Visitor
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).daily_cap = 80
    for number in range(100):
        data = {"svar": "her", "key": f"{number:032x}"}
        assert app.test_client().post(f"/c/{cast.shop_code}", data=data).status_code == 303
    clock.pass_(minutes=2)
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "Du er talt med" in page.text
