"""Several venues at once: hours, closed days and roles, shown before they are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.base.opening_hours import Span
from app.models import ClosedAhead, VenueRole
from app.services.core.venue_profile import opening_hours_of
from tests.support.cast import Cast
from tests.support.visit import Page, Visitor

MONDAYS = ["10:00", "13:00", *[""] * 12, "15:00", "18:00", *[""] * 12]
TWICE = {0: (Span(600, 780), Span(900, 1080))}
SEE = "Se, hvad der ændres"
SUMMER: dict[str, Any] = {"first": "2027-07-01", "last": "2027-07-31", "why": "holiday"}


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/partnerskab/{cast.partnership}/flere"


@pytest.fixture
def hall(kim: Visitor, cast: Cast) -> int:
    """A second venue, and its id."""
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    page = kim.press(page, "Opret stedet", name="Forsamlingshuset", kind="faelleshus")
    return int(page.response.request.path.rsplit("/", 1)[1])


@pytest.fixture
def closed(db: Database) -> Callable[[int], list[dt.date]]:
    def read(venue_id: int) -> list[dt.date]:
        with db.reading() as session:
            days = select(ClosedAhead.service_date).where(ClosedAhead.venue_id == venue_id)
            return sorted(session.scalars(days))

    return read


def hours(db: Database, venue_id: int) -> dict[dt.date, dict[int, tuple[Span, ...]]]:
    with db.reading() as session:
        return {one.valid_from: one.spans for one in opening_hours_of(session, venue_id).sets}


def confirm(kim: Visitor, address: str, **typed: Any) -> Page:
    """Post, and confirm what is shown if it is not refused before. Returns the refusal."""
    answer = kim.client.post(address, data=typed)
    if answer.status_code == 400:
        return kim.post(address, status=400, **typed)
    page = kim.post(address, **typed)
    return kim.press(page, "Ja, ændr 2 steder", status=400)


def test_the_list_of_venues_leads_to_it_when_there_are_two(
    kim: Visitor, cast: Cast, at: str
) -> None:
    assert not kim.get("/steder").all("a", href=at)
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    kim.press(page, "Opret stedet", name="Laden")
    assert kim.get("/steder").all("a", href=at)
    leads = [a.get("href") for a in kim.get(at).all("a")]
    assert {f"{at}/{what}" for what in ("aabningstider", "lukkedage", "roller")} <= set(leads)


def test_it_shows_the_hours_first_and_then_changes_all(
    kim: Visitor, db: Database, cast: Cast, hall: int, at: str
) -> None:
    kim.press(kim.get(f"/steder/{cast.shop}/aabningstider"), "Gem", hours=["9:00", "10:00"])
    form = kim.get(f"{at}/aabningstider")
    page = kim.press(form, SEE, hours=MONDAYS, valid_from="2026-12-01")
    assert page.h1 == "Skal 2 steder ændres?"
    assert (
        "Fra 1. december 2026: mandage 10.00–13.00, 15.00–18.00. Nu: mandage 9.00–10.00."
        in page.text
    )
    assert "Fra 22. november 2026: mandage 10.00–13.00" in page.text, "it has no hours before"
    assert TWICE not in hours(db, cast.shop).values()
    page = kim.press(page, "Ja, ændr 2 steder")
    assert "Ændret på 2 steder." in page.text
    assert hours(db, cast.shop)[dt.date(2026, 12, 1)] == TWICE
    assert hours(db, hall) == {dt.date(2026, 11, 22): TWICE}


def test_it_changes_the_chosen_venues_alone(
    kim: Visitor, db: Database, cast: Cast, hall: int, at: str
) -> None:
    page = kim.press(kim.get(f"{at}/aabningstider"), SEE, hours=MONDAYS, venues=str(hall))
    kim.press(page, "Ja, ændr 1 sted")
    assert not hours(db, cast.shop)
    assert list(hours(db, hall).values()) == [TWICE]


def test_only_what_was_shown_is_changed(
    kim: Visitor, db: Database, cast: Cast, hall: int, at: str
) -> None:
    form = kim.get(f"{at}/aabningstider")
    page = kim.press(form, SEE, hours=MONDAYS)
    other = ["09:00", *MONDAYS[1:]]
    page = kim.press(page, "Ja, ændr 2 steder", hours=other)
    assert "mandage 9.00–13.00" in page.text
    assert not hours(db, hall)
    page = kim.press(page, "Ja, ændr 2 steder")
    assert hours(db, hall)
    first = kim.press(kim.get(f"{at}/roller"), SEE, roles=[str(cast.cooks)])
    kim.post(f"/steder/{cast.shop}/roller", role=cast.welcomes)
    again = kim.press(first, "Ja, ændr 2 steder")
    assert again.h1 == "Skal 2 steder ændres?", "the shop has other roles by now"
    assert "Ændret" in kim.press(again, "Ja, ændr 2 steder").text


def test_it_says_which_hours_can_be_undone(kim: Visitor, cast: Cast, hall: int, at: str) -> None:
    words = "Tider fra i dag kan ikke fortrydes her."
    both = [cast.shop, hall]
    for venue in both:
        kim.press(kim.get(f"/steder/{venue}/aabningstider"), "Gem", hours=["9:00", "10:00"])
    later = kim.press(kim.get(f"{at}/aabningstider"), SEE, hours=MONDAYS, valid_from="2026-12-01")
    assert words not in later.text
    assert words in kim.press(kim.get(f"{at}/aabningstider"), SEE, hours=MONDAYS).text


def test_it_changes_all_or_none(kim: Visitor, db: Database, cast: Cast, hall: int, at: str) -> None:
    kim.press(kim.get(f"/steder/{hall}/ret"), "Gem", day_limit="0")
    late = ["18:00", "02:00", *[""] * 26]
    page = kim.press(kim.get(f"{at}/aabningstider"), SEE, hours=late)
    page = kim.press(page, "Ja, ændr 2 steder", status=400)
    assert "Mandag: tiderne går hen over" in page.text
    assert not hours(db, cast.shop)
    assert not hours(db, hall)


def test_it_counts_the_venues_that_change_alone(
    kim: Visitor, cast: Cast, hall: int, at: str
) -> None:
    kim.post(f"/steder/{hall}/roller", role=cast.cooks)
    kim.post(f"/steder/{cast.shop}/roller", role=cast.welcomes)
    page = kim.press(kim.get(f"{at}/roller"), SEE, roles=[str(cast.cooks)])
    assert "Ingen ændring." in page.text
    assert page.h1 == "Skal 1 sted ændres?"
    assert "Ændret på 1 sted." in kim.press(page, "Ja, ændr 1 sted").text
    page = kim.press(kim.get(f"{at}/aabningstider"), SEE)
    assert page.text.count("Ingen ændring.") == 2, "neither had any hours"
    assert page.h1 == "Ingen steder bliver ændret"
    assert "Ja, ændr" not in page.text


def test_it_closes_all_for_the_summer_and_opens_them_again(
    kim: Visitor, cast: Cast, hall: int, at: str, closed: Callable[[int], list[dt.date]]
) -> None:
    page = kim.press(kim.get(f"{at}/lukkedage"), SEE, **SUMMER)
    assert "Lukket 1.–31. juli 2027: 31 dage." in page.text
    assert not closed(cast.shop)
    page = kim.press(page, "Ja, ændr 2 steder")
    assert len(closed(cast.shop)) == len(closed(hall)) == 31
    assert "Forsamlingshuset, Genbrugsbutikken" in page.text
    again = kim.press(kim.get(f"{at}/lukkedage"), SEE, **SUMMER)
    assert "Lukket i forvejen: 31." in again.text
    page = kim.press(page, "Fortryd")
    assert "Fortrudt" in page.text
    assert not closed(cast.shop)
    assert not closed(hall)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": ""}, "Skriv den første dag"),
        ({"first": "2026-11-01"}, "Vælg en dag fra i dag af"),
        ({"first": "2027-07-31", "last": "2027-07-01"}, "Den sidste dag ligger før"),
        ({"first": "2028-07-01", "last": "2028-07-02"}, "inden for et år"),
        ({"first": "2026-12-24", "venues": []}, "Vælg mindst ét sted"),
    ],
)
def test_it_says_what_is_wrong_with_the_days(
    kim: Visitor,
    cast: Cast,
    hall: int,
    at: str,
    closed: Callable[[int], list[dt.date]],
    typed: dict[str, Any],
    said: str,
) -> None:
    answer = confirm(kim, f"{at}/lukkedage", **{"venues": [cast.shop, hall]} | typed)
    assert said in answer.text
    assert not closed(cast.shop)


def test_it_closes_none_today_where_somebody_came(
    kim: Visitor,
    visit: Visitor,
    cast: Cast,
    hall: int,
    at: str,
    closed: Callable[[int], list[dt.date]],
    db: Database,
) -> None:
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    both = [cast.shop, hall]
    page = confirm(kim, f"{at}/lukkedage", venues=both, first="2026-11-22")
    assert "Der er talt nogen i dag" in page.text


def test_it_offers_the_same_roles_everywhere(
    kim: Visitor, db: Database, cast: Cast, hall: int, at: str
) -> None:
    form = kim.get(f"{at}/roller")
    page = kim.press(form, SEE, roles=[str(cast.cooks)])
    assert "Væk: " in page.text
    kim.press(page, "Ja, ændr 2 steder")
    with db.reading() as session:
        offered = {(row.venue_id, row.role_id) for row in session.scalars(select(VenueRole))}
    assert {pair for pair in offered if pair[0] in (cast.shop, hall)} == {
        (cast.shop, cast.cooks),
        (hall, cast.cooks),
    }


def test_somebody_elses_venue_is_no_choice(
    app: Flask, kim: Visitor, cast: Cast, hall: int, at: str, closed: Callable[[int], list[dt.date]]
) -> None:
    kim.post(f"{at}/lukkedage", status=400, venues=[cast.cafe], **SUMMER)
    kim.post(f"{at}/lukkedage/fortryd", status=404, venues=[cast.cafe], **SUMMER)
    assert not closed(cast.cafe)
    bo = Visitor(app).sign_in(cast.bo)
    bo.post(f"{at}/lukkedage", status=404, venues=[hall], **SUMMER)
    assert not closed(hall)
