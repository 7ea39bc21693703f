"""The people with a sign-in."""

from __future__ import annotations

import re

import pytest

from app.domain.people.access import Act
from app.services.people import passwords, sessions
from app.services.people.accounts import viewer
from app.web.platform.access import EVERYBODY
from tests.rules.routes import all_routes, make_world
from tests.support.visit import Visitor

ANE, KIM, LIS, BO = 1, 2, 3, 4


@pytest.fixture
def kim(visit, cast):
    return visit.sign_in(cast.kim)


@pytest.fixture
def address(cast):
    return f"/partnerskab/{cast.partnership}/personer"


def password_on(page):
    return re.search(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}", page.text)[0]


def invite(kim, address, *, status=200, **typed):
    fields = {"name": "Mia", "email": "mia@example.dk", "duty": "host", "venues": []} | typed
    return kim.press(kim.get(f"{address}/ny"), "Giv adgang", status=status, **fields)


def test_it_gives_a_host_access(app, kim, db, cast, address):
    page = invite(kim, address, email=" Mia@Example.dk ", venues=[str(cast.shop)])
    password = password_on(page)
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "Mia Vært · Genbrugsbutikken mia@example.dk" in kim.get("/personer").text
    assert "Mia" in kim.get(f"/steder/{cast.shop}").text
    mia = Visitor(app).sign_in("mia@example.dk", password)
    assert mia.get("/i-dag").h1 == "Genbrugsbutikken"
    mia.get("/steder", status=404)


def test_it_gives_coordinators_and_readers_access(app, kim, address):
    password = password_on(invite(kim, address, duty="coordinator"))
    Visitor(app).sign_in("mia@example.dk", password).get("/steder")
    password = password_on(invite(kim, address, duty="reader", email="per@example.dk"))
    per = Visitor(app).sign_in("per@example.dk", password)
    per.get("/steder", status=404)
    per.get("/i-dag", status=404)


def test_it_chooses_the_venue_that_one_comes_from(kim, cast, address):
    page = kim.get(f"{address}/ny?sted={cast.shop}")
    assert [box.get("value") for box in page.all("input", checked="")] == ["host", str(cast.shop)]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"venues": []}, "Vælg mindst ét sted"),
        ({"name": " "}, "Skriv personens navn"),
        ({"email": ""}, "Skriv en e-mail"),
        ({"email": "mia"}, "navn@eksempel.dk"),
        ({"email": "mia@ex ample.dk"}, "navn@eksempel.dk"),
        ({"email": "m\x00@example.dk"}, "almindelige bogstaver"),
        ({"duty": "operator"}, "Det kan vi ikke bruge"),
    ],
)
def test_it_refuses_what_does_not_do(kim, cast, address, typed, words):
    page = invite(kim, address, status=400, **({"venues": [str(cast.shop)]} | typed))
    assert words in page.text


def test_it_knows_who_has_access_already(kim, cast, address):
    page = invite(kim, address, status=400, email="ANE@example.dk", venues=[str(cast.shop)])
    assert "Personen har allerede en adgang her" in page.text


def test_it_takes_no_foreign_venue(kim, cast, address):
    for venue in (cast.cafe, 9999, 10**30):
        invite(kim, address, status=404, venues=[str(venue)])
    assert "mia@example.dk" not in kim.get("/personer").text


def test_it_lets_an_account_of_another_partnership_in_as_it_is(app, kim, db, cast, address):
    page = invite(kim, address, email=cast.bo, name="En anden", duty="reader")
    assert "har allerede en adgang" in page.text
    assert "Byen" not in page.text
    assert "Skraldecaféen" not in page.text
    Visitor(app).sign_in(cast.bo)
    bo = viewer(db, BO)
    assert bo.name == "Bo"
    assert bo.may(Act.SET_UP, cast.other_partnership)
    assert not bo.may(Act.SET_UP, cast.partnership)
    assert bo.may(Act.READ_HANDED_IN, cast.partnership)


def test_it_leaves_an_account_of_another_partnership_alone(app, kim, db, cast, address):
    invite(kim, address, email=cast.bo, duty="reader")
    page = kim.get(f"{address}/{BO}")
    assert not page.all("input", name="name")
    assert "skifter selv navn og adgangskode" in page.text
    kim.press(page, "Gem", duty="coordinator", name="Kapret")
    page = kim.post(f"{address}/{BO}/adgangskode")
    assert "Personen skifter selv sin adgangskode" in page.text
    assert viewer(db, BO).name == "Bo"
    Visitor(app).sign_in(cast.bo)
    kim.press(kim.get(f"{address}/{BO}/fjern"), "Ja, fjern adgangen")
    bo = viewer(db, BO)
    assert set(bo.duties) == {cast.other_partnership}


