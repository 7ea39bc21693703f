"""Tying one's own account to one at the provider, and untying it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from app.db import Database
from app.models import Membership, Person, ProviderSignIn, TiedSubject
from app.services.people.former_members import remove_former_members
from tests.support.cast import PASSWORD, Cast
from tests.support.clock import Clock
from tests.support.provider import NAME, LocalProvider, way_back
from tests.support.text import json_of
from tests.support.visit import Visitor

TIE, UNTIE = "Forbind min konto", "Forbind ikke mere"


def tied_people(db: Database) -> set[int]:
    with db.reading() as session:
        return {row.person_id for row in session.query(TiedSubject)}


def id_of(db: Database, email: str) -> int:
    with db.reading() as session:
        return session.query(Person).filter_by(email=email).one().id


def test_it_asks_for_the_password_first(
    app: Flask, db: Database, cast: Cast, provider: LocalProvider
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.get("/konto/udbyder")
    page = kim.press(page, TIE, old="forkert", status=400)
    assert "Adgangskoden passer ikke." in page.text
    kim.post("/konto/udbyder", status=400)
    with db.reading() as session:
        assert session.query(ProviderSignIn).count() == 0
    assert provider.asked == []


def test_it_is_untied_with_the_password(
    app: Flask,
    db: Database,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
) -> None:
    kim = tied(cast.kim, "kim-there")
    assert tied_people(db) == {id_of(db, cast.kim)}
    kim.press(kim.get("/konto/udbyder"), UNTIE, old="forkert", status=400)
    assert tied_people(db)
    kim.press(kim.get("/konto/udbyder"), UNTIE, old=PASSWORD)
    assert not tied_people(db)
    visitor = Visitor(app)
    page = visitor.press(visitor.get("/log-ind"), f"Log ind med {NAME}")
    visitor.get(way_back(provider, page), status=400)


def test_one_account_there_is_one_persons(
    app: Flask,
    db: Database,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
) -> None:
    """Also in another partnership."""
    tied(cast.kim, "shared")
    bo = Visitor(app).sign_in(cast.bo)
    page = bo.press(bo.get("/konto/udbyder"), TIE, old=PASSWORD)
    page = bo.get(way_back(provider, page))
    assert "er allerede forbundet med en anden" in page.text
    assert tied_people(db) == {id_of(db, cast.kim)}


def test_who_has_tied_one_ties_no_other(
    app: Flask,
    db: Database,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
) -> None:
    kim = tied(cast.kim, "kim-there")
    provider.who = "another"
    page = kim.post("/konto/udbyder", do="tie", old=PASSWORD)
    assert "er allerede forbundet" in kim.get(way_back(provider, page)).text
    with db.reading() as session:
        assert [row.subject for row in session.query(TiedSubject)] == ["kim-there"]


def test_it_ties_nothing_to_who_is_signed_in_by_then(
    app: Flask, db: Database, cast: Cast, provider: LocalProvider
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    path = way_back(provider, kim.press(kim.get("/konto/udbyder"), TIE, old=PASSWORD))
    kim.sign_in(cast.bo)
    assert "Der gik for lang tid" in kim.get(path).text
    assert not tied_people(db)


def test_it_ties_nothing_to_who_is_signed_out_by_then(
    app: Flask, db: Database, cast: Cast, provider: LocalProvider
) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    path = way_back(provider, kim.press(kim.get("/konto/udbyder"), TIE, old=PASSWORD))
    kim.press(kim.get("/konto"), "Log ud")
    kim.get(path, status=400)
    assert not tied_people(db)


def test_a_new_password_ends_what_is_under_way(
    app: Flask, db: Database, cast: Cast, provider: LocalProvider
) -> None:
    """Somebody else may have begun it with the old one."""
    kim, thief = Visitor(app).sign_in(cast.kim), Visitor(app).sign_in(cast.kim)
    path = way_back(provider, thief.press(thief.get("/konto/udbyder"), TIE, old=PASSWORD))
    kim.press(kim.get("/konto"), "Skift adgangskode", old=PASSWORD, new="et helt nyt ord")
    thief.get(path, status=400)
    assert not tied_people(db)


def test_a_reset_unties(
    app: Flask,
    db: Database,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
) -> None:
    tied(cast.ane, "ane-there")
    kim = Visitor(app).sign_in(cast.kim)
    ane_id = id_of(db, cast.ane)
    path = f"/partnerskab/{cast.partnership}/personer/{ane_id}"
    page = kim.press(kim.get(f"{path}/adgangskode"), "Ja, lav en ny")
    assert page.all("code")
    assert not tied_people(db)


def test_the_trail_tells_of_both(
    app: Flask, cast: Cast, tied: Callable[[str, str], Visitor]
) -> None:
    kim = tied(cast.kim, "kim-there")
    kim.press(kim.get("/konto/udbyder"), UNTIE, old=PASSWORD)
    text = kim.get(f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad").text
    assert "Kim begyndte at logge ind et andet sted fra" in text
    assert "Kim holdt op med at logge ind et andet sted fra" in text


def test_ones_own_file_has_it(
    cast: Cast, tied: Callable[[str, str], Visitor], provider: LocalProvider
) -> None:
    kim = tied(cast.kim, "kim-there")
    [found] = json_of(kim.client.get("/konto/oplysninger"))["accounts_tied_at_a_provider"]
    assert found["subject"] == "kim-there"
    assert found["issuer"] == provider.issuer


def test_a_removed_person_leaves_nothing_of_it(
    app: Flask, db: Database, cast: Cast, tied: Callable[[str, str], Visitor], clock: Clock
) -> None:
    tied(cast.lis, "lis-there")
    with db.writing() as session:
        lis = session.get_one(Person, id_of(db, cast.lis))
        lis.archived_on = clock().date()
        session.query(Membership).filter_by(person_id=lis.id).delete()
    clock.pass_(days=800)
    assert remove_former_members(db, now=clock()) == 1
    assert not tied_people(db)


def test_who_has_left_is_not_let_in(
    app: Flask,
    db: Database,
    cast: Cast,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
    clock: Clock,
) -> None:
    tied(cast.lis, "lis-there")
    with db.writing() as session:
        session.get_one(Person, id_of(db, cast.lis)).archived_on = clock().date()
    visitor = Visitor(app)
    page = visitor.press(visitor.get("/log-ind"), f"Log ind med {NAME}")
    visitor.get(way_back(provider, page), status=400)
    assert visitor.client.get("/konto").status_code == 303


def test_removing_access_unties(
    app: Flask, db: Database, cast: Cast, tied: Callable[[str, str], Visitor]
) -> None:
    tied(cast.lis, "lis-there")
    kim, lis_id = Visitor(app).sign_in(cast.kim), id_of(db, cast.lis)
    path = f"/partnerskab/{cast.partnership}/personer/{lis_id}/fjern"
    kim.press(kim.get(path), "Ja, fjern adgangen")
    assert not tied_people(db)
