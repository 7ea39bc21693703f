"""Archived things are out of the way, but still in every report."""

from __future__ import annotations

import datetime as dt

from app.db import Database
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.visit import Page, Visitor, text_of


def test_a_venue_an_activity_and_a_role_stay_in_the_report_and_can_be_chosen(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(12, cast.repair, role=cast.cooks) + visits(9))
    clock.at("2027-01-08", 4)
    kim.post("/log-ind", email=cast.kim, password="tre tilfældige ord")
    path = f"/rapporter?sted={cast.shop}&laengde=kvartal&maaned=2026-11"
    before = kim.get(path)
    assert "Reparation" in before.text
    assert "laver mad" in before.text
    kim.press(kim.get(f"/aktiviteter/{cast.repair}"), "Læg i arkivet")
    kim.press(kim.get(f"/roller/{cast.cooks}"), "Læg i arkivet")
    kim.press(kim.get(f"/steder/{cast.shop}/arkiver"), "Ja, læg det i arkivet")
    after = kim.get(path)
    assert rows(after) == rows(before)
    assert any(row[0] == "Reparation" for row in rows(after))
    assert any(row[0] == "laver mad" for row in rows(after))
    (venues,) = kim.get("/rapporter").all("select", name="sted")
    assert "Genbrugsbutikken" in text_of(venues)
    assert kim.get(f"/logbog/{cast.shop}/2026-4").h1 == "Genbrugsbutikken"


def rows(page: Page) -> list[list[str]]:
    return [
        [text_of(cell).removesuffix(" arkiveret") for cell in row]
        for table in page.all("table")
        for row in table.iter("tr")
    ]
