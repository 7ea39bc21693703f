"""The logbook of a whole partnership, beside those of its venues."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.logbook.content import Numbers
from app.domain.logbook.logbook import WholePartnership
from app.models import Logbook, Venue
from app.services.logbook.reading import open_logbook
from tests.support.cast import KIM, Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.logbook_pages import row, write
from tests.support.people.joining import invited, joined
from tests.support.viewers import viewer
from tests.support.visit import Visitor

AT = "/logbog/p1/2026-4"


@pytest.fixture
def barn(next_door: Visitor, db: Database) -> int:
    """A second venue, where Ida hosts."""
    with db.reading() as session:
        return session.scalars(select(Venue.id).where(Venue.name == "Laden")).one()


@pytest.fixture
def both_counted(db: Database, cast: Cast, barn: int) -> None:
    close(db, cast.shop, dt.date(2026, 10, 3), visits(40, cast.knitting))
    close(db, cast.shop, dt.date(2026, 11, 3), visits(7, cast.knitting))
    close(db, barn, dt.date(2026, 10, 3), visits(25))


@pytest.mark.usefixtures("last_day", "both_counted")
def test_it_adds_up_the_venues_and_names_no_activity(
    sign_in: Callable[[Any], Visitor], cast: Cast
) -> None:
    kim = sign_in(cast.kim)
    page = kim.get(AT)
    assert page.h1 == "Landsbyen"
    assert "hele partnerskabet" in page.text
    # December has begun and nobody has counted in it, as the venues' own logbooks say.
    assert row(page, "Besøg") == ["65", "7", "ikke talt", "72"]
    assert row(kim.get(f"/logbog/{cast.shop}/2026-4"), "Besøg") == ["40", "7", "ikke talt", "47"]
    assert row(page, "Dage talt") == ["2", "1", "0", "3"]
    assert row(page, "Besøg pr. talt dag") == ["32,5", "7,0", "", "24,0"]
    assert row(page, "Bare her hele dagen") == ["25", "0", "", "25"]
    assert row(page, "Besøg", table=1) == ["40", "7", "ikke talt", "47"]
    assert "Strikkecafé" not in page.text
    # The same numbers as the partnership's report.
    report = json.loads(kim.get("/rapporter/p1/2026-k4.json").response.data)["reports"][0]
    told = {cell["what"]: cell["shown"] for cell in report["cells"] if not cell.get("venue")}
    assert told["visits"] == "72"


@pytest.mark.usefixtures("both_counted")
def test_it_is_written_shared_handed_in_and_corrected_as_the_others(
    app: Flask, clock: Clock, cast: Cast, sign_in: Callable[[Any], Visitor]
) -> None:
    clock.at("2026-12-31")
    kim = sign_in(cast.kim)
    write(kim, AT, "happened", "Vi lånte hinandens borde.")
    kim.press(kim.get(AT), "Del til kommentarer")
    ane = sign_in(cast.ane)
    page = ane.get(AT)
    assert "Vi lånte hinandens borde." in page.text
    ane.press(page, "Send kommentaren", text="Og stole.")
    ane.get(f"{AT}/happened", status=404)
    ane.get(f"{AT}/aflever", status=404)
    clock.at("2027-01-09")
    kim, lis = sign_in(cast.kim), sign_in(cast.lis)
    lis.get(AT, status=404)
    kim.press(kim.get(f"{AT}/aflever"), "Ja, aflevér den nu")
    assert "Vi lånte hinandens borde." in lis.get(AT).text
    assert "hele partnerskabet" in lis.get("/logbog").text
    kim.press(kim.get(f"{AT}/ret"), "Ja, ret den")
    write(kim, AT, "happened", "Vi lånte hinandens borde og stole.")
    assert "stole" not in lis.get(AT).text
    kim.press(kim.get(f"{AT}/aflever"), "Ja, aflevér den nu", why="Stolene")
    assert "Version 2" in lis.get(AT).text
    assert "Laden" in lis.get(f"{AT}.txt").response.text


@pytest.mark.usefixtures("last_day", "both_counted")
def test_each_file_has_it(sign_in: Callable[[Any], Visitor], cast: Cast) -> None:
    kim = sign_in(cast.kim)
    text = kim.get(f"{AT}.txt").response.text
    assert text.startswith("Landsbyen\nLogbog for 4. kvartal 2026\n")
    assert "Alle steder" in text
    book = openpyxl.load_workbook(io.BytesIO(kim.get(f"{AT}.xlsx").response.data))
    assert book.sheetnames == ["Logbog", "Måneder", "Steder", "Definitioner"]
    places = [list(line) for line in book["Steder"].values]
    assert ["Genbrugsbutikken", 47, 40, 7, None, 2] in places
    assert ["Laden", 25, 25, None, None, 1] in places
    for ending in (".pdf", ".docx", "/moedeark.pdf"):
        kim.get(AT + ending)


@pytest.mark.usefixtures("last_day", "both_counted")
def test_it_is_for_those_who_see_the_whole(
    app: Flask, sign_in: Callable[[Any], Visitor], cast: Cast, next_door: Visitor
) -> None:
    for somebody in (sign_in(cast.ane), next_door, sign_in(cast.bo)):
        somebody.get(AT, status=404)
        assert "hele partnerskabet" not in somebody.get("/logbog").text


@pytest.mark.usefixtures("both_counted")
def test_a_reader_of_one_venue_cannot_subtract(
    app: Flask, clock: Clock, cast: Cast, sign_in: Callable[[Any], Visitor]
) -> None:
    clock.at("2027-01-09")
    kim = sign_in(cast.kim)
    kim.press(kim.get(f"{AT}/aflever"), "Ja, aflevér den nu")
    link = invited(kim, cast.partnership, duty="venue_reader", venues=[str(cast.shop)])
    pia = Visitor(app)
    joined(pia, link, "pia@example.dk")
    for path in ("", ".txt", ".xlsx", "/moedeark.pdf"):
        pia.get(AT + path, status=404)
    assert "Landsbyen" not in pia.get("/logbog").text


@pytest.mark.usefixtures("last_day", "both_counted")
def test_the_shelf_leads_to_it(sign_in: Callable[[Any], Visitor], cast: Cast) -> None:
    kim = sign_in(cast.kim)
    page = kim.get("/logbog")
    assert "Landsbyen hele partnerskabet" in page.text
    assert kim.press(page, "Åbn logbogen", sted="p1", kvartal="2026-4").h1 == "Landsbyen"
    assert "Den logbog er her ikke." in kim.get("/logbog?sted=p2&kvartal=2026-4").text


def test_a_venue_that_is_made_later_changes_no_draft(
    db: Database, cast: Cast, both_counted: None, clock: Clock
) -> None:
    clock.at("2027-01-20")
    kim = viewer(db, KIM)

    def now() -> Numbers:
        book = WholePartnership(cast.partnership)
        return open_logbook(db, kim, book, Quarter.parse("2026-4"), now=clock()).content.numbers

    before = now()
    with db.writing() as session:
        session.add(
            Venue(
                partnership_id=cast.partnership,
                name="Caféen",
                kind="other",
                created_on=clock().date(),
            )
        )
    assert now() == before


def test_a_logbook_is_of_one_thing(db: Database, cast: Cast) -> None:
    for of in ({}, {"venue_id": cast.shop, "partnership_id": cast.partnership}):
        with pytest.raises(IntegrityError), db.writing() as session:
            session.add(Logbook(quarter=dt.date(2026, 10, 1), **of))
