"""A forgotten password: a link by mail, for an hour, once, and nobody learns who has an account."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.models import Mail, MailedLink, Person
from app.services.people import password_hash
from app.web.mail.sending import Sent
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.post_office import PostOffice, link_in, opened, text_in
from tests.support.visit import Page, Visitor

NEW = "fire gule støvler"
UNKNOWN = "nobody@example.dk"


def ask(visitor: Visitor, email: str, status: int = 200) -> Page:
    return visitor.press(visitor.get("/glemt"), "Send et link", email=email, status=status)


@pytest.fixture
def mail(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> EmailMessage[Any, Any]:
    """The mail that Ane has asked for."""
    ask(visit, " ANE@example.dk")
    send()
    return office.caught[0]


def test_it_sets_a_new_password_and_ends_every_session(
    visit: Visitor,
    signed_in: Callable[[str], Visitor],
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
) -> None:
    elsewhere = signed_in(cast.ane)
    page = visit.get("/log-ind")
    assert "Spørg din koordinator" not in page.text
    assert [link for link in page.all("a") if link.get("href") == "/glemt"]
    assert "Se i din mail." in ask(visit, cast.ane).text
    send()
    [mail] = office.caught
    assert office.receivers == [cast.ane]
    assert mail["Subject"] == "Vælg en ny adgangskode"
    assert "Hej Ane\n" in text_in(mail)
    page = opened(visit, mail)
    assert "Ane" in page.text
    page = visit.press(page, "Skift adgangskode", new=NEW)
    assert "Adgangskoden er skiftet. Log ind med den." in page.text
    assert page.h1 == "Log ind", "the link alone lets nobody in"
    assert elsewhere.get("/konto").h1 == "Log ind"
    visit.sign_in(cast.ane, NEW)
    assert visit.get("/konto").h1 == "Konto"


def test_it_says_the_same_of_an_address_without_an_account(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, db: Database
) -> None:
    known, unknown = ask(visit, cast.ane), ask(visit, UNKNOWN)
    assert known.text.replace(cast.ane, UNKNOWN) == unknown.text
    send()
    assert office.receivers == [cast.ane]
    with db.reading() as session:
        assert not session.scalars(select(Mail)).all(), "the unknown address is forgotten"


def test_it_does_the_same_work_for_both(
    visit: Visitor, cast: Cast, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seconds depend on the machine, so the work is compared."""

    def refuse(*_given: object) -> None:
        raise AssertionError("a slow hash takes longer than the rest together")

    monkeypatch.setattr(password_hash, "slow_hash", refuse)
    monkeypatch.setattr(password_hash, "is_right", refuse)
    visit.client.post("/glemt", data={"email": UNKNOWN})  # The first one also looks for days.
    done = []
    for email in (cast.ane, UNKNOWN, cast.kim):
        statements.clear()
        visit.client.post("/glemt", data={"email": email})
        done.append(list(statements))
    assert done[0] == done[1] == done[2]
    assert any("INSERT INTO mail" in one for one in done[0])


def test_a_link_works_once(visit: Visitor, mail: EmailMessage[Any, Any]) -> None:
    page = opened(visit, mail)
    visit.press(page, "Skift adgangskode", new=NEW)
    visit.press(page, "Skift adgangskode", new="tre andre ord her", status=404)
    assert visit.get(link_in(mail), status=404).h1 == "Linket virker ikke mere"


def test_a_link_works_for_an_hour(
    visit: Visitor,
    mail: EmailMessage[Any, Any],
    clock: Clock,
    send: Callable[[], Sent],
    db: Database,
) -> None:
    clock.pass_(minutes=59)
    page = opened(visit, mail)
    clock.pass_(minutes=2)
    visit.get(link_in(mail), status=404)
    visit.press(page, "Skift adgangskode", new=NEW, status=404)
    send()
    with db.reading() as session:
        assert not session.scalars(select(MailedLink)).all(), "it is swept away"


def test_a_forged_link_opens_nothing(visit: Visitor, mail: EmailMessage[Any, Any]) -> None:
    link = link_in(mail)
    other = "y" if link.endswith("x") else "x"
    for forged in (link[:-1] + other, link[:-1] + "ours", "/glemt/x", "/glemt/ours"):
        visit.get(forged, status=404)


