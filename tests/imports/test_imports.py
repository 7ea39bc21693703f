"""Earlier counts: a preview, nothing written until it is confirmed, and undo."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.base.worksheet import MOST_ROWS
from app.domain.days.corrections import CorrectionReason
from app.models import Base, Day, DayCount, Venue
from app.services.days import corrections
from app.web.platform.upload import LARGEST_UPLOAD
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.imported import visits
from tests.support.understood import workbook
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor

OF_IMPORTS = ("earlier_import", "imported_day", "imported_venue", "audit_entry")
MESSY = "Dato;Antal\r\n3/1-2025;ca. 20\r\n4/1-2025;\r\n5/1-2025;0\r\nI alt;20\r\n"


def send(person: Visitor, content: bytes, name: str = "tal.csv", *, status: int = 200) -> Page:
    return person.post("/partnerskab/1/tidligere", file=(io.BytesIO(content), name), status=status)


def stored(db: Database, *besides: str) -> dict[str, list[str]]:
    """Every row of every table except these, and except sessions."""
    with db.reading() as session:
        return {
            table.name: sorted(map(str, session.execute(select(table))))
            for table in Base.metadata.sorted_tables
            if table.name not in ("sign_in", *besides)
        }


def test_it_shows_what_it_understood_and_writes_nothing(kim: Visitor, db: Database) -> None:
    before = stored(db)
    page = send(kim, MESSY.encode())
    assert "I filen er der 3 tal, til sammen 40." in page.text
    assert "2 kommer med: 20 besøg, 1 sted, 2 dage" in page.text
    assert "1 kommer ikke med: til sammen 20." in page.text
    assert "1: en sum af andre tal (til sammen 20)" in page.text
    assert stored(db) == before


def test_it_takes_in_what_is_confirmed_and_takes_it_back_whole(
    kim: Visitor, db: Database, cast: Cast
) -> None:
    before = stored(db, *OF_IMPORTS)
    page = kim.press(send(kim, MESSY.encode()), "Gem 2 dage")
    assert "Her står nu: 20 besøg, 1 sted, 2 dage" in page.text
    page = kim.get("/partnerskab/1/tidligere")
    assert "2 dage, 20 besøg: Genbrugsbutikken" in page.text
    report = kim.get("/rapporter?maaned=2025-01")
    assert "20 besøg i januar 2025" in report.text
    assert "tidligere optælling" in report.text
    again = send(kim, MESSY.encode())
    assert "2: er talt her i forvejen" in again.text
    page = kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    assert "Alt fra den import er taget tilbage." in page.text
    assert "Taget tilbage 22. november 2026" in page.text
    assert stored(db, *OF_IMPORTS) == before


@pytest.mark.parametrize(
    ("name", "title", "proposed"),
    [
        ("tal.csv", "Fremmøde i HUSET VED HAVNEN 2025", "Huset ved Havnen"),
        ("genbrugsbutikken 2025.csv", "", "Genbrugsbutikken"),
        ("tal.csv", "Husets tal", None),
        ("tal.csv", "Genbrugsbutikken og Huset", None),
    ],
)
def test_a_venue_in_the_title_is_proposed_and_nothing_more(
    kim: Visitor, db: Database, cast: Cast, name: str, title: str, proposed: str | None
) -> None:
    with db.writing() as session:
        created_on = session.get_one(Venue, cast.shop).created_on
        for other in ("Huset", "Huset ved Havnen"):
            about = {"partnership_id": cast.partnership, "kind": "landsby"}
            session.add(Venue(name=other, created_on=created_on, **about))
    before = stored(db)
    page = send(kim, f"{title}\r\nDato;Antal\r\n3/1-2025;20\r\n".encode(), name)
    [field] = page.all("select", name="0-place")
    chosen = [one.text for one in field.iter("option") if one.get("selected") is not None]
    assert chosen == [proposed or "Vælg sted"]
    assert stored(db) == before


def test_it_keeps_what_hosts_added_since_when_it_is_taken_back(
    kim: Visitor, db: Database, cast: Cast, clock: Clock
) -> None:
    kim.press(send(kim, b"Dato;Antal\r\n2026-11-19;20\r\n2026-11-20;9\r\n"), "Gem 2 dage")
    date = dt.date(2026, 11, 20)
    for key, number, role in (("a" * 32, 3, cast.cooks), ("b" * 32, -1, None)):
        corrections.correct(
            db,
            viewer(db, 1),
            cast.shop,
            date,
            number,
            CorrectionReason.FORGOTTEN,
            key=key,
            role_id=role,
            now=clock(),
        )
    kim.press(kim.get("/tidligere/1/fortryd"), "Ja, tag det hele tilbage")
    with db.reading() as session:
        rows = session.execute(select(DayCount.service_date, DayCount.cell, DayCount.number))
        left = {(row.service_date, row.cell): row.number for row in rows}
        assert session.scalars(select(Day.service_date)).all() == [date]
    assert {day for day, _ in left} == {date}
    assert [left[date, cell] for cell in ("visits", "took_part", "source:host")] == [2, 2, 2]


def test_a_host_cannot_take_earlier_counts_away(kim: Visitor, db: Database, cast: Cast) -> None:
    kim.press(send(kim, b"Dato;Antal\r\n2026-11-20;9\r\n"), "Gem 1 dag")
    page = kim.get(f"/i-dag/{cast.shop}/dage/2026-11-20")
    page = kim.press(page, "Gem tallet", total="7")
    page = kim.press(page, "Ja, ret til 7", status=400)
    assert "Der er kun 0 at trække fra. Resten er tidligere optællinger." in page.text
    with db.reading() as session:
        assert set(session.scalars(select(DayCount.number))) == {9}


def test_it_leaves_a_day_that_was_counted_here(kim: Visitor, db: Database, cast: Cast) -> None:
    kim.press(send(kim, b"Dato;Antal\r\n2025-01-03;8\r\n"), "Gem 1 dag")
    shown = send(kim, b"Dato;Antal\r\n2025-01-03;9\r\n2025-01-04;7\r\n")
    kim.press(shown, "Gem 1 dag")
    assert visits(db) == 8 + 7


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Vælg en fil, eller indsæt celler."),
        (b"\x89PNG\0\0\0", "Filen kan ikke læses."),
        (
            b"Dato;Antal\r\n" + b"1\n" * (MOST_ROWS + 1),
            "Filen er for stor. Den må fylde 12 MB og have 120.000 rækker",
        ),
        (b"Dato;Antal;Navn\r\n2025-01-03;8;290200-1234\r\n", "Række 2, kolonne C: Her står noget"),
    ],
)
def test_it_says_what_is_wrong(kim: Visitor, content: bytes, sentence: str) -> None:
    page = send(kim, content, status=400)
    assert sentence in page.text
    assert "290200" not in page.response.text


def test_it_names_the_sheet_with_a_number_of_a_person(kim: Visitor) -> None:
    empty = [None] * 26
    rows: list[list[object]] = [
        ["Dato", "Antal"],
        [dt.date(2025, 6, 3), 8],
        [*empty, "Født 04.11.1925-6295"],
    ]
    book = workbook(Maj=[["Dato", "Antal"]], Juni=rows)
    page = send(kim, book, "tal.xlsx", status=400)
    assert "Ark 2. Række 3, kolonne AA: Her står noget, der ligner et CPR-nummer." in page.text
    assert "6295" not in page.response.text


def test_it_takes_many_years_of_many_venues_in_at_once(kim: Visitor, db: Database) -> None:
    first = dt.date(2012, 1, 1)
    lines = [f"{first + dt.timedelta(days=n)};{n % 50};{n % 7};{n % 3}" for n in range(600)]
    page = send(kim, "\n".join(["Dato;Genbrugsbutikken;Nordhuset;Sydhuset", *lines]).encode())
    assert "1.800 kommer med:" in page.text
    assert "3 steder, 1.800 dage" in kim.press(page, "Gem 1.800 dage").text


def test_it_refuses_an_upload_of_any_size_in_plain_words(kim: Visitor) -> None:
    edge = b"--edge"
    head = b'\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    body = edge + head + b"x" * LARGEST_UPLOAD + b"\r\n" + edge + b"--\r\n"
    answer = kim.client.post(
        "/partnerskab/1/tidligere", data=body, content_type="multipart/form-data; boundary=edge"
    )
    assert answer.status_code == 400
    assert "Filen er for stor. Den må fylde 12 MB og have 120.000 rækker" in answer.text


def test_a_file_that_is_missing_is_said_at_its_field(kim: Visitor) -> None:
    page = kim.post("/partnerskab/1/tidligere", status=400)
    [field] = page.all("input", type="file")
    assert field.get("aria-invalid") == "true"
    [error] = page.all("p", id="file-error")
    assert (error.text, error.get("id")) == ("Vælg en fil, eller indsæt celler.", "file-error")
    assert "file-error" in str(field.get("aria-describedby")).split()


def test_a_number_of_a_person_is_not_shown_again_and_the_rest_is(kim: Visitor) -> None:
    pasted = "Dato\tAntal\n2025-01-03\t8\n290200-1234\t1\n"
    page = kim.post("/partnerskab/1/tidligere", pasted=pasted, status=400)
    assert "ligner et CPR-nummer" in page.text
    assert "290200" not in page.response.text
    assert "2025-01-03" in page.response.text
    page = send(kim, b"Dato;Antal\n2025-01-03;8\n", "290200-1234.csv", status=400)
    assert "290200" not in page.response.text


def test_cells_can_be_pasted(kim: Visitor, db: Database) -> None:
    page = kim.post("/partnerskab/1/tidligere", pasted="Dato\tAntal\n2025-01-03\t8\n")
    kim.press(page, "Gem 1 dag")
    assert visits(db) == 8
