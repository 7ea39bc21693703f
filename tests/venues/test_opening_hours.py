"""Opening hours: two openings a day, and hours that hold from a later date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from app.db import Database
from app.domain.base.opening_hours import Span
from app.services.core.venue_profile import opening_hours_of
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor

TWICE = ["10:00", "13:00", *[""] * 12, "15:00", "18:00", *[""] * 12]
"""Mondays from 10 to 13, and again from 15 to 18."""
TUESDAYS = ["", "", "12:00", "14:00", *[""] * 24]
TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/steder/{cast.shop}/aabningstider"


@pytest.fixture
def sets(db: Database, cast: Cast) -> Callable[[], dict[str, dict[int, tuple[Span, ...]]]]:
    def read() -> dict[str, dict[int, tuple[Span, ...]]]:
        with db.reading() as session:
            history = opening_hours_of(session, cast.shop)
        return {one.valid_from.isoformat(): one.spans for one in history.sets}

    return read


def test_a_day_can_have_two_openings(
    kim: Visitor,
    at: str,
    cast: Cast,
    clock: Clock,
    sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]],
) -> None:
    page = kim.press(kim.get(at), "Gem", hours=TWICE)
    assert "10.00–13.00, 15.00–18.00" in page.text
    assert sets() == {"2026-11-22": {0: (Span(600, 780), Span(900, 1080))}}
    clock.at("2026-11-23", 6)
    page = kim.get(f"/c/{cast.shop_code}", status=409)
    assert "mandag den 23. november, 10.00–13.00, 15.00–18.00." in page.text
    clock.at("2026-11-23", 20)
    page = kim.get(f"/c/{cast.shop_code}", status=409)
    assert "mandag den 30. november, 10.00–13.00, 15.00–18.00." in page.text


def test_a_closed_door_tells_of_the_second_opening_alone(
    kim: Visitor, at: str, cast: Cast, clock: Clock
) -> None:
    typed = ["07:00", "08:00", *[""] * 12, "17:00", "19:00", *[""] * 12]
    kim.press(kim.get(at), "Gem", hours=typed)
    clock.at("2026-11-23", 12)
    page = kim.get(f"/c/{cast.shop_code}", status=409)
    assert "Åbent mandag den 23. november, 17.00–19.00." in page.text
    for hour in (6, 16, 20):
        clock.at("2026-11-23", hour)
        kim.get(f"/c/{cast.shop_code}")


def test_it_takes_two_openings_in_either_order(
    kim: Visitor, at: str, sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]]
) -> None:
    typed = ["15:00", "18:00", *[""] * 12, "10:00", "13:00", *[""] * 12]
    kim.press(kim.get(at), "Gem", hours=typed)
    assert sets()["2026-11-22"] == {0: (Span(600, 780), Span(900, 1080))}
    page = kim.get(at)
    assert [each.get("value") for each in page.all("input", name="hours")][:2] == ["10:00", "13:00"]
    assert page.all("details")[0].get("open") is not None


@pytest.mark.parametrize("second", [("12:00", "18:00"), ("13:00", "15:00"), ("10:00", "13:00")])
def test_it_refuses_two_openings_that_meet(
    kim: Visitor,
    at: str,
    sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]],
    second: tuple[str, str],
) -> None:
    typed = ["10:00", "13:00", *[""] * 12, *second, *[""] * 12]
    page = kim.press(kim.get(at), "Gem", status=400, hours=typed)
    assert "Mandag: lad der være tid mellem de to åbninger" in page.text
    assert not sets()


def test_hours_can_hold_from_a_later_date_and_be_taken_back(
    kim: Visitor,
    at: str,
    cast: Cast,
    clock: Clock,
    sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]],
) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    page = kim.press(kim.get(at), "Gem", hours=TUESDAYS, valid_from="2026-12-01")
    assert "Åbningstiderne gælder fra 1. december 2026." in page.text
    assert "10.00–13.00, 15.00–18.00" in page.text
    assert "Fra 1. december 2026: tirsdage 12.00–14.00" in page.text
    page = kim.get(at)
    assert page.field("valid_from") == "2026-11-22"
    assert "Nye tider på vej" in page.text
    page = kim.press(page, "Fortryd")
    assert "Fortrudt" in page.text
    assert "Nye tider på vej" not in page.text
    assert list(sets()) == ["2026-11-22"]
    kim.press(page, "Gem", hours=TUESDAYS, valid_from="2026-12-01")
    clock.at("2026-11-30", 6)
    assert "mandag den 30. november" in kim.get(f"/c/{cast.shop_code}", status=409).text
    clock.at("2026-12-01", 6)
    assert "tirsdag den 1. december" in kim.get(f"/c/{cast.shop_code}", status=409).text
    assert "12.00–14.00" in kim.get(f"/steder/{cast.shop}").text


def test_hours_in_force_cannot_be_taken_back(
    kim: Visitor, at: str, sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]]
) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    kim.post(f"{at}/fortryd", first="2026-11-22")
    kim.post(f"{at}/fortryd", first="soon", status=400)
    assert list(sets()) == ["2026-11-22"]


def test_changing_today_leaves_what_is_coming(
    kim: Visitor, at: str, sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]]
) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    kim.press(kim.get(at), "Gem", hours=TUESDAYS, valid_from="2026-12-01")
    kim.press(kim.get(at), "Gem", hours=TUESDAYS)
    assert sets() == {"2026-11-22": {1: (Span(720, 840),)}, "2026-12-01": {1: (Span(720, 840),)}}


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2026-11-21", "Vælg i dag eller en senere dag"),
        ("2028-01-01", "Vælg en dag, der ligger inden for et år"),
        ("i morgen", "Skriv datoen som 28.11.2026"),
    ],
)
def test_it_refuses_a_date_that_is_over_or_too_far_ahead(
    kim: Visitor,
    at: str,
    sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]],
    date: str,
    said: str,
) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    page = kim.press(kim.get(at), "Gem", status=400, hours=TUESDAYS, valid_from=date)
    assert said in page.text
    assert list(sets()) == ["2026-11-22"]


def test_the_first_hours_hold_from_today(
    kim: Visitor, at: str, sets: Callable[[], dict[str, dict[int, tuple[Span, ...]]]]
) -> None:
    page = kim.get(at)
    assert not page.all("input", name="valid_from")
    kim.post(at, hours=TUESDAYS, valid_from="2026-12-01")
    assert list(sets()) == ["2026-11-22"]


def test_the_end_of_the_day_must_fit_the_hours_to_come(kim: Visitor, at: str, cast: Cast) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    late = ["18:00", "03:00", *[""] * 26]
    kim.press(kim.get(at), "Gem", hours=late, valid_from="2026-12-01")
    page = kim.press(kim.get(f"/steder/{cast.shop}/ret"), "Gem", status=400, day_limit="60")
    assert "lad dagen slutte på et andet klokkeslæt" in page.text


def test_the_calendar_has_both_openings(kim: Visitor, at: str, cast: Cast) -> None:
    kim.press(kim.get(at), "Gem", hours=TWICE)
    kim.press(kim.get(f"/steder/{cast.shop}/aktiviteter/ny"), "Opret aktiviteten", name="Reol")
    file = kim.client.get(f"/c/{cast.shop_code}.ics").text
    for starts in ("T100000", "T150000"):
        assert f"DTSTART;TZID=Europe/Copenhagen:20261123{starts}" in file
