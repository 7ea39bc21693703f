"""Access by a link: the person who opens it chooses a password, signs in, and accepts."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import HostVenue, Invitation, Membership, Person
from tests.support.cast import PASSWORD as BOS_PASSWORD
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.people.joining import PASSWORD, claimed, invited, joined
from tests.support.visit import Visitor

EMAIL = "Ida@Example.dk"


def test_it_gives_a_host_access_with_a_password_of_their_own(
    kim: Visitor, visit: Visitor, cast: Cast, db: Database
) -> None:
    link = invited(kim, cast.partnership, venues=[str(cast.shop)])
    assert "Du er inviteret som vært i Landsbyen: Genbrugsbutikken." in visit.get(link).text
    page = claimed(visit, link, EMAIL)
    assert page.field("email") == EMAIL
    with db.reading() as session:
        ida = session.scalars(select(Person).where(Person.email == "ida@example.dk")).one()
        assert session.get(Membership, (ida.id, cast.partnership)) is None, "not accepted yet"
    page = visit.press(page, "Log ind", password=PASSWORD)
    assert "Du er logget ind som Ida." in page.text
    page = visit.press(page, "Tag imod invitationen")
    assert page.response.request.path == f"/i-dag/{cast.shop}"
    assert "Velkommen. Du har adgang nu." in page.text
    with db.reading() as session:
        assert session.get_one(Membership, (ida.id, cast.partnership)).duty == "host"
        assert session.get(HostVenue, (ida.id, cast.shop))
        stored = session.scalars(select(Invitation)).one()
        assert stored.token_hash not in link
    # It works once, for one person.
    visit.get(link, status=404)
    visit.press(visit.get("/konto"), "Log ud")
    visit.get(link, status=404)
    visit.sign_in("ida@example.dk", PASSWORD)


def test_it_goes_on_in_the_language_in_which_somebody_joined(
    kim: Visitor, visit: Visitor, cast: Cast
) -> None:
    link = invited(kim, cast.partnership, venues=[str(cast.shop)])
    fields: dict[str, Any] = {"name": "Ida", "email": EMAIL, "password": PASSWORD}
    visit.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en-GB"
    page = visit.press(visit.get(link), "Create my account", **fields)
    visit.press(page, "Sign in", password=PASSWORD)
    # From now on the account's language counts, and not the browser's.
    visit.client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "da-DK"
    assert visit.get(link).button("Accept the invitation")


def test_it_gives_coordinators_and_readers_access(
    kim: Visitor, app: Flask, cast: Cast, db: Database
) -> None:
    mia, per = Visitor(app), Visitor(app)
    joined(mia, invited(kim, cast.partnership, duty="coordinator"), "mia@example.dk")
    mia.get("/steder")
    joined(per, invited(kim, cast.partnership, duty="reader"), "per@example.dk")
    per.get("/steder", status=404)
    per.get("/i-dag", status=404)


def test_it_lets_somebody_with_an_account_join(
    kim: Visitor, app: Flask, cast: Cast, db: Database
) -> None:
    link = invited(kim, cast.partnership, duty="reader")
    bo = Visitor(app).sign_in(cast.bo)
    page = bo.get(link)
    assert "Du er logget ind som Bo." in page.text
    bo.press(page, "Tag imod invitationen")
    with db.reading() as session:
        duties = select(Membership.duty).join(Person).where(Person.email == cast.bo)
        assert sorted(session.scalars(duties)) == ["coordinator", "reader"]
    again = invited(kim, cast.partnership, venues=[str(cast.shop)])
    assert "Du har adgang i forvejen." in bo.press(bo.get(again), "Tag imod invitationen").text
    assert "Du er inviteret som vært" in Visitor(app).get(again).text  # it can still be used


def test_it_does_not_tell_whether_an_e_mail_has_an_account(
    kim: Visitor, app: Flask, cast: Cast
) -> None:
    """To the letter, from the first page to the last before somebody signs in."""

    def answers(email: str) -> list[tuple[int, str, str]]:
        link = invited(kim, cast.partnership, duty="reader")
        stranger, same = Visitor(app), {"name": "Bo", "email": email, "password": PASSWORD}
        sent = [
            stranger.client.post(link, data=same),
            stranger.client.post(link, data=same),
            stranger.client.get(link),
            stranger.client.post(f"{link}/med"),
        ]
        return [
            (
                answer.status_code,
                answer.headers.get("Location", "").replace(link, ""),
                answer.text.replace(link, "").replace(email, ""),
            )
            for answer in sent
        ]

    known, unknown = answers(cast.bo), answers("xx@example.dk")
    assert known == unknown
    assert known[0][0] == 200


def test_it_leaves_an_account_as_it_is_until_its_owner_accepts(
    kim: Visitor, app: Flask, cast: Cast, db: Database
) -> None:
    link = invited(kim, cast.partnership, duty="reader")
    stranger = Visitor(app)
    page = claimed(stranger, link, cast.bo)
    stranger.press(page, "Log ind", status=400, password=PASSWORD)
    with db.reading() as session:
        bo = session.scalars(select(Person).where(Person.email == cast.bo)).one()
        assert bo.name == "Bo"
        assert session.get(Membership, (bo.id, cast.partnership)) is None
    Visitor(app).sign_in(cast.lis).get(link, status=404)  # it is for Bo now
    page = stranger.press(page, "Log ind", password=BOS_PASSWORD)
    page = stranger.press(page, "Tag imod invitationen")
    assert "Velkommen. Du har adgang nu." in page.text


def test_it_ends_and_can_be_taken_back(
    kim: Visitor, visit: Visitor, cast: Cast, clock: Clock
) -> None:
    first, second = (invited(kim, cast.partnership, venues=[str(cast.shop)]) for _time in range(2))
    page = kim.get("/personer")
    assert "Et link til en vært, til 6. december 2026 · Genbrugsbutikken" in page.text
    page = kim.press(page, "Tag linket tilbage: vært, 6. december 2026")
    assert "Linket virker ikke mere." in page.text
    visit.get(first, status=404)
    assert visit.get(second).status == 200
    clock.time += dt.timedelta(days=15)
    visit.get(second, status=404)
    visit.post(second, status=404, name="Ida", email=EMAIL, password=PASSWORD)
    visit.get("/velkommen/nobodys", status=404)


def test_it_keeps_what_was_typed_and_asks_for_a_real_password(
    kim: Visitor, visit: Visitor, cast: Cast
) -> None:
    link = invited(kim, cast.partnership, venues=[str(cast.shop)])
    page = visit.press(
        visit.get(link), "Opret min adgang", status=400, name="Ida", email="ida", password="kort"
    )
    assert page.field("name") == "Ida"
    assert "Brug mindst 12 tegn." in page.text
    assert "Skriv e-mailen som navn@eksempel.dk" in page.text
    assert "kort" not in page.response.text.replace("Brug", "")


@pytest.mark.parametrize("password", ["idaidaidaida", "Ida@example.dk", "velkommen2026"])
def test_it_asks_for_a_password_that_others_would_not_guess(
    kim: Visitor, visit: Visitor, cast: Cast, password: str
) -> None:
    link = invited(kim, cast.partnership, venues=[str(cast.shop)])
    page = visit.press(
        visit.get(link), "Opret min adgang", status=400, name="Ida", email=EMAIL, password=password
    )
    assert "Den er for let at gætte." in page.text
    assert page.field("name") == "Ida"


def test_it_invites_to_venues_of_the_partnership_alone(kim: Visitor, cast: Cast) -> None:
    address = f"/partnerskab/{cast.partnership}/personer/inviter"
    kim.post(address, duty="host", venues=str(cast.cafe), status=404)
    for venue in (9999, 10**30):
        kim.post(address, duty="host", venues=str(venue), status=404)
    kim.post(address, duty="operator", status=400)
    page = kim.post(address, duty="host", status=400)
    assert "Vælg mindst ét sted" in page.text


def test_the_next_one_is_invited_to_the_same(kim: Visitor, cast: Cast) -> None:
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter?sted={cast.shop}")
    page = kim.press(page, "Opret et link", duty="host", venues=[str(cast.shop)])
    (again,) = [a.get("href", "") for a in page.all("a") if a.text == "Invitér en mere"]
    page = kim.get(again)
    ticked = [one.get("value") for one in page.all("input") if one.get("checked") is not None]
    assert ticked == ["host", str(cast.shop)]
    assert "Send dette link" in kim.press(page, "Opret et link").text
