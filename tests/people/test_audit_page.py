"""The page and the file of who did what: for the partnership's coordinators alone."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.people.audit import AuditDeed, AuditSubject
from app.domain.venues.kinds import OrganisationKind
from app.models import AuditEntry, Person
from app.services.people import lost_factor
from app.services.venues import opening_hours, organisations
from app.web.people.audit_sentences import SENTENCES, SUBJECTS
from tests.support import viewers
from tests.support.cast import BO, KIM, Cast
from tests.support.clock import Clock
from tests.support.people.codes import switch_on
from tests.support.source import attributes, python_files
from tests.support.visit import Page, Visitor


@pytest.fixture
def address(cast: Cast) -> str:
    return f"/partnerskab/{cast.partnership}/hvem-gjorde-hvad"


def write(db: Database, cast: Cast, **more: Any) -> None:
    entry: dict[str, Any] = {
        "partnership_id": cast.partnership,
        "person_id": KIM,
        "at": dt.datetime(2026, 11, 20, 9, 15, tzinfo=dt.UTC),
        "subject": "venue",
        "deed": "archived",
        "subject_id": cast.shop,
        "subject_name": "Genbrugsbutikken",
        "venue_id": cast.shop,
        "changes": {},
    }
    with db.writing() as session:
        session.execute(insert(AuditEntry), [entry | more])


def lines(page: Page) -> list[Any]:
    return [
        item.text_content() if hasattr(item, "text_content") else "".join(item.itertext())
        for item in page.all("li", **{"class": "card"})
    ]


def rows(visitor: Visitor, address: str) -> list[list[str]]:
    response = visitor.client.get(address)
    assert response.status_code == 200
    text = response.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_it_is_empty_at_first_and_says_what_comes(kim: Visitor, address: str) -> None:
    assert "Her er ikke noget endnu." in kim.get(address).text


def test_it_says_plainly_what_changed(
    kim: Visitor, address: str, db: Database, cast: Cast, clock: Clock
) -> None:
    viewer = viewers.viewer(db, KIM)
    opening_hours.set_hours(db, viewer, cast.shop, {1: (Span(600, 840),)}, now=clock())
    clock.pass_(days=1)
    opening_hours.set_hours(db, viewer, cast.shop, {1: (Span(600, 900),)}, now=clock())
    (newest, _older) = lines(kim.get(address))
    assert "Kim ændrede åbningstiderne for Genbrugsbutikken" in newest
    assert "23. november 2026 kl. 13.00" in newest
    assert "tirsdag: 10.00–14.00 → 10.00–15.00" in newest


def test_a_setting_is_shown_with_before_and_after(
    kim: Visitor, address: str, db: Database, cast: Cast
) -> None:
    kim.post(
        f"/partnerskab/{cast.partnership}/ret",
        name="Landsbyen",
        small_number="8",
        logbook_per="month",
    )
    text = kim.get(address).text
    assert "grænsen for små tal: 5 → 8" in text
    assert "en logbog for hver: kvartal → måned" in text


def test_it_is_in_english_too(kim: Visitor, address: str, db: Database, cast: Cast) -> None:
    write(db, cast)
    kim.post("/konto/sprog", language="en", back="/start")
    assert "Kim archived the place Genbrugsbutikken" in kim.get(address).text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("emne=role", ["laver mad"]),
        ("hvem=0", ["Skuret"]),
        ("hvem=2", ["Genbrugsbutikken", "laver mad"]),
        ("sted=1", ["Genbrugsbutikken"]),
        ("fra=2026-11-21", ["Skuret"]),
        ("til=2026-11-19", ["laver mad"]),
        ("fra=2026-11-20&til=2026-11-20", ["Genbrugsbutikken"]),
        ("soeg=DRIFTEN", ["Skuret"]),
        ("soeg=rollen+laver", ["laver mad"]),
        ("soeg=findes+ikke", []),
        ("emne=x&hvem=y&sted=z&fra=q&til=0001-01-01", ["Skuret", "Genbrugsbutikken", "laver mad"]),
        ("fra=0001-01-01&til=9999-12-31", ["Skuret", "Genbrugsbutikken", "laver mad"]),
    ],
)
def test_it_finds_by_word_subject_person_venue_and_dates(
    kim: Visitor, address: str, db: Database, cast: Cast, asked: str, found: list[str]
) -> None:
    write(
        db,
        cast,
        at=dt.datetime(2026, 11, 19, 22, 59, tzinfo=dt.UTC),
        subject="role",
        subject_name="laver mad",
        venue_id=None,
    )
    write(db, cast)
    write(
        db,
        cast,
        at=dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC),
        person_id=None,
        subject_name="Skuret",
        venue_id=None,
    )
    shown = lines(kim.get(f"{address}?{asked}"))
    assert [name for line, name in zip(shown, found, strict=True) if name in line] == found
    assert len(rows(kim, f"{address}.csv?{asked}")) == len(found) + 1


def test_a_long_list_is_paged(
    kim: Visitor, address: str, db: Database, cast: Cast, statements: list[str]
) -> None:
    for at in range(120):
        write(db, cast, subject_name=f"Sted {at:03}")
    statements.clear()
    page = kim.get(address)
    assert "Sted 119" in page.text
    assert "Sted 070" in page.text
    assert "Sted 069" not in page.text
    assert len(statements) < 20
    assert "Sted 000" in kim.get(f"{address}?side=3").text
    assert "Sted 000" in kim.get(f"{address}?side=3&soeg=arkiverede").text
    kim.get(f"{address}?side=99999999999")


def test_the_file_has_what_was_asked_for_and_no_cell_runs(
    kim: Visitor, address: str, db: Database, cast: Cast
) -> None:
    write(db, cast, subject_name="=1+1", changes={"name": ["=2", "@x"]}, deed="changed")
    found = rows(kim, f"{address}.csv")
    assert found == [
        ["Dato", "Klokken", "Hvem", "Hvad", "Sted", "Hvad blev ændret"],
        [
            *("2026-11-20", "10:15", "Kim", "Kim ændrede stedet =1+1"),
            *("Genbrugsbutikken", "navn: =2 → @x"),
        ],
    ]


def test_that_the_file_was_fetched_is_told(kim: Visitor, address: str) -> None:
    kim.client.get(f"{address}.csv")
    assert "Kim hentede denne liste som fil" in kim.get(address).text


def test_files_of_reports_are_told_to_coordinators(
    kim: Visitor, address: str, app: Flask, cast: Cast
) -> None:
    kim.client.get(f"/rapporter/{cast.shop}/2026-11.xlsx")
    text = kim.get(address).text
    assert "Kim hentede rapporten for Genbrugsbutikken som fil" in text
    assert "november 2026" in text
    assert "XLSX" in text


def test_files_of_logbooks_are_told_with_their_quarter(
    kim: Visitor, address: str, cast: Cast
) -> None:
    kim.client.get(f"/logbog/{cast.shop}/2026-4.pdf")
    text = kim.get(address).text
    assert "Kim hentede logbogen for Genbrugsbutikken som fil" in text
    assert "4. kvartal 2026" in text


def test_posters_are_told_with_what_they_lead_to_and_how_many(
    kim: Visitor, address: str, cast: Cast
) -> None:
    form = {"paper": "a4", "main": "da", "first": "", "second": ""}
    made = kim.client.post(f"/koder/{cast.knitting_code}/plakat", data=form)
    assert made.content_type == "application/pdf"
    kim.client.get(f"/steder/{cast.shop}/plakater.pdf")
    several, one = lines(kim.get(f"{address}?emne=code"))
    assert "Kim hentede plakater for Genbrugsbutikken" in several
    assert "antal plakater: 3" in several
    assert "Kim hentede plakater for Strikkecafé" in one
    assert "antal plakater: 1" in one
    kim.client.get(f"/koder/{cast.knitting_code}.pdf?papir=x")
    kim.client.get(f"/koder/{cast.knitting_code}.svg")
    assert len(lines(kim.get(f"{address}?emne=code"))) == 2


def test_a_logbook_that_is_handed_in_is_told(
    address: str, app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    clock.at("2026-12-31")
    kim = Visitor(app).sign_in(cast.kim)
    clock.at("2027-01-09")
    kim.post(f"/logbog/{cast.shop}/2026-4/aflever")
    kim.post(f"/logbog/{cast.shop}/2026-4/aflever")
    (line,) = lines(kim.get(f"{address}?emne=logbook"))
    assert "Kim afleverede logbogen for Genbrugsbutikken" in line
    assert "periode: 4. kvartal 2026" in line
    assert "version: 1" in line


def test_a_second_factor_is_told_from_its_beginning_to_its_reset(
    kim: Visitor, address: str, app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    ane = Visitor(app).sign_in(cast.ane)
    switch_on(ane, clock)
    with db.reading() as session:
        person_id = session.scalars(select(Person.id).where(Person.email == cast.ane)).one()
    lost_factor.reset_factor(db, viewers.viewer(db, KIM), person_id, now=clock())
    told = lines(kim.get(address))
    assert any("Ane begyndte at logge ind i to trin" in line for line in told)
    assert any("Kim fjernede andet trin fra login for Ane" in line for line in told)


def test_another_partnerships_lines_are_never_shown(
    kim: Visitor, address: str, app: Flask, db: Database, cast: Cast
) -> None:
    viewer = viewers.viewer(db, BO)
    organisations.add_organisation(
        db, viewer, cast.other_partnership, name="Fremmed", kind=OrganisationKind.ASSOCIATION
    )
    theirs = f"/partnerskab/{cast.other_partnership}/hvem-gjorde-hvad"
    assert "Fremmed" in Visitor(app).sign_in(cast.bo).get(theirs).text
    for asked in ("", "?soeg=Fremmed", f"?hvem={BO}", f"?sted={cast.cafe}"):
        text = kim.get(f"{address}{asked}").text
        assert "tilføjede organisationen" not in text
        assert "Skraldecaféen" not in text
    kim.get(theirs, status=404)
    kim.get(f"{theirs}.csv", status=404)


def test_hosts_and_readers_do_not_see_it(app: Flask, address: str, cast: Cast) -> None:
    for email in (cast.ane, cast.lis):
        Visitor(app).sign_in(email).get(address, status=404)
        Visitor(app).sign_in(email).get(f"{address}.csv", status=404)


def test_a_partnership_leads_to_it(kim: Visitor, address: str, cast: Cast) -> None:
    assert address in kim.get(f"/partnerskab/{cast.partnership}").response.text


def test_every_subject_can_be_asked_for() -> None:
    assert set(SUBJECTS) == set(AuditSubject)


def test_every_deed_that_a_service_records_has_a_sentence() -> None:
    said = {f"AuditDeed.{deed.name}" for _subject, deed in SENTENCES}
    recorded = {
        dotted
        for path in python_files("app/services", "app/models")
        for _line, dotted in attributes(path)
        if dotted.startswith("AuditDeed.")
    }
    assert recorded <= said
    assert said == {f"AuditDeed.{deed.name}" for deed in AuditDeed}
