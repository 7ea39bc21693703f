"""The page that the poster's code opens."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from app.db import Database
from app.models import Activity, Code, Venue
from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.visit import Visitor, text_of


@pytest.fixture
def change(db: Database) -> Callable[..., None]:
    """Change columns of one row, as if somebody had done so earlier."""

    def change(
        table: type[Code] | type[Venue] | type[Activity], key: str | int, **columns: dt.date
    ) -> None:
        with db.writing() as session:
            row = session.get_one(table, key)
            for name, value in columns.items():
                setattr(row, name, value)

    return change


def test_it_asks_one_question_with_two_equal_buttons(visit: Visitor, cast: Cast) -> None:
    page = visit.get(f"/c/{cast.shop_code}")
    first, second = page.all("button", name="svar")
    assert [text_of(first), text_of(second)] == ["Jeg er her", "I dag er jeg her bare"]
    assert first.get("class") == second.get("class")


def test_it_counts_nobody_when_the_page_is_only_looked_at(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    for path in (f"/c/{cast.shop_code}", f"/C/{cast.shop_code}", f"/c/{cast.shop_code}/besoeg"):
        visit.get(path)
        visit.client.head(path)
    assert board().total == 0


def test_it_counts_a_visit_with_one_tap(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "Du er talt med" in page.text
    assert (board().total, board().just_here) == (1, 1)


def test_it_counts_just_here_fully_and_the_same_way(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "I dag er jeg her bare")
    assert "Du er her, og det er nok." in page.text
    assert (board().total, board().just_here) == (1, 1)


def test_it_takes_part_in_the_activity_of_its_code(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    visit.press(visit.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    assert board().just_here == 0
    assert [row.number for row in board().activities] == [1, 0]


def test_just_here_on_an_activity_code_takes_part_in_nothing(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    visit.press(visit.get(f"/c/{cast.knitting_code}"), "I dag er jeg her bare")
    assert (board().total, board().just_here) == (1, 1)


def test_it_gives_both_answers_pages_of_the_same_weight(app: Flask, cast: Cast) -> None:
    pages = [
        Visitor(app).press(Visitor(app).get(f"/c/{cast.shop_code}"), words)
        for words in ("Jeg er her", "I dag er jeg her bare")
    ]
    one, other = (len(page.response.data) for page in pages)
    assert abs(one - other) / max(one, other) < 0.05


def test_it_reads_the_code_in_upper_and_lower_case(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    visit.press(visit.get(f"/C/{cast.shop_code.lower()}"), "Jeg er her")
    visit.get("/c/shop-11", status=200)
    assert board().total == 1


def test_it_leads_a_second_scan_to_the_visit_of_today(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    for code in (cast.shop_code, cast.repair_code):
        page = visit.get(f"/c/{code}")
        assert page.h1 == "Tak"
    assert board().total == 1


def test_it_adds_another_activity_that_is_scanned(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    visit.press(visit.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    visit.press(visit.get(f"/c/{cast.repair_code}"), "Reparation")
    assert board().total == 1
    assert [row.number for row in board().activities] == [1, 1]


def test_it_counts_a_form_once_however_often_it_is_sent(
    app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    key = Visitor(app).get(f"/c/{cast.shop_code}").field("key")
    for _again in range(3):
        Visitor(app).post(f"/c/{cast.shop_code}", key=key, svar="her")
    assert board().total == 1


def test_it_counts_fifty_equal_posts_at_once_as_one(
    app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    key = Visitor(app).get(f"/c/{cast.shop_code}").field("key")

    def send(_n: int) -> TestResponse:
        return app.test_client().post(f"/c/{cast.shop_code}", data={"key": key, "svar": "her"})

    with ThreadPoolExecutor(10) as pool:
        answers = [response.status_code for response in pool.map(send, range(50))]
    assert set(answers) == {303}
    assert board().total == 1


def test_it_counts_back_and_a_new_page_of_the_same_phone_once(
    visit: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    first = visit.get(f"/c/{cast.shop_code}")
    visit.press(first, "Jeg er her")
    visit.press(first, "Jeg er her")
    visit.post(f"/c/{cast.shop_code}", key="ab" * 16, svar="bare")
    assert board().total == 1


def test_it_sets_one_cookie_that_ends_with_the_service_day(
    visit: Visitor, cast: Cast, clock: Clock
) -> None:
    clock.at("2026-11-22", 23)
    key = visit.get(f"/c/{cast.shop_code}").field("key")
    answer = visit.client.post(f"/c/{cast.shop_code}", data={"key": key, "svar": "her"})
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert f"Max-Age={5 * 3600}" in cookie
    assert re.match(r"besoeg230300=2026-11-22\.[0-9a-f]{32}\.[0-9a-f]{8};", cookie)


def test_it_makes_a_new_visit_tomorrow_even_if_the_phone_kept_its_cookie(
    visit: Visitor, cast: Cast, clock: Clock, db: Database
) -> None:
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    ((name, kept),) = visit.client.tickets().items()
    clock.at("2026-11-23")
    for each in (name, "besoeg240300"):
        visit.client.set_cookie(each, kept)
    page = visit.get(f"/c/{cast.shop_code}")
    assert page.h1 == "Genbrugsbutikken"
    visit.press(page, "Jeg er her")
    assert kept.split(".")[1] not in visit.client.tickets()["besoeg240300"]


def test_it_knows_a_phone_at_two_venues_whose_days_end_at_different_hours(
    visit: Visitor, cast: Cast, clock: Clock, db: Database, board: Callable[[], Board]
) -> None:
    clock.at("2026-11-23", 3, 30)
    with db.writing() as session:
        session.get_one(Venue, cast.shop).day_limit = 300
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 4, 30)
    # The café is already in Monday; the shop is still in Sunday.
    visit.press(visit.get(f"/c/{cast.cafe_code}"), "Jeg er her")
    for code in (cast.shop_code, cast.cafe_code):
        assert visit.get(f"/c/{code}").h1 == "Tak"
    assert board().total == 1


def test_it_knows_a_phone_after_the_day_has_ended_at_another_venue(
    visit: Visitor, cast: Cast, clock: Clock, db: Database, board: Callable[[], Board]
) -> None:
    clock.at("2026-11-22", 22)
    with db.writing() as session:
        session.get_one(Venue, cast.shop).day_limit = 300
    for code in (cast.shop_code, cast.cafe_code):
        visit.press(visit.get(f"/c/{code}"), "Jeg er her")
    clock.at("2026-11-23", 4, 30)
    visit.client.delete_cookie("besoeg230300")  # The café's has expired.
    assert [*visit.client.tickets()] == ["besoeg230400"]
    assert visit.get(f"/c/{cast.shop_code}").h1 == "Tak"
    assert board().total == 1


def test_it_says_what_to_do_without_cookies(
    app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    visit = Visitor(app)
    client: Any = app.test_client(use_cookies=False)
    visit.client = client
    page = visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert "Så er du talt med" in page.text
    assert board().total == 1


@pytest.mark.parametrize(
    "fields", [{}, {"svar": "her"}, {"svar": "nej", "key": "ab" * 16}, {"key": "x"}]
)
def test_it_asks_again_when_the_form_came_broken(
    visit: Visitor, cast: Cast, board: Callable[[], Board], fields: dict[str, Any]
) -> None:
    page = visit.post(f"/c/{cast.shop_code}", status=400, **fields)
    assert "Du har ikke gjort noget forkert" in page.text
    assert board().total == 0


@pytest.mark.parametrize("code", ["NOPE00", "A", "æøå", "%00", "0" * 400, "../..", "SH0P11'--"])
def test_it_is_friendly_about_an_unknown_code(visit: Visitor, cast: Cast, code: str) -> None:
    page = visit.get(f"/c/{code}", status=404)
    assert "Du har ikke gjort noget forkert" in page.text


def test_it_follows_a_replaced_code_through_its_grace(
    visit: Visitor,
    cast: Cast,
    clock: Clock,
    change: Callable[..., None],
    board: Callable[[], Board],
) -> None:
    today_ = clock().date()
    change(Code, cast.shop_code, replaced_on=today_, grace_until=today_)
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    assert board().total == 1
    clock.pass_(days=1)
    page = visit.get(f"/c/{cast.shop_code}", status=410)
    assert page.h1 == "Plakaten er skiftet ud"
    assert "Genbrugsbutikken" in page.text


def test_it_says_when_a_venue_no_longer_counts(
    visit: Visitor, cast: Cast, clock: Clock, change: Callable[..., None]
) -> None:
    change(Venue, cast.shop, archived_on=clock().date())
    assert visit.get(f"/c/{cast.shop_code}", status=410).h1 == "Her tæller vi ikke mere"


def test_it_lets_one_be_here_when_the_activity_has_ended(
    visit: Visitor,
    cast: Cast,
    clock: Clock,
    change: Callable[..., None],
    board: Callable[[], Board],
) -> None:
    change(Activity, cast.knitting, archived_on=clock().date())
    page = visit.get(f"/c/{cast.knitting_code}")
    assert "Strikkecafé er slut. Du kan stadig være her." in page.text
    visit.press(page, "Jeg er her")
    assert (board().total, board().just_here) == (1, 1)


def test_it_lets_one_be_here_when_the_activity_is_not_today(
    visit: Visitor, cast: Cast, clock: Clock, board: Callable[[], Board]
) -> None:
    clock.at("2026-11-23")
    page = visit.get(f"/c/{cast.knitting_code}")
    assert "Strikkecafé er ikke i dag" in page.text
    visit.press(page, "Jeg er her")
    assert board().just_here == 1


@pytest.fixture
def sunday_hours(db: Database, cast: Cast) -> None:
    """Open on Sundays from 10 to 16."""
    open_on(db, cast.shop, 6, closes=16 * 60)


def test_it_is_closed_outside_opening_hours_and_says_when_it_opens(
    visit: Visitor, cast: Cast, clock: Clock, sunday_hours: None
) -> None:
    clock.at("2026-11-23")
    page = visit.get(f"/c/{cast.shop_code}", status=409)
    assert page.h1 == "Her er lukket nu"
    assert "søndag den 29. november, 10.00–16.00" in page.text
    assert "Sig det til en vært" in page.text


def test_it_never_gives_hours_that_have_passed_as_the_next(
    visit: Visitor, cast: Cast, clock: Clock, sunday_hours: None
) -> None:
    for hour, opens in ((7, "søndag den 22. november"), (18, "søndag den 29. november")):
        clock.at("2026-11-22", hour)
        page = visit.get(f"/c/{cast.shop_code}", status=409)
        assert f"Åbent {opens}, 10.00–16.00" in page.text


def test_a_closed_place_keeps_its_colour_and_asks_for_no_code(
    visit: Visitor, cast: Cast, clock: Clock, db: Database, sunday_hours: None
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).colour = "plum"
    clock.at("2026-11-23")
    page = visit.get(f"/c/{cast.shop_code}", status=409)
    (body,) = page.all("body")
    assert body.get("class") == "plum"
    assert not [a for a in page.all("a") if text_of(a) == "Skriv koden"]


@pytest.mark.parametrize("after", ["/", ".", "%20", "),", "%E2%80%9D"])
def test_an_address_with_something_after_it_leads_on(
    visit: Visitor, cast: Cast, board: Callable[[], Board], after: str
) -> None:
    page = visit.get(f"/c/{cast.shop_code}{after}")
    assert page.h1 == "Genbrugsbutikken"
    assert board().total == 0
    visit.press(page, "Jeg er her")
    assert board().total == 1


def test_it_is_open_a_while_before_and_after(
    visit: Visitor, cast: Cast, clock: Clock, sunday_hours: None
) -> None:
    for hour, minute, status in ((7, 59, 409), (8, 0, 200), (17, 59, 200), (18, 0, 409)):
        clock.at("2026-11-22", hour, minute)
        visit.get(f"/c/{cast.shop_code}", status=status)


def test_it_is_open_for_a_visit_that_is_already_here(
    visit: Visitor, cast: Cast, clock: Clock, sunday_hours: None, board: Callable[[], Board]
) -> None:
    clock.at("2026-11-22", 15)
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-22", 23)
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Fortryd: tæl mig ikke med", status=409)
    assert board().total == 0


def test_it_counts_an_evening_past_midnight_on_its_own_day(
    visit: Visitor, cast: Cast, clock: Clock, board: Callable[[], Board]
) -> None:
    clock.at("2026-11-22", 23)
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 3, 59)
    assert visit.get(f"/c/{cast.shop_code}").h1 == "Tak"
    assert board().total == 1
    clock.at("2026-11-23", 4)
    assert visit.get(f"/c/{cast.shop_code}").h1 == "Genbrugsbutikken"
    assert board().total == 0


def test_it_refuses_a_post_from_somebody_elses_page(
    app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    client = app.test_client()
    fields = {"key": "ab" * 16, "svar": "her"}
    path = f"/c/{cast.shop_code}"
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ):
        assert client.post(path, data=fields, headers=headers).status_code == 403
    assert board().total == 0
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}):
        assert client.post(path, data=fields, headers=headers).status_code == 303
    assert board().total == 1


def test_it_speaks_english_when_asked(visit: Visitor, cast: Cast) -> None:
    page = visit.get(f"/c/{cast.shop_code}?sprog=en")
    assert page.html.get("lang") == "en"
    assert all("sprog=en" in form.get("action", "") for form in page.all("form"))


def test_it_gives_no_cpr_number_back(visit: Visitor) -> None:
    page = visit.get("/kode?kode=010190-1234", status=404)
    assert "1234" not in page.text
    assert page.field("kode") == "[fjernet]"
