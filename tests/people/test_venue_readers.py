"""Somebody who reads single venues sees what is released of these, and nothing of the others."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.access import Duty
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.models import Venue
from app.services.reports import releases
from tests.support import viewers
from tests.support.cast import KIM, Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.people.joining import invited, joined, key_of
from tests.support.text import json_of
from tests.support.visit import Visitor

PIA = 5
OCTOBER = Period.parse("2026-10")


@pytest.fixture
def barn(db: Database, cast: Cast) -> int:
    """A neighbour in the same partnership."""
    with db.writing() as session:
        created_on = session.get_one(Venue, cast.shop).created_on
        row = Venue(
            partnership_id=cast.partnership, name="Laden", kind="faelleshus", created_on=created_on
        )
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def everything_released(db: Database, cast: Cast, barn: int, clock: Clock) -> None:
    """October, of each venue, of both by name, and of the whole partnership."""
    for venue_id, number in ((cast.shop, 40), (barn, 25)):
        close(db, venue_id, dt.date(2026, 10, 3), visits(number))
    viewer = viewers.viewer(db, KIM)
    for places in (f"{cast.shop}", f"{barn}", f"{cast.shop}-{barn}", f"p{cast.partnership}"):
        releases.release(db, viewer, Selection.parse(places), OCTOBER, now=clock())


@pytest.fixture
def pia(app: Flask, kim: Visitor, cast: Cast, barn: int) -> Visitor:
    """Pia, who reads the shop and not the barn."""
    link = invited(kim, cast.partnership, duty="venue_reader", venues=[str(cast.shop)])
    pia = Visitor(app)
    page = pia.get(link)
    assert "læser på udvalgte steder" in page.text
    joined(pia, link, "pia@example.dk")
    return pia


@pytest.mark.usefixtures("everything_released")
def test_it_shows_the_reports_of_their_venue_alone(pia: Visitor, cast: Cast, barn: int) -> None:
    page = pia.get("/frigivet")
    assert "Genbrugsbutikken" in page.text
    assert "Laden" not in page.text
    assert "Landsbyen" not in page.text, "no report of the whole, from which one could subtract"
    for places in (barn, f"{cast.shop}-{barn}", f"p{cast.partnership}"):
        for path in ("", ".csv", "/days.svg"):
            pia.get(f"/frigivet/{places}/2026-10{path}", status=404)
    whole = pia.get(f"/frigivet/{cast.shop}/2026-10").text
    assert "40" in whole
    assert "Laden" not in whole


@pytest.mark.usefixtures("everything_released")
def test_a_sum_of_several_is_theirs_only_if_each_is(
    pia: Visitor, kim: Visitor, cast: Cast, barn: int
) -> None:
    both = f"/frigivet/{cast.shop}-{barn}/2026-10"
    pia.get(both, status=404)
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/{PIA}")
    kim.press(page, "Gem", venues=[str(cast.shop), str(barn)])
    assert "65" in pia.get(both).text
    pia.get(f"/frigivet/p{cast.partnership}/2026-10", status=404)


@pytest.mark.usefixtures("everything_released")
def test_their_program_reads_the_same(pia: Visitor, cast: Cast, barn: int) -> None:
    heading = {"Authorization": f"Bearer {key_of(pia)}"}
    client = pia.app.test_client()
    listed = client.get("/api/1/released", headers=heading)
    assert [one["places"] for one in json_of(listed)["items"]] == [str(cast.shop)]
    assert "Laden" not in json.dumps(listed.json)
    for places in (barn, f"{cast.shop}-{barn}", f"p{cast.partnership}"):
        answer = client.get(f"/api/1/released/{places}/2026-10", headers=heading)
        assert answer.status_code == 404


def test_it_shows_the_logbooks_handed_in_there_and_no_others(
    app: Flask, db: Database, clock: Clock, cast: Cast, barn: int, kim: Visitor
) -> None:
    clock.at("2027-01-09")
    kim = Visitor(app).sign_in(cast.kim)
    link = invited(kim, cast.partnership, duty="venue_reader", venues=[str(cast.shop)])
    for venue_id in (cast.shop, barn):
        kim.press(kim.get(f"/logbog/{venue_id}/2026-4/aflever"), "Ja, aflevér den nu")
    pia = Visitor(app)
    joined(pia, link, "pia@example.dk")
    page = pia.get("/logbog")
    assert "Genbrugsbutikken" in page.text
    assert "Laden" not in page.text
    assert pia.get(f"/logbog/{cast.shop}/2026-4").h1 == "Genbrugsbutikken"
    for path in ("", ".txt", "/moedeark.pdf"):
        pia.get(f"/logbog/{barn}/2026-4{path}", status=404)


def test_it_asks_which_venues(kim: Visitor, db: Database, cast: Cast) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    page = kim.press(page, "Opret et link", duty="venue_reader", venues=[], status=400)
    assert "Vælg mindst ét sted" in page.text


def test_it_keeps_no_venue_of_somebody_who_reads_everything_now(
    kim: Visitor, pia: Visitor, db: Database, cast: Cast
) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/{PIA}")
    assert [one.get("value") for one in page.all("input", checked="")] == [
        Duty.VENUE_READER,
        str(cast.shop),
    ]
    kim.press(page, "Gem", duty="reader")
    viewer = viewers.viewer(db, PIA)
    assert viewer.duties == {cast.partnership: Duty.READER}
    assert not viewer.venues
