"""Counting on paper: the sheet, and entering it once the host has seen both numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from app.db import Database
from app.domain.visits.counting import Cell, Measure
from app.models import DayCount, MonthCount
from app.services.board import todays_board
from app.services.days.closing import close_due_days
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, by_name, text_of


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}/dage"


@pytest.fixture
def kept(db: Database, cast: Cast) -> Callable[..., tuple[int, int]]:
    def kept(date: str, measure: Measure = Measure.VISITS, **about: Any) -> tuple[int, int]:
        cell = Cell(measure, **about).key
        with db.reading() as session:
            day = session.get(DayCount, (cast.shop, dt.date.fromisoformat(date), cell))
            month = session.get(MonthCount, (cast.shop, dt.date(2026, 11, 1), cell))
            return (day.number if day else 0, month.number if month else 0)

    return kept


def lines(page: Page) -> list[str]:
    return [text_of(th) for th in page.all("th", scope="row")]


def test_the_sheet_has_a_line_for_exactly_what_goes_on_that_day(ane: Visitor, path: str) -> None:
    sunday = ane.get(f"{path}/2026-11-22/ark")
    assert lines(sunday) == [
        "Besøg i dag én streg for hver, der kommer",
        "Er her bare er med i tallet ovenfor",
        "Strikkecafé",
        "Reparation",
        "laver mad",
        "er vært",
    ]
    assert "Strikkecafé" not in lines(ane.get(f"{path}/2026-11-23/ark"))
    assert "Strikkecafé" in lines(ane.get(f"{path}/2027-01-03/ark"))
    assert ane.get(f"{path[:-5]}/ark?dag=2026-11-29").response.request.path.endswith("29/ark")
    ane.get(f"{path[:-5]}/ark?dag=i-morgen", status=404)


def test_it_enters_a_day_that_was_counted_on_paper_alone(
    ane: Visitor, path: str, kept: Callable[..., tuple[int, int]], cast: Cast
) -> None:
    page = ane.get(f"{path}/2026-11-20/papir")
    typed: dict[str, Any] = {
        f"activity-{cast.repair}": 6,
        f"role-{cast.cooks}": 2,
        "visits": 14,
        "just_here": 5,
    }
    page = ane.press(page, "Gem tallene", **typed)
    assert "Papiret er skrevet ind. Det gav 14 besøg mere." in page.text
    assert "Talt med: papir 14" in page.text
    assert kept("2026-11-20") == (14, 14)
    assert kept("2026-11-20", Measure.ACTIVITY, activity_id=cast.repair) == (6, 6)
    assert kept("2026-11-20", Measure.ROLE, role_id=cast.cooks) == (2, 0)  # Not in a month.
    assert "+14 besøg: skrevet ind fra papir Ane" in page.text
    ane.press(page, "Fortryd rettelse nummer 1")
    assert kept("2026-11-20") == (0, 0)
    assert kept("2026-11-20", Measure.ACTIVITY, activity_id=cast.repair) == (0, 0)


@pytest.mark.parametrize("is_over", [False, True])
@pytest.mark.parametrize(
    ("words", "total"),
    [("Det er forskellige mennesker: 7 i alt", 7), ("Papiret har alle med: 5 i alt", 5)],
)
def test_paper_and_phones_are_added_once_the_host_has_seen_both(
    ane: Visitor,
    app: Flask,
    db: Database,
    cast: Cast,
    clock: Clock,
    path: str,
    is_over: bool,
    words: str,
    total: int,
) -> None:
    for _ in range(2):
        visitor = Visitor(app)
        visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    if is_over:
        clock.at("2026-11-24")
        close_due_days(db, now=clock())
    page = ane.get(f"{path}/2026-11-22/papir")
    page = ane.press(page, "Gem tallene", visits=5, **by_name({f"activity-{cast.repair}": 3}))
    assert "På arket 5" in page.text
    assert "telefon 2 2" in page.text
    assert "Talt med: telefon 2" in ane.get(f"{path}/2026-11-22").text
    page = ane.press(page, words)
    assert f"Talt med: telefon 2 · papir {total - 2}" in page.text
    if not is_over:
        assert todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total == total
        clock.at("2026-11-24")
        close_due_days(db, now=clock())
    assert f"{total} besøg" in ane.get(f"{path}/2026-11-22").text


def test_it_adds_nothing_to_what_the_host_has_not_seen(
    ane: Visitor, app: Flask, db: Database, cast: Cast, clock: Clock, path: str
) -> None:
    """Neither over a number that has grown since, nor from a sheet changed after the preview."""

    def phone() -> None:
        visitor = Visitor(app)
        visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")

    def total() -> int:
        return todays_board.board(db, viewer(db, 1), cast.shop, now=clock()).total

    phone()
    at = f"{path}/2026-11-22/papir"
    ane.post(at, key="ab" * 16, visits=5, together="others")
    assert total() == 1
    page = ane.press(ane.get(at), "Gem tallene", visits=5)
    phone()
    page = ane.press(page, "Det er forskellige mennesker: 6 i alt")
    assert "telefon 2 2" in page.text
    page = ane.press(page, "Det er forskellige mennesker: 7 i alt", visits=9)
    assert total() == 2
    ane.press(page, "Papiret har alle med: 9 i alt")
    assert total() == 9


def test_a_sheet_of_another_day_finds_its_day(ane: Visitor, path: str) -> None:
    """The menu leads to today's sheet; a link there leads to the other days."""
    page = ane.get(f"{path}/2026-11-22/papir")
    assert "Besøg i dag" in page.text
    (days,) = [a for a in page.all("a") if text_of(a) == "Arket er fra en anden dag"]
    assert f"{path}/2026-11-21" in [a.get("href") for a in ane.get(days.get("href", "")).all("a")]
    page = ane.get(f"{path}/2026-11-21/papir")
    assert "Besøg den dag" in page.text
    assert "Besøg i dag" not in page.text


