"""Numbers that hosts type: a total, a group, and undoing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor

KEY = "ab" * 16


@pytest.fixture
def page(ane: Visitor, cast: Cast) -> Callable[[], Page]:
    return lambda: ane.get(f"/i-dag/{cast.shop}/antal")


def phone(app: Flask, cast: Cast, words: str = "Jeg er her") -> None:
    visitor = Visitor(app)
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), words)


def sources(board: Callable[[], Board]) -> dict[str, int]:
    return {source.value: n for source, n in board().sources.items()}


def test_a_typed_total_adds_what_is_missing_as_a_hosts_count(
    ane: Visitor, app: Flask, cast: Cast, page: Callable[[], Page], board: Callable[[], Board]
) -> None:
    for _ in range(3):
        phone(app, cast)
    assert "Der er talt 3." in page().text
    shown = ane.press(page(), "Gem tallet", total=23)
    assert sources(board) == {"phone": 3, "host": 20}
    assert "20 lagt til." in shown.text
    shown = ane.press(shown, "Fortryd")
    assert "Fortrudt." in shown.text
    assert sources(board) == {"phone": 3}
    assert "Det er allerede trukket fra." in ane.post(f"/i-dag/{cast.shop}/fortryd", key=KEY).text


def test_a_lower_total_is_seen_before_it_is_written(
    ane: Visitor, app: Flask, cast: Cast, page: Callable[[], Page], board: Callable[[], Board]
) -> None:
    for _ in range(3):
        phone(app, cast)
    ane.press(page(), "Gem tallet", total=10)
    shown = ane.press(page(), "Gem tallet", total=5)
    assert "Der er talt 10. Du skriver 5. Så trækker vi 5 fra." in shown.text
    assert board().total == 10
    phone(app, cast)
    # Somebody came meanwhile: the host sees that before anything is subtracted.
    shown = ane.press(shown, "Ja, ret til 5")
    assert "Der er talt 11." in shown.text
    ane.press(shown, "Ja, ret til 5")
    assert sources(board) == {"phone": 4, "host": 1}
    day = ane.get(f"/i-dag/{cast.shop}/dage/2026-11-22").text
    assert "−6 besøg: talt forkert Ane, 22. november 2026" in day


def test_it_writes_a_total_once_however_often_it_is_sent(
    ane: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    for _ in range(3):
        ane.post(f"/i-dag/{cast.shop}/antal", key=KEY, total=7)
    assert board().total == 7
    for _ in range(3):
        ane.post(f"/i-dag/{cast.shop}/antal", key="cd" * 16, total=4, seen=7)
    assert board().total == 4


def test_it_counts_a_group_and_undoes_it(
    ane: Visitor, cast: Cast, page: Callable[[], Page], board: Callable[[], Board]
) -> None:
    shown = ane.press(page(), "Læg til", size=12, activity=cast.repair)
    assert (board().total, board().activities[1].number) == (12, 12)
    ane.press(shown, "Fortryd")
    assert board().total == 0
    ane.press(page(), "Læg til", size=4)
    assert "3 trukket fra." in ane.press(page(), "Træk fra", size=3).text
    assert "1 trukket fra." in ane.press(page(), "Træk fra", size=3).text
    assert "Her er ingen at trække fra." in ane.press(page(), "Træk fra", size=3).text


def test_it_undoes_what_a_host_took_away_where_it_was_taken(
    ane: Visitor, cast: Cast, page: Callable[[], Page], board: Callable[[], Board]
) -> None:
    ane.press(page(), "Læg til", size=7, activity=cast.repair)
    shown = ane.press(page(), "Træk fra", size=3, activity=cast.repair)
    assert "3 trukket fra." in shown.text
    assert (board().total, board().activities[1].number) == (4, 4)
    for _ in range(2):
        # Pressed again on the same page: given back only once.
        assert "3 lagt til." in ane.press(shown, "Fortryd").text
        assert (board().total, board().activities[1].number) == (7, 7)
    taken_all = ane.press(page(), "Træk fra", size=9)
    assert "7 trukket fra." in taken_all.text
    assert "7 lagt til." in ane.press(taken_all, "Fortryd").text
    assert board().total == 7
    for odd in ("trukket=3&noegle=kort", "trukket=x&noegle=" + KEY, "lagt=x&noegle=" + KEY):
        shown = ane.get(f"/i-dag/{cast.shop}?{odd}")
        assert "Fortryd" not in shown.text


def test_it_undoes_no_phone(
    ane: Visitor, app: Flask, cast: Cast, board: Callable[[], Board]
) -> None:
    ane.post(f"/i-dag/{cast.shop}", key=KEY, do="plus")
    phone(app, cast)
    ane.post(f"/i-dag/{cast.shop}/fortryd", key="cd" * 16)
    assert board().total == 2
    ane.post(f"/i-dag/{cast.shop}/fortryd", key=KEY)
    assert sources(board) == {"phone": 1}


@pytest.mark.parametrize("typed", ["", "mange", "-3", "2001", "99999999", "²", "3,5"])
def test_it_keeps_what_was_typed_and_says_what_to_write(
    ane: Visitor, cast: Cast, page: Callable[[], Page], board: Callable[[], Board], typed: str
) -> None:
    shown = ane.press(page(), "Gem tallet", status=400, total=typed)
    assert "Skriv et tal mellem 0 og 2000" in shown.text
    assert shown.field("total") == typed
    shown = ane.press(page(), "Læg til", status=400, size=typed)
    assert "Skriv et tal mellem 1 og 2000" in shown.text
    assert board().total == 0


def test_two_hosts_add_up(ane: Visitor, app: Flask, cast: Cast, board: Callable[[], Board]) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    for host in (ane, kim):
        host.press(host.get(f"/i-dag/{cast.shop}/antal"), "Læg til", size=5)
        host.press(host.get(f"/i-dag/{cast.shop}"), "Én mere: besøg i dag")
    assert board().total == 12


def test_it_needs_a_key_and_a_day(
    ane: Visitor, cast: Cast, clock: Clock, board: Callable[[], Board]
) -> None:
    ane.post(f"/i-dag/{cast.shop}/antal", total=3, status=400)
    ane.post(f"/i-dag/{cast.shop}/fortryd", key="kort", status=400)
    ane.post(f"/i-dag/{cast.shop}/gruppe", key=KEY, size=3, activity=cast.cafe_activity, status=404)
    assert board().total == 0


def test_the_same_form_gets_the_same_answer(
    ane: Visitor, app: Flask, cast: Cast, page: Callable[[], Page], board: Callable[[], Board]
) -> None:
    ane.post(f"/i-dag/{cast.shop}/gruppe", key="cd" * 16, size=3, activity=cast.repair)
    path = f"/i-dag/{cast.shop}/gruppe"
    typed: dict[str, Any] = {"key": KEY, "size": 5, "do": "minus"}
    first, again = (ane.post(path, activity=cast.repair, **typed) for _ in range(2))
    for answer in (first, again):
        assert "3 trukket fra." in answer.text
        assert "Her er ingen at trække fra." not in answer.text
    for answer in (first, again):
        ane.press(answer, "Fortryd")  # Subtracted once, so given back once.
    assert board().total == 3
    totals = [ane.post(f"/i-dag/{cast.shop}/antal", key="ef" * 16, total=9) for _ in range(2)]
    assert all("6 lagt til." in answer.text for answer in totals)
    for key in ("12" * 16, "34" * 16):
        empty = [ane.post(path, key=key, size=1, do="minus", role=cast.cooks) for _ in range(2)]
        assert all("Her er ingen at trække fra." in answer.text for answer in empty)
    assert board().total == 9
