"""A coordinator's first page: what needs somebody, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import update

from app.db import Database
from app.models import (
    ClosedAhead,
    Day,
    EarlierImport,
    Invitation,
    Venue,
    Visit,
)
from app.services.desk.desk import desk
from tests.support.cast import KIM, Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.hours import open_on
from tests.support.people.joining import invited
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of

TODAY = dt.date(2026, 11, 22)  # A Sunday.


def open_daily(db: Database, *venue_ids: int) -> None:
    for venue_id in venue_ids:
        open_on(db, venue_id, *range(7))


def add(db: Database, cast: Cast, *names: str) -> list[int]:
    """Add venues to the partnership that are open every day; returns their ids."""
    with db.writing() as session:
        rows = [
            Venue(
                partnership_id=cast.partnership,
                name=name,
                kind="other",
                created_on=dt.date(2026, 1, 1),
            )
            for name in names
        ]
        session.add_all(rows)
        session.flush()
        ids = [row.id for row in rows]
    open_daily(db, *ids)
    return ids


@pytest.fixture
def shop(db: Database, cast: Cast) -> int:
    """The shop, which is open every day and is a year old."""
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2025, 11, 1)
    open_daily(db, cast.shop)
    return cast.shop


def rows(page: Page, section: str) -> list[str]:
    """The lines of a section, empty if it is not on the page."""
    found = [one for one in page.all("section") if one.get("aria-labelledby") == section]
    return [text_of(link) for one in found for link in one.iter("a")]


def link(page: Page, section: str) -> str:
    """Where the first line of a section leads."""
    return next(
        one.get("href", "")
        for found in page.all("section")
        if found.get("aria-labelledby") == section
        for one in found.iter("a")
    )


def test_it_is_where_a_coordinator_begins(app: Flask, kim: Visitor, cast: Cast) -> None:
    assert kim.get("/start").h1 == "Overblik"
    assert Visitor(app).sign_in(cast.ane).get("/start").h1 == "Genbrugsbutikken", "a host counts"
    assert Visitor(app).sign_in(cast.lis).get("/start").h1 == "Frigivne rapporter"


def test_it_lists_the_opening_days_that_can_still_be_entered(
    kim: Visitor, db: Database, shop: int
) -> None:
    close(db, shop, TODAY - dt.timedelta(days=1), visits(3))
    with db.writing() as session:
        session.add(ClosedAhead(venue_id=shop, service_date=TODAY - dt.timedelta(days=2)))
        for back, state in ((3, "zero"), (4, "closed"), (5, "not_counted")):
            date = TODAY - dt.timedelta(days=back)
            ends = dt.datetime.combine(date, dt.time(3), tzinfo=dt.UTC)
            session.add(
                Day(venue_id=shop, service_date=date, ends_at=ends, closed=True, state=state)
            )
    page = kim.get("/overblik")
    [row] = rows(page, "days")
    # Of seven days, five are told; the one that a host left without a word and the oldest are not.
    assert row.startswith("Genbrugsbutikken 3 dage"), row
    assert "søndag den 15. november, mandag den 16. november, tirsdag den 17. november" in row
    assert kim.get(link(page, "days")).h1 == "I dag og de sidste syv dage"


def test_it_asks_for_no_day_of_before_the_venue_or_without_known_hours(
    kim: Visitor, db: Database, cast: Cast, shop: int
) -> None:
    with db.writing() as session:
        session.get_one(Venue, shop).created_on = TODAY - dt.timedelta(days=2)
        session.add(
            Venue(
                partnership_id=cast.partnership,
                name="Laden",
                kind="faelleshus",
                created_on=dt.date(2025, 1, 1),
            )
        )
    [row] = rows(kim.get("/overblik"), "days")
    assert row.startswith("Genbrugsbutikken 2 dage")


def test_it_says_where_visits_wait(kim: Visitor, db: Database, shop: int) -> None:
    with db.writing() as session:
        ends = dt.datetime(2026, 11, 23, 3, tzinfo=dt.UTC)
        session.add(Day(venue_id=shop, service_date=TODAY, ends_at=ends))
        session.flush()
        session.add_all(
            Visit(
                id=f"{n:032}",
                venue_id=shop,
                service_date=TODAY,
                source="phone",
                size=2,
                held=True,
                held_batch=1,
                held_reason="day",
            )
            for n in range(2)
        )
    page = kim.get("/overblik")
    assert rows(page, "held") == ["Genbrugsbutikken 4 besøg"]
    assert "Genbrugsbutikken" in kim.get(link(page, "held")).h1


def test_it_says_which_logbook_is_due_and_from_when(
    app: Flask, db: Database, clock: Clock, cast: Cast, shop: int
) -> None:
    clock.at("2027-01-03")
    kim = Visitor(app).sign_in(cast.kim)
    [row] = rows(kim.get("/overblik"), "logbooks")
    assert row == ("Genbrugsbutikken 4. kvartal 2026 tallene kan rettes til og med 7. januar 2027")
    clock.at("2027-01-09")
    [row] = rows(kim.get("/overblik"), "logbooks")
    assert row == "Genbrugsbutikken 4. kvartal 2026 kan afleveres nu"
    at = f"/logbog/{shop}/2026-4"
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    assert not rows(kim.get("/overblik"), "logbooks")
    kim.press(kim.get(f"{at}/ret"), "Ja, ret den")
    [row] = rows(kim.get("/overblik"), "logbooks")
    assert row.endswith("er ved at blive rettet")


def test_it_names_imports_that_were_cut_off_and_links_that_nobody_used(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    invited(kim, cast.partnership, duty="reader")
    with db.writing() as session:
        for taken_back_at in (None, clock()):
            session.add(
                EarlierImport(
                    partnership_id=cast.partnership,
                    person_id=KIM,
                    made_at=clock(),
                    taken_back_at=taken_back_at,
                )
            )
    page = kim.get("/overblik")
    assert rows(page, "imports") == ["Landsbyen 22. november 2026"]
    [row] = rows(page, "invitations")
    assert row == "Landsbyen 1 link det første gælder til 6. december 2026"
    with db.writing() as session:
        session.execute(update(Invitation).values(used_at=clock()))
    assert not rows(kim.get("/overblik"), "invitations")


def test_it_is_glad_when_nothing_waits(kim: Visitor, db: Database, cast: Cast) -> None:
    assert "Lige nu er der ikke noget, der venter på dig." in kim.get("/overblik").text
    with db.writing() as session:
        session.get_one(Venue, cast.shop).archived_on = TODAY
    page = kim.get("/overblik")
    assert "Her er ingen steder endnu." in page.text


def test_it_shows_nothing_of_another_partnership(
    app: Flask, db: Database, cast: Cast, shop: int
) -> None:
    bo = Visitor(app).sign_in(cast.bo)
    page = bo.get("/overblik")
    assert "Genbrugsbutikken" not in page.text
    assert "Landsbyen" not in page.text


def test_it_takes_as_many_statements_for_every_number_of_venues(
    db: Database, cast: Cast, clock: Clock, statements: list[str]
) -> None:
    kim = viewer(db, KIM)
    asked = []
    for name, more in (("A", 2), ("B", 9)):
        add(db, cast, *(f"{name}{n}" for n in range(more)))
        statements.clear()
        found = desk(db, kim, now=clock())
        asked.append(len(statements))
    assert len(found.days) == len(found.logbooks) == 11
    assert asked[0] == asked[1], asked


def test_looking_changes_nothing(
    kim: Visitor, db: Database, shop: int, statements: list[str]
) -> None:
    kim.get("/overblik")
    statements.clear()
    kim.get("/overblik")
    assert not [said for said in statements if not said.startswith(("SELECT", "BEGIN", "PRAGMA"))]


def test_a_long_list_shows_ten_and_has_the_rest(kim: Visitor, db: Database, cast: Cast) -> None:
    add(db, cast, *(f"Hus {n:02}" for n in range(14)))
    page = kim.get("/overblik")
    assert len(rows(page, "days")) == 14
    assert "Vis alle (14)" in page.text