def test_an_invitations_link_sets_no_password(
    visit: Visitor,
    signed_in: Callable[[str], Visitor],
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
) -> None:
    kim = signed_in(cast.kim)
    page = kim.get(f"/partnerskab/{cast.partnership}/personer/inviter")
    kim.press(page, "Opret et link", duty="reader", email="ida@example.dk")
    ask(visit, cast.ane)
    send()
    invited, new_password = map(link_in, office.caught)
    visit.get(invited.replace("/velkommen/", "/glemt/"), status=404)
    visit.get(new_password.replace("/glemt/", "/velkommen/"), status=404)


def test_looking_changes_nothing(
    visit: Visitor, mail: EmailMessage[Any, Any], cast: Cast, app: Flask
) -> None:
    for _time in range(3):
        opened(visit, mail)
    Visitor(app).sign_in(cast.ane)
    visit.press(opened(visit, mail), "Skift adgangskode", new=NEW)


def test_every_other_link_ends_too(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice
) -> None:
    for _time in range(2):
        ask(visit, cast.ane)
        send()
    first, second = map(link_in, office.caught)
    visit.press(visit.get(second), "Skift adgangskode", new=NEW)
    visit.get(first, status=404)


def test_a_link_ends_when_the_password_changes_otherwise(
    visit: Visitor, mail: EmailMessage[Any, Any], app: Flask, cast: Cast
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    ane.press(ane.get("/konto"), "Skift adgangskode", old="tre tilfældige ord", new=NEW)
    visit.get(link_in(mail), status=404)


@pytest.mark.parametrize("new", ["kort", "ane@example.dk"])
def test_it_refuses_an_easy_password_and_keeps_the_link(
    visit: Visitor, mail: EmailMessage[Any, Any], new: str
) -> None:
    page = opened(visit, mail)
    visit.press(page, "Skift adgangskode", new=new, status=400)
    visit.press(page, "Skift adgangskode", new=NEW)


def test_somebody_who_has_left_gets_none(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, db: Database
) -> None:
    with db.writing() as session:
        ane = session.scalars(select(Person).where(Person.email == cast.ane)).one()
        ane.archived_on = dt.date(2026, 11, 1)
    ask(visit, cast.ane)
    assert send().taken == 0
    assert not office.caught


def test_nobody_floods_somebodys_mail(
    visit: Visitor, cast: Cast, send: Callable[[], Sent], office: PostOffice, clock: Clock
) -> None:
    for _time in range(5):
        ask(visit, cast.ane)
    assert "Der er prøvet for mange gange." in ask(visit, cast.ane, status=429).text
    for _time in range(5):
        ask(visit, UNKNOWN)
    ask(visit, UNKNOWN, status=429)
    clock.pass_(minutes=11)
    ask(visit, cast.ane)


def test_nobody_asks_for_very_many(visit: Visitor, cast: Cast) -> None:
    for number in range(20):
        ask(visit, f"{number}@example.dk")
    ask(visit, cast.ane, status=429)


def test_without_a_mail_server_a_coordinator_helps(
    visit: Visitor, cast: Cast, elsewhere: Callable[..., None], db: Database
) -> None:
    elsewhere(smtp_host=None)
    assert "Har du glemt din adgangskode? Spørg din koordinator." in visit.get("/log-ind").text
    assert "Her kan vi ikke sende mails." in visit.get("/glemt").text
    visit.post("/glemt", email=cast.ane)
    with db.reading() as session:
        assert not session.scalars(select(Mail)).all()


def test_it_reads_in_the_language_of_the_account(
    visit: Visitor,
    cast: Cast,
    send: Callable[[], Sent],
    office: PostOffice,
    signed_in: Callable[[str], Visitor],
) -> None:
    signed_in(cast.ane).post("/konto/sprog", language="en")
    ask(visit, cast.ane)
    send()
    [mail] = office.caught
    assert mail["Subject"] == "Choose a new password"
    assert "Hello Ane,\n" in text_in(mail)
