"""New today: an activity in three taps, a scheduled one outside its hours, one over early."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.models import Activity
from app.services.board import todays_board
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.hours import open_on
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of


@pytest.fixture
def at(cast: Cast) -> str:
    return f"/i-dag/{cast.shop}"


@pytest.fixture
def offered(db: Database, cast: Cast, clock: Clock) -> Callable[[], list[str]]:
    def offered() -> list[str]:
        board = todays_board.board(db, viewer(db, 1), cast.shop, now=clock())
        return [row.activity.name for row in board.activities if row.offered]

    return offered


def code_on(page: Page) -> str:
    (code,) = (text_of(p) for p in page.all("p") if p.get("class") == "code large")
    return code.replace(" ", "")


def closed_now(db: Database, cast: Cast, clock: Clock) -> None:
    """The venue is open only on Mondays."""
    open_on(db, cast.shop, 0, since=clock().date())


def test_it_opens_in_three_taps_with_its_code_on_the_screen(
    ane: Visitor,
    app: Flask,
    at: str,
    offered: Callable[[], list[str]],
    db: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    closed_now(db, cast, clock)
    # One: "Ny aktivitet". Two: the field, which is already focused. Three: "Åbn nu".
    page = ane.get(f"{at}/ny")
    assert page.all("input", id="name")[0].get("autofocus") is not None
    page = ane.press(page, "Åbn nu", name="Cykler")
    assert page.h1 == "Cykler"
    assert page.all("img", class_="qr")
    assert "Cykler" in offered()
    phone = Visitor(app)
    thanks = phone.press(phone.get(f"/c/{code_on(page)}"), "Jeg er her")
    assert "Tak" in thanks.text
    assert "Cykler 1" in ane.get(at).text
    with db.reading() as session:
        assert session.get_one(Activity, 4).kind == "emerging"


def test_it_opens_once_however_often_it_is_sent(
    ane: Visitor, at: str, offered: Callable[[], list[str]]
) -> None:
    for _ in range(3):
        page = ane.post(f"{at}/ny", name=" cykler ")
    assert page.h1 == "cykler"
    assert offered().count("cykler") == 1


def test_it_says_what_is_here_already_and_what_cannot_be_a_name(
    ane: Visitor, at: str, offered: Callable[[], list[str]]
) -> None:
    before = offered()
    page = ane.press(ane.get(f"{at}/ny"), "Åbn nu", status=400, name="reparation")
    assert "Det er her allerede." in page.text
    assert page.field("name") == "reparation"
    for name in ("", "   ", "010203-1234"):
        page = ane.press(ane.get(f"{at}/ny"), "Åbn nu", status=400, name=name)
        assert "010203" not in page.response.text
    assert offered() == before


def test_it_starts_a_fixed_one_outside_its_times_for_today_alone(
    ane: Visitor,
    app: Flask,
    at: str,
    offered: Callable[[], list[str]],
    db: Database,
    cast: Cast,
    clock: Clock,
) -> None:
    clock.at("2026-11-24")
    closed_now(db, cast, clock)
    assert offered() == ["Reparation"]
    Visitor(app).get(f"/c/{cast.knitting_code}", status=409)
    page = ane.press(ane.get(f"{at}/aktiviteter"), "Start nu: Strikkecafé")
    assert "Strikkecafé er i gang." in page.text
    assert code_on(page) == cast.knitting_code
    assert offered() == ["Reparation", "Strikkecafé"]
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.knitting_code}"), "Jeg er her")
    assert "Strikkecafé 1" in ane.get(at).text
    clock.at("2026-11-25")
    assert offered() == ["Reparation"]


def test_it_ends_one_early_and_starts_it_again(
    ane: Visitor, app: Flask, at: str, offered: Callable[[], list[str]], cast: Cast, clock: Clock
) -> None:
    page = ane.press(ane.get(f"{at}/aktiviteter"), "Slut for i dag: Strikkecafé")
    assert "Strikkecafé er slut for i dag." in page.text
    assert offered() == ["Reparation"]
    phone = Visitor(app)
    assert "Strikkecafé er ikke i dag." in phone.get(f"/c/{cast.knitting_code}").text
    shown = ane.get(f"{at}/aktiviteter/{cast.knitting}")
    assert "Er ikke i gang lige nu." in shown.text
    ane.press(shown, "Start nu")
    assert offered() == ["Strikkecafé", "Reparation"]
    ane.press(ane.get(f"{at}/aktiviteter"), "Slut for i dag: Strikkecafé")
    clock.at("2026-11-29")
    assert offered() == ["Strikkecafé", "Reparation"]


def test_it_leaves_the_archive_to_the_coordinator(
    ane: Visitor, at: str, db: Database, cast: Cast, clock: Clock
) -> None:
    with db.writing() as session:
        session.get_one(Activity, cast.repair).archived_on = clock().date()
    page = ane.get(f"{at}/aktiviteter")
    assert "Reparation" not in page.text
    ane.get(f"{at}/aktiviteter/{cast.repair}", status=404)
    ane.post(f"{at}/aktiviteter/{cast.repair}/start", status=404)
