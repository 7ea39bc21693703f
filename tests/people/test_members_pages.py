"""The people who can sign in."""

from __future__ import annotations

import pytest
from flask import Flask

from app.db import Database
from app.domain.people.access import Act
from app.services.people import accounts, passwords, sessions
from app.web.platform.access import EVERYBODY
from tests.support.cast import ANE, BO, KIM, LIS, Cast
from tests.support.cast import PASSWORD as CAST_PASSWORD
from tests.support.clock import Clock
from tests.support.people.joining import invited, joined, key_is_good, key_of
from tests.support.routes import all_routes, make_world
from tests.support.text import must_find
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/partnerskab/{cast.partnership}/personer"


def password_on(page: Page) -> str:
    return must_find(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", page.text)[0]


@pytest.fixture
def bo(app: Flask, kim: Visitor, cast: Cast) -> Visitor:
    """Bo, a coordinator elsewhere, who has accepted read access here."""
    link = invited(kim, cast.partnership, duty="reader")
    bo = Visitor(app).sign_in(cast.bo)
    bo.press(bo.get(link), "Tag imod invitationen")
    return bo


def test_it_leads_from_the_old_address_to_the_invitation(
    kim: Visitor, cast: Cast, address: str
) -> None:
    page = kim.get(f"{address}/ny?sted={cast.shop}")
    assert page.h1 == "Invitér med et link"
    assert [box.get("value") for box in page.all("input", checked="")] == ["host", str(cast.shop)]


@pytest.mark.parametrize("email", ["bo@example.dk", "ane@example.dk", "nobody@example.dk"])
def test_it_attaches_nobody_by_an_e_mail(
    kim: Visitor, db: Database, cast: Cast, address: str, email: str
) -> None:
    """The same page for every e-mail, naming nobody and changing nothing."""
    page = kim.post(f"{address}/ny", name="X", email=email, duty="reader", venues=str(cast.shop))
    assert page.h1 == "Invitér med et link"
    assert email not in page.text
    assert set(viewer(db, BO).duties) == {cast.other_partnership}
    assert viewer(db, ANE).duties[cast.partnership] == "host"


def test_it_leaves_an_account_of_another_partnership_alone(
    app: Flask, kim: Visitor, bo: Visitor, db: Database, cast: Cast, address: str
) -> None:
    page = kim.get(f"{address}/{BO}")
    assert not page.all("input", name="name")
    assert "skifter selv navn og adgangskode" in page.text
    kim.press(page, "Gem", duty="coordinator", name="Kapret")
    page = kim.post(f"{address}/{BO}/adgangskode")
    assert "Personen skifter selv sin adgangskode" in page.text
    assert viewer(db, BO).name == "Bo"
    Visitor(app).sign_in(cast.bo)
    kim.press(kim.get(f"{address}/{BO}/fjern"), "Ja, fjern adgangen")
    assert set(viewer(db, BO).duties) == {cast.other_partnership}


def test_it_ends_nothing_elsewhere_when_access_here_ends(
    kim: Visitor, bo: Visitor, cast: Cast, address: str
) -> None:
    key = key_of(bo)
    kim.press(kim.get(f"{address}/{BO}/fjern"), "Ja, fjern adgangen")
    assert bo.get("/steder").h1 == "Steder", "still signed in"
    assert key_is_good(bo, key)
    bo.get(f"/partnerskab/{cast.partnership}", status=404)


def test_it_changes_a_person(kim: Visitor, db: Database, cast: Cast, address: str) -> None:
    page = kim.press(kim.get(f"{address}/{ANE}"), "Gem", name="Ane Marie", duty="coordinator")
    assert "Ane Marie Koordinator" in page.text
    ane = viewer(db, ANE)
    assert ane.may(Act.SET_UP, cast.partnership)
    assert not ane.venues


def test_it_gives_a_new_password_and_ends_sessions(
    app: Flask, kim: Visitor, cast: Cast, address: str
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    page = kim.press(kim.get(f"{address}/{ANE}/adgangskode"), "Ja, lav en ny")
    assert "/log-ind" in ane.get("/i-dag").response.request.path
    given = password_on(page)
    ane = Visitor(app).sign_in(cast.ane, given)
    for path in ("/i-dag", "/konto", f"/i-dag/{cast.shop}", f"/i-dag/{cast.shop}/tal"):
        assert ane.get(path).h1 == "Vælg din egen adgangskode"
    ane.post(f"/i-dag/{cast.shop}", do="plus", status=303, follow=False)
    page = ane.get("/konto/adgangskode")
    assert not page.all("nav"), "no page is open yet"
    page = ane.press(page, "Gem adgangskoden", new=given, status=400)
    assert "Det er den, du fik. Vælg en anden." in page.text
    page = ane.press(page, "Gem adgangskoden", new="anemone1", status=400)
    page = ane.press(page, "Gem adgangskoden", new="et helt nyt ord")
    assert page.h1 == "Genbrugsbutikken"
    assert "Adgangskoden er skiftet." in page.text
    assert ane.get("/konto/adgangskode").h1 == "Konto"
    Visitor(app).post("/log-ind", email=cast.ane, password=given, status=400)
    assert Visitor(app).sign_in(cast.ane, "et helt nyt ord").get("/konto").h1 == "Konto"


def test_every_page_waits_for_a_password_of_ones_own(
    app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    passwords.renew_password(db, viewer(db, KIM), KIM)
    kim = Visitor(app)
    token = sessions.begin_session(db, KIM, now=clock())
    kim.client.set_cookie("heridag", token)
    world, open_ones = make_world(db, cast), {"/konto/adgangskode", "/konto/sprog", "/log-ud"}
    for route in all_routes():
        if route.entry != EVERYBODY and route.rule not in open_ones:
            answer = kim.client.open(route.path(world.values(route)), method=route.method)
            assert answer.status_code == 303, str(route)
            assert answer.location.startswith("/konto/adgangskode"), str(route)


def test_it_takes_access_away_and_gives_it_again(
    app: Flask, kim: Visitor, db: Database, cast: Cast, address: str
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    page = kim.press(kim.get(f"{address}/{ANE}/fjern"), "Ja, fjern adgangen")
    assert "Ane har ikke adgang mere" in page.text
    assert "ane@example.dk" not in page.text
    assert "/log-ind" in ane.get("/i-dag").response.request.path
    assert accounts.viewer(db, ANE) is None
    Visitor(app).post("/log-ind", status=400, email=cast.ane, password=CAST_PASSWORD)
    link = invited(kim, cast.partnership, venues=[str(cast.shop)])
    page = joined(Visitor(app), link, cast.ane)
    assert page.h1 == "Genbrugsbutikken"


def test_it_keeps_a_coordinator(kim: Visitor, db: Database, cast: Cast, address: str) -> None:
    page = kim.press(kim.get(f"{address}/{KIM}"), "Gem", status=400, duty="reader")
    assert "Du kan ikke ændre din egen adgang" in page.text
    page = kim.post(f"{address}/{KIM}/fjern")
    assert "Du kan ikke ændre din egen adgang" in page.text
    assert viewer(db, KIM).may(Act.SET_UP, cast.partnership)


def test_it_lets_one_change_ones_own_name(kim: Visitor, db: Database, address: str) -> None:
    kim.press(kim.get(f"{address}/{KIM}"), "Gem", name="Kim Kristian")
    assert viewer(db, KIM).name == "Kim Kristian"


def test_it_hides_other_partnerships(kim: Visitor, cast: Cast, address: str) -> None:
    theirs = f"/partnerskab/{cast.other_partnership}/personer"
    for path in (f"{theirs}/ny", f"{theirs}/{BO}", f"{address}/{BO}", f"{address}/9999"):
        kim.get(path, status=404)
    for person in (BO, 9999, 10**30):
        for step in ("adgangskode", "fjern"):
            kim.get(f"{address}/{person}/{step}", status=404)
            kim.post(f"{address}/{person}/{step}", status=404)
    assert "bo@example.dk" not in kim.get("/personer").text


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit: Visitor, cast: Cast, address: str, who: str) -> None:
    visit.sign_in(getattr(cast, who))
    for path in ("/personer", f"{address}/ny", f"{address}/{LIS}"):
        visit.get(path, status=404)
    visit.post(f"{address}/{LIS}/fjern", status=404)
