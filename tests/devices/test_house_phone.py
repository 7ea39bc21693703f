"""Handing over: the venue's own phone counts today, and can do nothing else."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.access import Act
from app.models import Device
from app.services.board.todays_board import Board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.routes import all_routes, make_world
from tests.support.text import must_find
from tests.support.visit import Visitor


@pytest.fixture
def phone(ane: Visitor, shelf: str, app: Flask) -> Visitor:
    """A phone that took over the shift from Ane's link, for seven days."""
    page = ane.press(ane.get(shelf), "Opret et link til en anden telefon")
    link = must_find(r"/tavle/start/[\w-]+", page.text)[0]
    phone = Visitor(app)
    page = phone.press(phone.get(link), "Start her")
    assert page.h1 == "Genbrugsbutikken"
    return phone


def test_it_counts_says_what_the_day_is_and_writes_a_word(
    phone: Visitor, cast: Cast, board: Callable[[], Board]
) -> None:
    at = f"/i-dag/{cast.shop}"
    assert phone.get("/i-dag").h1 == "Genbrugsbutikken"
    page = phone.press(phone.get(at), "I dag er her lukket")
    page = phone.press(phone.press(page, "Sygdom"), "Fortryd")
    page = phone.press(page, "Én mere: Strikkecafé")
    phone.press(page, "Én mere: besøg i dag")
    assert (board().total, board().state) == (2, None)
    page = phone.press(phone.get(f"{at}/antal"), "Gem tallet", total=9)
    phone.press(page, "Fortryd")
    page = phone.press(phone.get(f"{at}/antal"), "Gem tallet", total=1)
    phone.press(page, "Ja, ret til 1")
    assert board().total == 1
    phone.press(phone.get(f"{at}/ord"), "Gem", text="Vi bagte brød.")
    assert board().notes == 1
    assert phone.get(f"{at}/tal").status == 200


def test_it_can_do_nothing_else(phone: Visitor, db: Database, cast: Cast, app: Flask) -> None:
    here = make_world(db, cast)
    for route in all_routes():
        if route.entry in ("everybody", Act.COUNT_TODAY):
            continue
        answer = phone.client.open(route.path(here.values(route)), method=route.method)
        assert answer.status_code == 303, str(route)
        assert answer.location.startswith("/log-ind"), str(route)
    for venue in (cast.cafe, here.examples["venue_id"].next_door, 9999):
        for path in (f"/i-dag/{venue}", f"/i-dag/{venue}/tal", f"/i-dag/{venue}/ord"):
            phone.get(path, status=404)
        phone.post(f"/i-dag/{venue}", key="ab" * 16, do="plus", status=404)
    # The page does not offer any of it either.
    links = [a.get("href", "") for a in phone.get(f"/i-dag/{cast.shop}").all("a")]
    assert not [href for href in links if re.search(r"mere|ny$|tavler|rapport|konto|steder", href)]


def test_it_ends_after_its_days(
    phone: Visitor, clock: Clock, cast: Cast, ane: Visitor, shelf: str
) -> None:
    clock.at("2026-11-28")
    phone.get(f"/i-dag/{cast.shop}")
    clock.at("2026-11-29")
    page = phone.get(f"/i-dag/{cast.shop}", status=403)
    assert page.h1 == "Vagten er slut her"
    assert "Bed en vært om et nyt link." in page.text
    phone.post(f"/i-dag/{cast.shop}", key="ab" * 16, do="plus", status=403)
    phone.get(f"/i-dag/{cast.shop}/tal", status=403)
    assert "Kører nu" not in ane.get(shelf).text


def test_a_host_stops_it(phone: Visitor, ane: Visitor, shelf: str, cast: Cast) -> None:
    page = ane.get(shelf)
    assert "Husets telefon" in page.text
    assert "Slutter 29. november 2026" in page.text
    ane.press(page, "Stop Husets telefon fra 22. november 2026, nummer 1")
    phone.get(f"/i-dag/{cast.shop}", status=403)
    tag = ane.client.get(f"/i-dag/{cast.shop}/tal").headers["ETag"]
    asked = phone.client.get(f"/i-dag/{cast.shop}/tal", headers={"If-None-Match": tag})
    assert asked.status_code == 403


def test_it_needs_a_time_to_end(ane: Visitor, shelf: str, db: Database) -> None:
    for days in ("", "0", "365", "mange"):
        ane.post(f"{shelf}/start", link="phone", dage=days, status=400)
    ane.press(ane.get(shelf), "Brug den her telefon", dage=1)
    with db.reading() as session:
        assert session.get_one(Device, 1).expires_on == dt.date(2026, 11, 23)


def test_a_tablet_is_no_house_phone(app: Flask, ane: Visitor, shelf: str, cast: Cast) -> None:
    ane.press(ane.get(shelf), "Start tablet her")
    assert ane.get(f"/i-dag/{cast.shop}").h1 == "Log ind"


def test_it_names_nobody_as_the_one_who_corrected(phone: Visitor, cast: Cast, app: Flask) -> None:
    phone.press(phone.get(f"/i-dag/{cast.shop}/antal"), "Læg til", size=5)
    page = phone.press(phone.get(f"/i-dag/{cast.shop}/antal"), "Gem tallet", total=3)
    phone.press(page, "Ja, ret til 3")
    ane = Visitor(app).sign_in(cast.ane)
    day = ane.get(f"/i-dag/{cast.shop}/dage/2026-11-22").text
    assert "−2 besøg: talt forkert husets telefon" in day


def test_it_tells_what_changed_since_its_own_last_shift(
    phone: Visitor, cast: Cast, clock: Clock
) -> None:
    at = f"/i-dag/{cast.shop}"
    assert "vagt på denne telefon" not in phone.get(at).text
    phone.press(phone.get(at), "Én mere: besøg i dag")
    clock.at("2026-11-23")
    board = phone.get(at).text
    assert "Siden sidste vagt på denne telefon, søndag den 22. november: intet nyt." in board
    assert "din sidste vagt" not in board
