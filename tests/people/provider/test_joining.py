"""An invited person signs in through the provider instead of choosing a password."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from app.db import Database
from app.models import Invitation, Membership, Person, TiedSubject
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.people.codes import is_signed_in
from tests.support.people.joining import claimed, invited, joined
from tests.support.provider import NAME, LocalProvider, signed_in_there, way_back
from tests.support.visit import Page, Visitor

ON = f"Videre til {NAME}"


@pytest.fixture
def link(app: Flask, cast: Cast) -> str:
    """Kim's invitation of a host."""
    return invited(Visitor(app).sign_in(cast.kim), cast.partnership, venues=[str(cast.shop)])


def sent(visitor: Visitor, link: str, email: str = "ida@example.dk") -> Page:
    """The page on the way to the provider."""
    page = visitor.get(f"{link}/udbyder")
    return visitor.press(page, ON, name="Ida", email=email)


def ida(db: Database) -> Person | tuple[str | None, bool] | None:
    with db.reading() as session:
        row = session.query(Person).filter_by(name="Ida").one_or_none()
        return row and (
            row.email,
            bool(session.query(Membership).filter_by(person_id=row.id).count()),
        )


def test_it_joins_without_a_password(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider
) -> None:
    provider.who = "ida-there"
    visitor = Visitor(app)
    assert visitor.get(link).all("a", href=f"{link}/udbyder")
    page = visitor.get(way_back(provider, sent(visitor, link)))
    assert ida(db) == ("ida@example.dk", False), "an invitation is accepted by a press"
    visitor.press(page, "Tag imod invitationen")
    assert ida(db) == ("ida@example.dk", True)
    again = Visitor(app)
    signed_in_there(again, provider)
    assert is_signed_in(again)


def test_it_says_that_it_is_the_only_way_in(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider
) -> None:
    provider.who = "ida-there"
    visitor = Visitor(app)
    visitor.press(visitor.get(way_back(provider, sent(visitor, link))), "Tag imod invitationen")
    page = visitor.get("/konto/udbyder")
    assert "Det er din eneste vej ind." in page.text
    assert not page.all("button", value="untie")
    visitor.post("/konto/udbyder", do="untie", old="", status=400)
    visitor.post("/konto/udbyder", do="untie", old="!", status=400)
    assert "Skift adgangskode" not in visitor.get("/konto").text
    page = visitor.get("/konto/adgangsnoegler")
    assert "Det kræver en adgangskode, og du har ingen her." in page.text
    assert not page.all("input", name="password")
    with db.reading() as session:
        assert session.query(TiedSubject).count() == 1
        stored = session.query(Person).filter_by(name="Ida").one().password_hash
    for password in ("", "!", stored, stored[1:]):
        Visitor(app).post("/log-ind", status=400, email="ida@example.dk", password=password)


def test_nothing_is_lost_when_the_provider_is_in_trouble(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider
) -> None:
    visitor = Visitor(app)
    path = way_back(provider, sent(visitor, link))
    provider.answers["token"] = lambda handler: handler.send_error(500)
    page = visitor.get(path, status=503)
    assert f"{NAME} svarer ikke lige nu." in page.text
    assert page.all("a", href=link)
    assert ida(db) is None
    joined(visitor, link, "ida@example.dk")
    assert ida(db) == ("ida@example.dk", True)


def test_anothers_email_opens_no_account(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider
) -> None:
    """Neither one that is typed, nor one that the provider tells."""
    provider.who = "mallory"
    provider.says = {"email": cast.kim, "email_verified": True}
    visitor = Visitor(app)
    path = way_back(provider, sent(visitor, link, f" {cast.kim.upper()} "))
    page = visitor.get(path, status=400)
    assert "Du har en adgang i forvejen." in page.text
    assert visitor.client.get("/konto").status_code == 303
    with db.reading() as session:
        assert session.query(TiedSubject).count() == 0
        assert session.query(Invitation).one().person_id is None


def test_who_has_an_account_accepts_with_it(
    app: Flask,
    db: Database,
    cast: Cast,
    link: str,
    tied: Callable[[str, str], Visitor],
    provider: LocalProvider,
) -> None:
    tied(cast.bo, "bo-there")
    visitor = Visitor(app)
    page = visitor.get(way_back(provider, sent(visitor, link, "new@example.dk")))
    page = visitor.press(page, "Tag imod invitationen")
    with db.reading() as session:
        assert session.query(Person).filter_by(email="new@example.dk").count() == 0
        bo = session.query(Person).filter_by(email=cast.bo).one()
        assert session.query(Membership).filter_by(person_id=bo.id).count() == 2


def test_an_invitation_that_somebody_took_meanwhile_is_over(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider
) -> None:
    visitor = Visitor(app)
    path = way_back(provider, sent(visitor, link))
    claimed(Visitor(app), link, "other@example.dk")
    page = visitor.get(path, status=400)
    assert "Invitationen kan ikke bruges længere." in page.text
    assert visitor.client.get("/konto").status_code == 303
    with db.reading() as session:
        assert session.query(Person).filter_by(email="ida@example.dk").count() == 0


def test_an_invitation_that_was_taken_back_is_over(
    app: Flask, db: Database, cast: Cast, link: str, provider: LocalProvider, clock: Clock
) -> None:
    visitor = Visitor(app)
    path = way_back(provider, sent(visitor, link))
    with db.writing() as session:
        session.query(Invitation).one().ends_at = clock()
    page = visitor.get(path, status=400)
    assert "Invitationen kan ikke bruges længere." in page.text
    assert ida(db) is None


def test_an_unknown_invitation_leads_nowhere(
    visit: Visitor, cast: Cast, provider: LocalProvider
) -> None:
    visit.get("/velkommen/unknown/udbyder", status=404)


def test_it_wants_a_name_and_an_email(
    app: Flask, cast: Cast, link: str, provider: LocalProvider
) -> None:
    visitor = Visitor(app)
    page = visitor.press(visitor.get(f"{link}/udbyder"), ON, status=400)
    assert "Skriv dit navn" in page.text
    assert provider.asked == []
