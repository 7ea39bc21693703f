"""Access by a link: the one who follows it chooses the password, and nobody else sees it."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import HostVenue, Invitation, Membership, Person
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.visit import Visitor, text_of

ACCOUNT = {"name": "Ida", "email": "Ida@Example.dk", "password": "fire gule støvler"}


@pytest.fixture
def kim(app: Flask, cast: Cast) -> Visitor:
    return Visitor(app).sign_in(cast.kim)


def invited(kim: Visitor, cast: Cast, **fields: object) -> str:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter?sted={cast.shop}")
    page = kim.press(page, "Lav et link", **fields)
    assert "Linket vises kun nu." in page.text
    [code] = page.all("code")
    return text_of(code).removeprefix("http://localhost")


def test_it_gives_a_host_access_with_a_password_of_their_own(
    kim: Visitor, visit: Visitor, cast: Cast, db: Database
) -> None:
    link = invited(kim, cast)
    page = visit.get(link)
    assert "Du er inviteret som vært i Landsbyen: Genbrugsbutikken." in page.text
    page = visit.press(page, "Lav min adgang", **ACCOUNT)
    assert page.response.request.path == f"/i-dag/{cast.shop}"
    assert "Velkommen. Du har adgang nu." in page.text
    with db.reading() as session:
        ida = session.scalars(select(Person).where(Person.email == "ida@example.dk")).one()
        assert session.get_one(Membership, (ida.id, cast.partnership)).duty == "host"
        assert session.get(HostVenue, (ida.id, cast.shop))
        stored = session.scalars(select(Invitation)).one()
        assert stored.token_hash not in link
    # One person, once.
    visit.press(visit.get("/konto"), "Log ud")
    visit.get(link, status=404)
    visit.sign_in("ida@example.dk", ACCOUNT["password"])


def test_it_lets_somebody_with_an_account_join(
    kim: Visitor, app: Flask, cast: Cast, db: Database
) -> None:
    link = invited(kim, cast, duty="reader", venues=[])
    stranger = Visitor(app)
    page = stranger.get(link)
    taken = stranger.press(page, "Lav min adgang", status=400, **{**ACCOUNT, "email": cast.bo})
    assert "Den e-mail har en adgang i forvejen." in taken.text
    bo = Visitor(app).sign_in(cast.bo)
    page = bo.get(link)
    assert "Du er logget ind som Bo." in page.text
    bo.press(page, "Tag imod invitationen")
    with db.reading() as session:
        duties = select(Membership.duty).join(Person).where(Person.email == cast.bo)
        assert sorted(session.scalars(duties)) == ["coordinator", "reader"]
    again = invited(kim, cast)
    assert "Du har adgang i forvejen." in bo.press(bo.get(again), "Tag imod invitationen").text
    assert "Du er inviteret som vært" in stranger.get(again).text  # it can still be used


def test_it_ends_and_can_be_taken_back(
    kim: Visitor, visit: Visitor, cast: Cast, clock: Clock
) -> None:
    first, second = invited(kim, cast), invited(kim, cast)
    page = kim.get("/personer")
    assert "Et link til en vært, til 6. december 2026 · Genbrugsbutikken" in page.text
    page = kim.press(page, "Tag linket tilbage: vært, 6. december 2026")
    assert "Linket virker ikke mere." in page.text
    visit.get(first, status=404)
    assert visit.get(second).status == 200
    clock.time += dt.timedelta(days=15)
    visit.get(second, status=404)
    visit.post(second, status=404, **ACCOUNT)
    visit.get("/velkommen/nobodys", status=404)


def test_it_keeps_what_was_typed_and_asks_for_a_real_password(
    kim: Visitor, visit: Visitor, cast: Cast
) -> None:
    link = invited(kim, cast)
    page = visit.press(
        visit.get(link), "Lav min adgang", status=400, name="Ida", email="ida", password="kort"
    )
    assert page.field("name") == "Ida"
    assert "Brug mindst 12 tegn." in page.text
    assert "Skriv en e-mail som navn@sted.dk" in page.text
    assert "kort" not in page.response.text.replace("Brug", "")


@pytest.mark.parametrize("password", ["idaidaidaida", "Ida@example.dk", "velkommen2026"])
def test_it_asks_for_a_password_that_others_would_not_guess(
    kim: Visitor, visit: Visitor, cast: Cast, password: str
) -> None:
    link = invited(kim, cast)
    account = {**ACCOUNT, "password": password}
    page = visit.press(visit.get(link), "Lav min adgang", status=400, **account)
    assert "Den er for let at gætte." in page.text
    assert page.field("name") == "Ida"


def test_it_invites_to_places_of_the_partnership_alone(kim: Visitor, cast: Cast) -> None:
    address = f"/partnerskab/{cast.partnership}/personer/inviter"
    kim.post(address, duty="host", venues=str(cast.cafe), status=404)
    page = kim.post(address, duty="host", status=400)
    assert "Vælg mindst ét sted, hvor personen er vært" in page.text