def test_it_changes_a_person(kim, db, cast, address):
    page = kim.press(kim.get(f"{address}/{ANE}"), "Gem", name="Ane Marie", duty="coordinator")
    assert "Ane Marie Koordinator" in page.text
    ane = viewer(db, ANE)
    assert ane.may(Act.SET_UP, cast.partnership)
    assert not ane.host_venues


def test_it_gives_a_new_password_and_ends_sessions(app, kim, cast, address):
    ane = Visitor(app).sign_in(cast.ane)
    page = kim.press(kim.get(f"{address}/{ANE}/adgangskode"), "Ja, lav en ny")
    assert "/log-ind" in ane.get("/i-dag").response.request.path
    given = password_on(page)
    ane = Visitor(app).sign_in(cast.ane, given)
    for path in ("/i-dag", "/konto", f"/i-dag/{cast.shop}", f"/i-dag/{cast.shop}/tal"):
        assert ane.get(path).h1 == "Vælg din egen adgangskode"
    ane.post(f"/i-dag/{cast.shop}", do="plus", status=303, follow=False)
    page = ane.get("/konto/adgangskode")
    page = ane.press(page, "Gem adgangskoden", new=given, status=400)
    assert "Det er den, du fik. Vælg en anden." in page.text
    page = ane.press(page, "Gem adgangskoden", new="anemone1", status=400)
    page = ane.press(page, "Gem adgangskoden", new="et helt nyt ord")
    assert page.h1 == "Genbrugsbutikken"
    assert "Adgangskoden er skiftet." in page.text
    assert ane.get("/konto/adgangskode").h1 == "Konto"
    Visitor(app).post("/log-ind", email=cast.ane, password=given, status=400)
    assert Visitor(app).sign_in(cast.ane, "et helt nyt ord").get("/konto").h1 == "Konto"


def test_every_page_waits_for_a_password_of_ones_own(app, db, cast, clock):
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


def test_it_takes_access_away_and_gives_it_again(app, kim, db, cast, address):
    ane = Visitor(app).sign_in(cast.ane)
    page = kim.press(kim.get(f"{address}/{ANE}/fjern"), "Ja, fjern adgangen")
    assert "Ane har ikke adgang mere" in page.text
    assert "ane@example.dk" not in page.text
    assert "/log-ind" in ane.get("/i-dag").response.request.path
    assert viewer(db, ANE) is None
    page = invite(kim, address, name="Ane", email=cast.ane, venues=[str(cast.shop)])
    Visitor(app).sign_in(cast.ane, password_on(page)).get("/i-dag")


def test_it_keeps_a_coordinator(kim, db, cast, address):
    page = kim.press(kim.get(f"{address}/{KIM}"), "Gem", status=400, duty="reader")
    assert "Du kan ikke ændre din egen adgang" in page.text
    page = kim.post(f"{address}/{KIM}/fjern")
    assert "Du kan ikke ændre din egen adgang" in page.text
    assert viewer(db, KIM).may(Act.SET_UP, cast.partnership)


def test_it_lets_one_change_ones_own_name(kim, db, address):
    kim.press(kim.get(f"{address}/{KIM}"), "Gem", name="Kim Kristian")
    assert viewer(db, KIM).name == "Kim Kristian"


def test_it_hides_other_partnerships(kim, cast, address):
    theirs = f"/partnerskab/{cast.other_partnership}/personer"
    for path in (f"{theirs}/ny", f"{theirs}/{BO}", f"{address}/{BO}", f"{address}/9999"):
        kim.get(path, status=404)
    for person in (BO, 9999, 10**30):
        for step in ("adgangskode", "fjern"):
            kim.get(f"{address}/{person}/{step}", status=404)
            kim.post(f"{address}/{person}/{step}", status=404)
    assert "bo@example.dk" not in kim.get("/personer").text


@pytest.mark.parametrize("who", ["ane", "lis"])
def test_it_is_only_for_coordinators(visit, cast, address, who):
    visit.sign_in(getattr(cast, who))
    for path in ("/personer", f"{address}/ny", f"{address}/{LIS}"):
        visit.get(path, status=404)
    visit.post(f"{address}/{LIS}/fjern", status=404)