def test_it_enters_a_sheet_once(
    ane: Visitor, path: str, kept: Callable[..., tuple[int, int]]
) -> None:
    for _ in range(3):
        ane.post(f"{path}/2026-11-20/papir", key="ab" * 16, visits=4)
    assert kept("2026-11-20") == (4, 4)
    ane.post(f"{path}/2026-11-22/papir", key="cd" * 16, visits=4)
    ane.post(f"{path}/2026-11-22/papir", key="cd" * 16, visits=4, together="others")
    assert "4 besøg" in ane.get(f"{path}/2026-11-22").text


def test_it_keeps_what_was_typed_and_says_what_is_wrong(
    ane: Visitor, path: str, kept: Callable[..., tuple[int, int]], cast: Cast
) -> None:
    repair = f"activity-{cast.repair}"
    more = "En linje har flere streger, end der er besøg."
    for typed, words, marked in (
        ({"visits": "", repair: "2"}, "Skriv, hvor mange besøg der står på arket.", ["visits"]),
        ({"visits": "3", repair: "5"}, more, ["visits", repair]),
        ({"visits": "8", "just_here": "6", repair: "5"}, more, ["visits"]),
        ({"visits": "8", repair: "mange"}, "Skriv et tal mellem 0 og 2000.", [repair]),
        ({"visits": "2001", repair: "2"}, "Skriv et tal mellem 0 og 2000.", ["visits"]),
    ):
        page = ane.get(f"{path}/2026-11-20/papir")
        page = ane.press(page, "Gem tallene", status=400, **typed)
        assert words in page.text
        assert page.field("visits") == typed["visits"]
        assert page.field(repair) == typed[repair]
        assert [f.get("name") for f in page.all("input", aria_invalid="true")] == marked
    assert kept("2026-11-20") == (0, 0)


def test_it_is_too_late_after_seven_days(ane: Visitor, path: str) -> None:
    ane.get(f"{path}/2026-11-15/papir")
    ane.get(f"{path}/2026-11-14/papir", status=404)
    ane.post(f"{path}/2026-11-14/papir", key="ab" * 16, visits=3, status=404)
    ane.get(f"{path}/2026-11-23/papir", status=404)
