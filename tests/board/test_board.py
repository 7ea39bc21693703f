"""The host's board."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.devices.device import DeviceKind
from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.visit import Page, Visitor, by_name, text_of


def phone(app: Flask, code: str, words: str = "Jeg er her") -> tuple[Visitor, Page]:
    visitor = Visitor(app)
    return visitor, visitor.press(visitor.get(f"/c/{code}"), words)


def test_it_leads_a_host_of_one_venue_straight_there(ane: Visitor, cast: Cast) -> None:
    page = ane.get("/i-dag")
    assert page.h1 == "Genbrugsbutikken"
    assert "Ingen er talt med endnu i dag. Koden virker." in page.text


def test_it_shows_what_phones_do(ane: Visitor, app: Flask, cast: Cast) -> None:
    _visitor, page = phone(app, cast.knitting_code)
    _visitor.press(page, "laver mad")
    phone(app, cast.shop_code, "I dag er jeg her bare")
    shown = ane.get(f"/i-dag/{cast.shop}").text
    assert "besøg i dag 2" in shown
    assert "Strikkecafé 1" in shown
    assert "laver mad 1" in shown
    assert "Er her bare 1" in shown
    assert "telefon 2" in shown


def test_it_shows_groups_raised_hands_and_where_the_counts_came_from(
    ane: Visitor, app: Flask, cast: Cast, start_device: Callable[..., str]
) -> None:
    visitor, page = phone(app, cast.shop_code)
    visitor.press(visitor.are(page, 3), "Jeg har en idé")
    token = start_device(DeviceKind.TABLET)
    tablet = Visitor(app)
    tablet.client.set_cookie("tavle", token)
    tablet.press(tablet.get("/tavle/"), "Jeg er her")
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), "Én mere: besøg i dag")
    assert "Grupper på én telefon 1" in page.text
    assert "1 har en idé. Spørg ud i rummet." in page.text
    assert "Talt med: telefon 3 · tablet 1 · vært 1" in page.text


def test_it_looks_alike_whatever_the_number_is(ane: Visitor, cast: Cast) -> None:
    """No number is good or bad, and none is compared with another."""

    def looks(size: int) -> tuple[list[tuple[str, str | None, bool]], str]:
        page = ane.press(ane.get(f"/i-dag/{cast.shop}/antal"), "Læg til", size=size)
        (main,) = page.all("main")
        marks = [(e.tag, e.get("class"), "disabled" in e.attrib) for e in main.iter()]
        return marks, re.sub(r"\d+(\.\d+)*", "0", text_of(main))

    first = looks(1)
    for more in (40, 900):
        assert looks(more) == first


def test_it_counts_one_more_and_one_fewer(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    page = ane.get(f"/i-dag/{cast.shop}")
    page = ane.press(page, "Én mere: besøg i dag")
    page = ane.press(page, "Én mere: Strikkecafé")
    page = ane.press(page, "Én mere: er vært")
    assert (board().total, board().just_here) == (3, 1)
    page = ane.press(page, "Én færre: Strikkecafé")
    assert board().total == 2
    assert [row.number for row in board().activities] == [0, 0]


def test_a_plain_minus_takes_the_plainest_visit(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    page = ane.get(f"/i-dag/{cast.shop}")
    page = ane.press(page, "Én mere: Strikkecafé")
    page = ane.press(page, "Én mere: besøg i dag")
    ane.press(page, "Én færre: besøg i dag")
    assert [row.number for row in board().activities] == [1, 0]


def test_a_minus_takes_back_what_a_host_counted_first(
    ane: Visitor, app: Flask, board: Callable[[], Board], cast: Cast
) -> None:
    phone(app, cast.shop_code)
    page = ane.press(ane.get(f"/i-dag/{cast.shop}"), "Én mere: Strikkecafé")
    assert {s.value: n for s, n in board().sources.items()} == {"phone": 1, "host": 1}
    page = ane.press(page, "Én færre: besøg i dag")
    assert {s.value: n for s, n in board().sources.items()} == {"phone": 1}
    ane.press(page, "Én færre: besøg i dag")
    assert board().total == 0


def test_a_minus_makes_a_group_one_smaller(
    ane: Visitor, app: Flask, board: Callable[[], Board], cast: Cast
) -> None:
    visitor, page = phone(app, cast.shop_code)
    visitor.are(page, 4)
    ane.press(ane.get(f"/i-dag/{cast.shop}"), "Én færre: besøg i dag")
    assert board().total == 3


def test_it_never_goes_below_zero(ane: Visitor, board: Callable[[], Board], cast: Cast) -> None:
    page = ane.post(f"/i-dag/{cast.shop}", key="ab" * 16, do="minus")
    assert "Her er ingen at trække fra." in page.text
    assert board().total == 0


def test_it_counts_a_tap_once_however_often_it_is_sent(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    for do in ("plus", "plus", "minus"):
        ane.post(f"/i-dag/{cast.shop}", key="ab" * 16, do=do)
    assert board().total == 1


def test_it_answers_an_unchanged_board_with_nothing(ane: Visitor, app: Flask, cast: Cast) -> None:
    path = f"/i-dag/{cast.shop}/tal"
    first = ane.client.get(path)
    tag = first.headers["ETag"]
    assert first.status_code == 200
    assert ane.client.get(path, headers={"If-None-Match": tag}).status_code == 304
    phone(app, cast.shop_code)
    second = ane.client.get(path, headers={"If-None-Match": tag})
    assert second.status_code == 200
    assert second.headers["ETag"] != tag


@pytest.mark.parametrize(
    "action", ["laver mad", "Reparation", "Vi er 2", "Fortryd: tæl mig ikke med"]
)
def test_it_notices_every_change_of_a_phone(
    ane: Visitor, app: Flask, cast: Cast, action: str
) -> None:
    visitor, page = phone(app, cast.shop_code)
    path = f"/i-dag/{cast.shop}/tal"
    tag = ane.client.get(path).headers["ETag"]
    visitor.press(page, action)
    assert ane.client.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_it_remembers_the_chosen_venue(app: Flask, cast: Cast, db: Database) -> None:
    from app.models import Venue

    with db.writing() as session:
        shop = session.get_one(Venue, cast.shop)
        other = Venue(
            partnership_id=cast.partnership,
            name="Bageren",
            kind="andet",
            created_on=shop.created_on,
        )
        session.add(other)
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get("/i-dag")
    assert page.h1 == "Hvor er du i dag?"
    assert kim.press(page, "Bageren").h1 == "Bageren"
    assert kim.get("/i-dag").h1 == "Bageren"


def test_it_keeps_a_host_away_from_other_venues(ane: Visitor, cast: Cast) -> None:
    for path in (f"/i-dag/{cast.cafe}", f"/i-dag/{cast.cafe}/tal", "/i-dag/9999"):
        ane.get(path, status=404)
    ane.post(f"/i-dag/{cast.cafe}", key="ab" * 16, do="plus", status=404)
    ane.post("/i-dag/vaelg", venue=cast.cafe, status=404)


@pytest.mark.parametrize("name", ["activity", "role"])
def test_it_counts_nobody_into_somebody_elses_activity_or_role(
    ane: Visitor, board: Callable[[], Board], cast: Cast, name: str
) -> None:
    foreign = {"activity": cast.cafe_activity, "role": cast.cafe_role}[name]
    for value in (foreign, 9999):
        ane.post(
            f"/i-dag/{cast.shop}", key="ab" * 16, do="plus", status=404, **by_name({name: value})
        )
    assert board().total == 0


def test_a_reader_does_not_see_today(app: Flask, cast: Cast) -> None:
    Visitor(app).sign_in(cast.lis).get("/i-dag", status=404)


def test_a_stranger_is_asked_to_sign_in_and_comes_to_the_page(app: Flask, cast: Cast) -> None:
    visitor = Visitor(app)
    page = visitor.get(f"/i-dag/{cast.shop}")
    assert page.h1 == "Log ind"
    page = visitor.press(page, "Log ind", email=cast.ane, password="tre tilfældige ord")
    assert page.h1 == "Genbrugsbutikken"


def test_it_starts_a_new_day_at_zero(
    ane: Visitor, app: Flask, board: Callable[[], Board], cast: Cast, clock: Clock
) -> None:
    phone(app, cast.shop_code)
    clock.at("2026-11-23", 4)
    assert "besøg i dag 0" in ane.get(f"/i-dag/{cast.shop}").text


def test_it_takes_no_id_that_no_row_can_have(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    for name in ("activity", "role"):
        fields: dict[str, Any] = {name: "9" * 24, "do": "plus", "key": "ab" * 16}
        ane.post(f"/i-dag/{cast.shop}", status=404, **fields)
    assert board().total == 0


def test_it_counts_one_in_an_activity_with_a_role_at_once(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    chosen: dict[str, Any] = {"activity": cast.repair, "role": cast.cooks, "size": 3}
    ane.press(ane.get(f"/i-dag/{cast.shop}/antal"), "Læg til", **chosen)
    assert board().total == 3
    assert [row.number for row in board().activities] == [0, 3]
    assert [row.number for row in board().roles] == [3, 0]
    ane.press(ane.get(f"/i-dag/{cast.shop}/antal"), "Træk fra", **chosen | {"size": 2})
    assert board().total == 1


def test_it_counts_nobody_from_a_broken_form(
    ane: Visitor, board: Callable[[], Board], cast: Cast
) -> None:
    for value in ("abc", "-1", "1.5", "²"):
        ane.post(f"/i-dag/{cast.shop}", key="ab" * 16, do="plus", activity=value, status=400)
    assert board().total == 0


def test_it_keeps_a_role_on_the_board_while_somebody_holds_it(
    ane: Visitor, app: Flask, cast: Cast, db: Database, clock: Clock, board: Callable[[], Board]
) -> None:
    from app.models import Role

    visitor, page = phone(app, cast.shop_code)
    visitor.press(page, "laver mad")
    with db.writing() as session:
        session.get_one(Role, cast.cooks).archived_on = clock().date()
    assert [(row.role.verb, row.number) for row in board().roles] == [
        ("laver mad", 1),
        ("er vært", 0),
    ]


def test_nobody_counts_at_an_archived_venue(
    ane: Visitor, cast: Cast, db: Database, clock: Clock
) -> None:
    from app.models import Venue

    with db.writing() as session:
        session.get_one(Venue, cast.shop).archived_on = clock().date()
    ane.get(f"/i-dag/{cast.shop}", status=404)
    ane.post(f"/i-dag/{cast.shop}", key="ab" * 16, do="plus", status=404)


def test_it_says_that_check_in_is_open_when_it_is(
    ane: Visitor, cast: Cast, db: Database, clock: Clock
) -> None:
    assert "Koden virker." in ane.get(f"/i-dag/{cast.shop}").text
    open_on(db, cast.shop, 0, closes=11 * 60, since=clock().date())
    clock.at("2026-11-22", 22)
    assert "Koden virker." not in ane.get(f"/i-dag/{cast.shop}").text
