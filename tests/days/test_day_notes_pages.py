"""A line about the day: optional, with no author and nobody named in it."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import DayNote
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Page, Visitor


@pytest.fixture
def page(ane: Visitor, cast: Cast) -> Callable[[], Page]:
    return lambda: ane.get(f"/i-dag/{cast.shop}/ord")


@pytest.fixture
def kept(db: Database) -> Callable[[], list[tuple[str, str | None]]]:
    def kept() -> list[tuple[str, str | None]]:
        with db.reading() as session:
            return [(n.text, n.way) for n in session.scalars(select(DayNote).order_by(DayNote.id))]

    return kept


def test_it_asks_one_of_the_three_ways_each_day(page: Callable[[], Page], clock: Clock) -> None:
    asked = set()
    for day in range(22, 31):
        clock.at(f"2026-11-{day}")
        (prompt,) = (p for p in page().all("p") if p.get("class") == "prompt")
        asked.add(prompt.text)
    assert len(asked) == 9


def test_it_stands_in_the_logbook_with_its_way_and_without_its_author(
    ane: Visitor,
    page: Callable[[], Page],
    kept: Callable[[], list[tuple[str, str | None]]],
    cast: Cast,
    app: Flask,
) -> None:
    shown = ane.press(page(), "Gem", text="  Vi bagte   brød. ", way="inviting")
    assert "Tak." in shown.text
    ane.press(page(), "Gem", text="Nogen åbnede klaveret.")
    ane.press(page(), "Gem", text="Nogen åbnede klaveret.")
    assert kept() == [("Vi bagte brød.", "inviting"), ("Nogen åbnede klaveret.", None)]
    book = Visitor(app).sign_in(cast.kim).get(f"/logbog/{cast.shop}/2026-4").text
    assert "Ord fra dagene søndag den 22. november" in book
    assert "Vi bagte brød. (inviterende)" in book
    assert "Ane" not in book
    assert not {"person_id", "by"} & set(DayNote.__table__.columns.keys())


def test_it_can_be_taken_away(
    ane: Visitor, page: Callable[[], Page], kept: Callable[[], list[tuple[str, str | None]]]
) -> None:
    ane.press(page(), "Gem", text="Vi bagte brød.")
    shown = ane.press(page(), "Fjern linje 1")
    assert "Fjernet: Vi bagte brød." in shown.text
    assert kept() == []


@pytest.mark.parametrize(
    "text", ["Ring til 010203-1234", "Født ０１０２０３１２３４", "Skriv til ole@example.dk"]
)
def test_it_refuses_what_leads_to_one_person_before_it_is_stored_or_logged(
    ane: Visitor,
    page: Callable[[], Page],
    kept: Callable[[], list[tuple[str, str | None]]],
    caplog: pytest.LogCaptureFixture,
    text: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    shown = ane.press(page(), "Gem", status=400, text=text)
    assert "Her står" in shown.text
    secret = text.split()[-1]
    assert secret not in shown.response.text
    assert secret not in caplog.text
    assert kept() == []


def test_it_asks_kindly_to_look_at_labels_and_names_again(
    ane: Visitor, page: Callable[[], Page], kept: Callable[[], list[tuple[str, str | None]]]
) -> None:
    shown = ane.press(page(), "Gem", text="To sårbare kom med Karen Hansen", way="connecting")
    assert "»sårbare« sætter folk i bås." in shown.text
    assert "»Karen Hansen« ligner et navn." in shown.text
    assert shown.field("text") == "To sårbare kom med Karen Hansen"
    assert kept() == []
    ane.press(shown, "Gem", text="To nye kom med en gæst")
    assert kept() == [("To nye kom med en gæst", "connecting")]
    ane.press(shown, "Gem det, som det er")
    assert len(kept()) == 2


def test_it_is_one_line_and_not_empty(
    ane: Visitor, page: Callable[[], Page], kept: Callable[[], list[tuple[str, str | None]]]
) -> None:
    assert "Det er frivilligt." in ane.press(page(), "Gem", status=400, text="   ").text
    shown = ane.press(page(), "Gem", status=400, text="å" * 201)
    assert "Skriv højst 200 tegn." in shown.text
    assert shown.field("text") == "å" * 201
    ane.press(page(), "Gem", text="å" * 200, way="noget helt andet")
    assert kept() == [("å" * 200, None)]
