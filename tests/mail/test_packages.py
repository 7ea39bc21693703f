"""The month's and the quarter's package reach coordinators who asked, when the numbers stand."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select, update

from app.db import Database
from app.models import AuditEntry, Mail, Membership, Person
from app.services.days.closing import close_due_days
from app.services.people.former_members import remove_former_members
from app.web.mail import package_letter
from app.web.mail.sending import Sent
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.post_office import PostOffice, link_in, text_in
from tests.support.text import json_of
from tests.support.visit import Visitor

MONTH = "Landsbyen: rapporten for november 2026"


@pytest.fixture
def asks(signed_in: Callable[[str], Visitor]) -> Callable[..., Visitor]:
    """Asks for packages on the page, and throws away the mail of signing in."""

    def somebody(email: str, wanted: str = "month") -> Visitor:
        found = signed_in(email)
        found.press(found.get("/konto/rapporten"), "Gem", wanted=wanted)
        return found

    return somebody


@pytest.fixture
def november(db: Database, cast: Cast) -> None:
    """42 visits."""
    close(db, cast.shop, dt.date(2026, 11, 3), visits(40, cast.knitting) + visits(2))


@pytest.fixture
def on(
    db: Database, clock: Clock, send: Callable[[], Sent], office: PostOffice
) -> Callable[..., list[str]]:
    """The subjects of what is sent when the server looks on a date, after closing the days."""

    def date(day: str, hour: int = 13) -> list[str]:
        clock.at(day, hour)
        close_due_days(db, now=clock())
        office.caught.clear()
        send()
        return [str(mail["Subject"]) for mail in office.caught]

    return date


def enclosed(mail: EmailMessage[Any, Any]) -> zipfile.ZipFile:
    [file] = mail.iter_attachments()
    assert file.get_content_type() == "application/zip"
    return zipfile.ZipFile(io.BytesIO(file.get_content()))


@pytest.mark.usefixtures("november")
def test_it_arrives_on_the_eighth_day_and_opens(
    asks: Callable[..., Visitor], cast: Cast, on: Callable[..., list[str]], office: PostOffice
) -> None:
    kim = asks(cast.kim)
    assert on("2026-12-07") == []
    assert on("2026-12-08", hour=3) == [], "the seventh has not ended"
    assert on("2026-12-08") == [MONTH]
    [mail] = office.caught
    assert mail["To"] == cast.kim
    text = " ".join(text_in(mail).split())
    assert "Her er rapporten for Landsbyen, november 2026, med alle steder." in text
    assert "dagene kan ikke rettes mere" in text
    assert "vælg det under Konto, Rapporten på mail" in text
    page = kim.get(link_in(mail))
    assert "havde 42 besøg i november 2026" in page.text
    with enclosed(mail) as package:
        assert package.testzip() is None
        [xlsx] = [name for name in package.namelist() if name.endswith(".xlsx")]
        book = openpyxl.load_workbook(io.BytesIO(package.read(xlsx)))
    cells = [list(row) for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert any(row[:2] == ["Besøg", 42] for row in cells)
    assert on("2026-12-09") == [], "once"
    assert on("2026-12-21") == []


def test_both_come_when_a_quarter_ends_too(
    asks: Callable[..., Visitor], cast: Cast, on: Callable[..., list[str]]
) -> None:
    asks(cast.kim, "both")
    assert on("2027-01-08") == [
        "Landsbyen: rapporten for december 2026",
        "Landsbyen: rapporten for 4. kvartal 2026",
    ]


def test_it_is_in_the_language_of_the_reader(
    asks: Callable[..., Visitor],
    cast: Cast,
    db: Database,
    on: Callable[..., list[str]],
    office: PostOffice,
) -> None:
    asks(cast.kim)
    with db.writing() as session:
        session.execute(update(Person).where(Person.email == cast.kim).values(language="en"))
    assert on("2026-12-08") == ["Landsbyen: the report for November 2026"]
    with enclosed(office.caught[0]) as package:
        [csv] = [name for name in package.namelist() if name.endswith("11.csv")]
        assert b"Visits" in package.read(csv)


def test_each_gets_only_their_own_partnerships(
    asks: Callable[..., Visitor], cast: Cast, on: Callable[..., list[str]], office: PostOffice
) -> None:
    asks(cast.kim)
    asks(cast.bo)
    on("2026-12-08")
    told = {str(mail["To"]): str(mail["Subject"]) for mail in office.caught}
    assert told == {cast.kim: MONTH, cast.bo: MONTH.replace("Landsbyen", "Byen")}


def test_nobody_gets_it_who_has_not_asked_or_has_stopped(
    asks: Callable[..., Visitor], cast: Cast, on: Callable[..., list[str]]
) -> None:
    kim = asks(cast.kim)
    kim.press(kim.get("/konto/rapporten"), "Gem", wanted="")
    assert on("2026-12-08") == []


def test_a_month_that_stood_before_somebody_asked_is_not_sent(
    asks: Callable[..., Visitor], cast: Cast, clock: Clock, on: Callable[..., list[str]]
) -> None:
    clock.at("2026-12-10")
    asks(cast.kim)
    assert on("2026-12-11") == []


@pytest.mark.parametrize(
    "change",
    [{"archived_on": dt.date(2026, 12, 1), "email": None}, {"archived_on": dt.date(2026, 12, 1)}],
)
def test_somebody_who_has_left_gets_none(
    asks: Callable[..., Visitor],
    cast: Cast,
    db: Database,
    on: Callable[..., list[str]],
    change: dict[str, Any],
) -> None:
    asks(cast.kim)
    with db.writing() as session:
        session.execute(update(Person).where(Person.email == cast.kim).values(**change))
    assert on("2026-12-08") == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_coordinator_no_more_gets_none(
    asks: Callable[..., Visitor],
    cast: Cast,
    clock: Clock,
    db: Database,
    on: Callable[..., list[str]],
    office: PostOffice,
    send: Callable[[], Sent],
    when: str,
) -> None:
    """Also between making the mail and sending it."""
    asks(cast.kim)
    if when == "after":
        office.to_data = "451 later"
        assert on("2026-12-08") == []
        office.to_data = ""
    with db.writing() as session:
        session.execute(update(Membership).values(duty="reader"))
    assert on("2026-12-09") == []
    with db.reading() as session:
        assert session.scalar(select(Mail.id)) is None


def test_a_server_that_was_gone_sends_once_when_it_is_back(
    asks: Callable[..., Visitor],
    cast: Cast,
    on: Callable[..., list[str]],
    office: PostOffice,
    db: Database,
) -> None:
    asks(cast.kim)
    office.to_data = "451 later"
    assert on("2026-12-08") == []
    office.to_data = ""
    assert on("2026-12-12") == [MONTH]
    assert on("2026-12-13") == []


def test_it_waits_for_days_that_are_not_closed(
    asks: Callable[..., Visitor],
    cast: Cast,
    clock: Clock,
    db: Database,
    send: Callable[[], Sent],
    office: PostOffice,
    visit: Visitor,
) -> None:
    """A server that was off on the eighth day closes first, and sends then."""
    asks(cast.kim)
    visit.press(visit.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-12-12")
    send()
    assert cast.kim not in office.receivers
    close_due_days(db, now=clock())
    send()
    assert office.receivers.count(cast.kim) == 1


def test_a_large_package_is_a_link(
    asks: Callable[..., Visitor],
    cast: Cast,
    on: Callable[..., list[str]],
    office: PostOffice,
    monkeypatch: pytest.MonkeyPatch,
    db: Database,
) -> None:
    monkeypatch.setattr(package_letter, "LARGEST", 1000)
    asks(cast.kim)
    assert on("2026-12-08") == [MONTH]
    [mail] = office.caught
    assert list(mail.iter_attachments()) == []
    assert "Hent dem på siden." in text_in(mail)
    assert link_in(mail).startswith("/rapporter?")
    with db.reading() as session:
        assert not session.scalars(select(AuditEntry).where(AuditEntry.deed == "sent")).all()


def test_that_the_files_were_sent_is_in_the_trail(
    asks: Callable[..., Visitor], cast: Cast, on: Callable[..., list[str]]
) -> None:
    kim = asks(cast.kim)
    on("2026-12-08")
    page = kim.get(f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad")
    assert "Kim fik rapporten for Landsbyen på mail" in page.text


def test_it_says_where_there_is_no_mail(
    signed_in: Callable[[str], Visitor], cast: Cast, elsewhere: Callable[..., None]
) -> None:
    kim = signed_in(cast.kim)
    elsewhere(smtp_host=None)
    page = kim.get("/konto/rapporten")
    assert "Der er ingen mail her." in page.text
    assert not page.all("input", type="radio")


def test_only_coordinators_are_asked(app: Flask, cast: Cast, send: Callable[[], Sent]) -> None:
    lis = Visitor(app).sign_in(cast.lis)
    assert "Rapporten på mail" not in lis.get("/konto").text


def test_the_choice_is_in_ones_own_file_and_goes_with_the_name(
    asks: Callable[..., Visitor], cast: Cast, clock: Clock, db: Database
) -> None:
    found = asks(cast.kim)
    [account] = json_of(found.client.get("/konto/oplysninger"))["account"]
    assert (account["packages"], account["packages_since"]) == ("month", clock().date().isoformat())
    with db.writing() as session:
        kim = session.get_one(Person, account["id"])
        session.query(Membership).filter_by(person_id=kim.id).delete()
        kim.archived_on = clock().date()
    clock.pass_(days=31)
    assert remove_former_members(db, now=clock()) == 1
    with db.reading() as session:
        assert session.get_one(Person, account["id"]).packages is None
        assert session.get_one(Person, account["id"]).packages_since is None
