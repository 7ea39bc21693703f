"""A new venue of each kind, from its first page to a first count, with all suggestions taken."""

from __future__ import annotations

import io
import re

import pytest
from flask import Flask
from pypdf import PdfReader

from app.db import Database
from app.domain.venues import defaults
from app.domain.venues.default_roles import ROLES
from app.domain.venues.kinds import VenueKind
from app.models import Role
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.text import must_find
from tests.support.visit import Page, Visitor, text_of

FIVE = {
    VenueKind.SHOP: ("Genbrugsbutikken Hylden", "mandag den 23. november, 9.00–17.00", "sorterer"),
    VenueKind.CAFE: ("Skraldecaféen Skrællen", "tirsdag den 24. november, 9.00–20.00", "serverer"),
    VenueKind.CULTURE: ("Kulturhuset Loftet", "lørdag den 28. november, 13.00–22.00", "stiller op"),
    VenueKind.VILLAGE: ("Landsbyhuset", "torsdag den 26. november, 9.00–19.00", "bager"),
    VenueKind.VOLUNTEERS: (
        "Frivilligcentret",
        "tirsdag den 24. november, 10.00–21.00",
        "laver mad",
    ),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Pages and forms; both databases behave the same."""
    return sqlite_url


@pytest.fixture
def usual_roles(db: Database, cast: Cast) -> None:
    """Give the partnership the roles that every new one starts with."""
    with db.writing() as session:
        known = {"laver mad", "er vært"}
        session.add_all(
            Role(partnership_id=cast.partnership, verb=verb, verb_en=english, position=10 + at)
            for at, (verb, english) in enumerate(ROLES)
            if verb not in known
        )


def print_posters(kim: Visitor, venue: Page) -> None:
    link = next(a for a in venue.all("a") if text_of(a) == "Alle plakater (PDF)")
    page = kim.get(str(link.get("href")))
    _name, _value, form = page.button("Hent alle plakater (PDF)")
    wanted = {"paper": "cards", "main": "da", "first": "", "second": ""}
    pdf = kim.client.post(str(form.get("action")), data=wanted).data
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 6


@pytest.mark.parametrize("kind", FIVE)
def test_a_venue_is_set_up_with_all_that_is_proposed(
    app: Flask, cast: Cast, clock: Clock, usual_roles: None, kind: VenueKind
) -> None:
    name, day, verb = FIVE[kind]
    clock.at("2026-11-23", 8)
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get(f"/partnerskab/{cast.partnership}/steder/nyt")
    venue = kim.press(page, "Opret stedet", name=name, kind=kind.value)
    for proposed, button in (("Åbningstider", "Gem"), ("Aktiviteter", "Opret aktiviteterne")):
        [next_step] = [a for a in venue.all("a") if a.get("aria-current") == "step"]
        assert text_of(next_step).startswith(proposed)
        step = kim.get(str(next_step.get("href")))
        assert "Her er et forslag at begynde med." in step.text
        venue = kim.press(step, button)
    assert "Nye aktiviteter med koder: 5." in venue.text
    checked = [box.get("id") for box in venue.all("input", name="role") if "checked" in box.attrib]
    offered = [text_of(label) for label in venue.all("label") if label.get("for") in checked]
    assert set(offered) == defaults.OF_KIND[kind]
    assert verb in offered
    [invite] = [a for a in venue.all("a") if a.get("aria-current") == "step"]
    link = kim.press(kim.get(str(invite.get("href"))), "Opret et link").text
    [welcome] = re.findall(r"/velkommen/\S+", link)
    print_posters(kim, venue)

    date = must_find(r"den (\d+)\. november", day)
    clock.at(f"2026-11-{date[1]}", 14 if kind is VenueKind.CULTURE else 11)
    code = venue.all("a", class_="code")[0].get("href", "").rpartition("/")[2]
    guest = Visitor(app)
    guest.press(guest.get(f"/c/{code}"), "Jeg er her")
    assert name in Visitor(app).get(welcome).text
    board = kim.get(f"/i-dag/{venue.response.request.path.rpartition('/')[2]}")
    assert day in board.text
    assert board.h1 == name
    assert "Talt med: telefon 1" in board.text
