"""The report page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
from typing import Any

import openpyxl
import pytest
from flask import Flask
from sqlalchemy import select

from app.db import Database
from app.domain.imports.rows import ImportedCount
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
from app.exports.report.files import FILES
from app.models import Membership, Organisation, Partnership, PartOfDayCount, Person, Venue
from app.services.imports.take import take
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.closed_days import close, visits
from tests.support.viewers import viewer
from tests.support.visit import Page, Visitor, text_of

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def november(db: Database, cast: Cast) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(1200, cast.knitting) + visits(34))
    close(db, cast.shop, dt.date(2026, 11, 4), [])
    close(db, cast.shop, dt.date(2026, 11, 5), visits(9, role=cast.cooks) + visits(2))


@pytest.mark.usefixtures("november")
def test_it_shows_the_month(visit: Visitor, cast: Cast) -> None:
    page = visit.sign_in(cast.kim).get("/rapporter")
    assert page.h1 == "Genbrugsbutikken, november 2026"
    assert "1.245 besøg" in page.text
    assert "Genbrugsbutikken havde 1.245 besøg i november 2026, talt på 3 dage." in page.text
    assert "Flest var med i Strikkecafé (1.200)." in page.text
    assert "Perioden er ikke slut. Dagen i dag kommer med, når den er slut." in page.text
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Strikkecafé", "fast", "1", "1.200", "1.200"] in rows
    assert ["Bare her hele dagen", "36", "36"] in rows
    assert ["Var med", "1.209", "1.209"] in rows
    assert ["3. november 2026", "tirsdag", "talt", "1.234"] in rows
    assert ["4. november 2026", "onsdag", "talt nul", "0"] in rows
    assert "Et besøg er én person, som er på stedet én dag." in page.text


SPAN = "/rapporter?laengde=fra-til"


@pytest.fixture
def two_years(db: Database, cast: Cast) -> None:
    """Visits in three months of two years."""
    for date, number in (((2025, 9, 2), 4), ((2025, 12, 2), 8), ((2026, 2, 3), 16)):
        close(db, cast.shop, dt.date(*date), visits(number, cast.knitting))


@pytest.mark.usefixtures("two_years")
def test_it_adds_up_any_span_of_months(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"{SPAN}&sted={cast.shop}&fra=2025-12&maaned=2026-02")
    assert page.h1 == "Genbrugsbutikken, december 2025 til februar 2026"
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Besøg", "24", "–"] in [row[:3] for row in rows] or ["Besøg", "24"] in rows
    assert [row[:2] for row in rows if "februar 2026" in row[0]] == [["februar 2026", "16"]]
    other_way = visit.get(f"{SPAN}&sted={cast.shop}&fra=2026-02&maaned=2025-12")
    assert other_way.h1 == page.h1
    told = visit.client.get(f"/rapporter/{cast.shop}/2025-12-m3.json").get_json()
    assert told["reports"][0]["period"]["kind"] == "span"
    every = visit.get(f"{SPAN}&sted={cast.shop}&fra=2025-09&maaned=2026-11")
    assert "Genbrugsbutikken havde" in every.text and "28 besøg" in every.text
    assert "et år før" not in every.text, "it would be compared with itself"


@pytest.mark.usefixtures("two_years")
def test_it_draws_the_years_and_how_visits_were_spent(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"{SPAN}&sted={cast.shop}&fra=2025-09&maaned=2026-02")
    titles = [text_of(one) for one in page.all(f"{SVG}title")]
    for words in ("Bare her og var med pr. måned: ", "Besøg pr. måned, år for år: "):
        assert any(title.startswith(words) for title in titles), words
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Måned", "2025", "2026"] in rows
    assert ["december", "8", "–"] in rows
    saved = [str(one.get("href")) for one in page.all("a") if one.get("class") == "save"]
    for key in ("just-here", "years"):
        [address] = [one for one in saved if f"/{key}.svg" in one]
        drawn = visit.get(address).response.get_data(as_text=True)
        assert "september 2025 til februar 2026" in drawn
        assert "Kilde: Landsbyen · Hentet den 22. november 2026 · Her i dag" in drawn


@pytest.mark.usefixtures("two_years")
def test_a_span_with_a_name_is_that_period(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"{SPAN}&sted={cast.shop}&fra=2025-10&maaned=2025-12")
    assert page.h1 == "Genbrugsbutikken, 4. kvartal 2025"


@pytest.mark.usefixtures("two_years")
def test_a_span_that_is_too_long_says_what_it_shows(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"{SPAN}&sted={cast.shop}&fra=2020-01&maaned=2026-11")
    assert page.h1 == "Genbrugsbutikken, december 2023 til november 2026"
    assert "En rapport har højst 36 måneder. Her er de sidste af dem." in page.text
    visit.get(f"{SPAN}&sted={cast.shop}&fra=1999-01&maaned=2026-11", status=404)


@pytest.mark.usefixtures("two_years")
def test_a_span_is_released_as_any_report(app: Flask, visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"{SPAN}&sted={cast.shop}&fra=2025-09&maaned=2026-02")
    visit.press(page, "Frigiv denne rapport til læsere")
    reader = Visitor(app).sign_in(cast.lis)
    assert "28 besøg" in reader.get(f"/frigivet/{cast.shop}/2025-09-m6").text


def test_it_adds_up_the_places_of_an_organisation(db: Database, visit: Visitor, cast: Cast) -> None:
    with db.writing() as session:
        society = session.scalars(select(Organisation)).first()
        assert society is not None
        ids = []
        for name, organisation_id in (
            ("Laden", society.id),
            ("Smedjen", society.id),
            ("Åen", None),
        ):
            venue = Venue(
                partnership_id=cast.partnership,
                name=name,
                kind="faelleshus",
                organisation_id=organisation_id,
                created_on=dt.date(2026, 1, 1),
            )
            session.add(venue)
            session.flush()
            ids.append(venue.id)
        session.get_one(Venue, cast.shop).organisation_id = None
    for venue_id, number in zip(ids, (3, 5, 7), strict=True):
        close(db, venue_id, dt.date(2026, 11, 3), visits(number))
    page = visit.sign_in(cast.kim).get("/rapporter")
    (option,) = [
        one.get("value")
        for one in page.all("option")
        if text_of(one) == f"Alle steder hos {society.name}"
    ]
    assert option == f"{ids[0]}-{ids[1]}"
    page = visit.press(page, "Vis", sted=option)
    assert page.h1 == f"{society.name}, november 2026"
    assert f"{society.name} havde 8 besøg" in page.text
    two = visit.get(f"/rapporter?sted={ids[1]}-{ids[2]}")
    assert two.h1 == "Smedjen og Åen, november 2026"


@pytest.mark.usefixtures("november")
def test_it_draws_the_numbers(visit: Visitor, cast: Cast) -> None:
    charts = visit.sign_in(cast.kim).get("/rapporter").all(f"{SVG}svg", role="img")
    days, on_a_phone, activities, weekdays = charts
    assert on_a_phone.get("class") == "chart columns slim"
    bars = [e for e in days.iter() if e.get("class") == "bar"]
    assert [bar.get("height") for bar in bars] == ["190", "2"]
    for chart, numbers in (
        (days, ["1.234", "0", "11"]),
        (activities, ["1.200"]),
        (weekdays, ["1.234", "0", "11"]),
    ):
        words = [text_of(e) for e in chart.iter() if (e.get("class") or "").startswith("value")]
        assert words == numbers


@pytest.mark.usefixtures("november")
def test_it_leads_from_every_number_to_what_it_means(visit: Visitor, cast: Cast) -> None:
    page = visit.sign_in(cast.kim).get("/rapporter")
    terms = page.all("a", class_="term")
    assert {"Besøg", "Deltagelser", "Gange holdt"} <= {text_of(term) for term in terms}
    ids = {element.get("id") for element in page.all("div")}
    assert {str(term.get("href")).removeprefix("#") for term in terms} <= ids


def defined(cells: list[Any]) -> bool:
    return any(link.get("class") == "term" for cell in cells for link in cell.iter("a"))


@pytest.mark.usefixtures("november")
def test_no_number_of_a_table_or_a_chart_is_without_its_definition(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    """In the header of its row or column, or of the whole table."""
    close(db, cast.shop, dt.date(2026, 10, 5), visits(20, cast.knitting) + visits(9, cast.repair))
    visit.sign_in(cast.kim)
    for length in ("maaned", "kvartal"):
        page = visit.get(f"/rapporter?sted={cast.shop}&maaned=2026-11&laengde={length}")
        for table in page.all("table"):
            head, *rows = (list(row) for row in table.iter("tr"))
            for row in rows:
                for at, cell in enumerate(row[1:], 1):
                    if "n" in (cell.get("class") or "").split():
                        assert defined([row[0], head[at], head[0]]), (text_of(head[0]), at)
        for part in page.all("section"):
            if list(part.iter(f"{SVG}svg")):
                above = [one for one in part if one.tag in ("h2", "p")]
                assert defined(above), text_of(part)


@pytest.mark.usefixtures("november")
def test_it_shows_longer_periods_and_all_venues(visit: Visitor, cast: Cast, db: Database) -> None:
    close(db, cast.shop, dt.date(2026, 10, 5), visits(20, cast.knitting))
    page = visit.sign_in(cast.kim).get("/rapporter")
    quarter = visit.press(page, "Vis", laengde="kvartal")
    assert quarter.h1 == "Genbrugsbutikken, 4. kvartal 2026"
    rows = [[text_of(cell) for cell in row] for row in quarter.all("tr")]
    assert ["oktober", "20", "0", "20", "0", "1", "–", "20,0"] in rows
    assert ["Besøg pr. talt dag", "316,3"] in rows  # 1,265 visits on four days
    whole = visit.get(f"/rapporter?sted=p{cast.partnership}&laengde=aar")
    assert whole.h1 == "Genbrugsbutikken, året 2026"  # its only venue
    for length, words in (("halvaar", "2. halvår 2026"), ("aar-til-nu", "januar–november 2026")):
        assert visit.get(f"/rapporter?laengde={length}").h1 == f"Genbrugsbutikken, {words}"


def test_the_last_quarter_s_pdf_is_two_presses_from_signing_in(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    close(db, cast.shop, dt.date(2026, 9, 3), visits(20, cast.knitting))
    page = visit.sign_in(cast.kim).get("/rapporter")
    links = {text_of(link): str(link.get("href")) for link in page.all("a")}
    assert "oktober 2026" in links
    assert "året 2025" not in links  # nothing had been counted yet
    page = visit.get(links["3. kvartal 2026"])
    assert page.h1 == "Genbrugsbutikken, 3. kvartal 2026"
    [here] = page.all("a", **{"aria-current": "page", "href": links["3. kvartal 2026"]})
    assert text_of(here) == "3. kvartal 2026"
    # Files come before the tables: nobody looks for them at the end of a long page.
    assert page.text.index("Hent tallene") < page.text.index("Kort fortalt")
    [pdf] = [a for a in page.all("a") if text_of(a) == "PDF"]
    assert visit.get(str(pdf.get("href"))).response.data.startswith(b"%PDF")


QUARTER = "/rapporter?sted=1&laengde=kvartal&maaned=2026-11"


@pytest.fixture
def autumn(db: Database, cast: Cast) -> None:
    """A quarter with one role that many had, and one that two had."""
    close(db, cast.shop, dt.date(2026, 11, 3), visits(30, cast.knitting, role=cast.cooks))
    close(db, cast.shop, dt.date(2026, 12, 4), visits(9, cast.knitting) + visits(13))
    close(db, cast.shop, dt.date(2026, 12, 5), visits(2, cast.knitting, role=cast.welcomes))


def rows_of(page: Page) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in page.all("tr")]


@pytest.mark.usefixtures("autumn")
def test_it_hides_small_numbers(visit: Visitor, cast: Cast, clock: Clock) -> None:
    clock.at("2027-01-08", 4)
    page = visit.sign_in(cast.kim).get(QUARTER)
    assert ["laver mad", "30"] in rows_of(page)
    assert ["er vært", "under 5"] in rows_of(page)
    assert ["Bare her hele dagen", "13"] in rows_of(page)
    assert "Et lille tal blandt dem står som under 5" in page.text
    csv = visit.get(f"/rapporter/{cast.shop}/2026-k4.csv").response.data.decode()
    assert ";laver mad;Rolle;;30;;;endeligt;" in csv
    assert ";er vært;Rolle;;;0;4;interval;" in csv


@pytest.mark.usefixtures("autumn")
def test_page_and_files_agree_before_and_after_the_quarter_is_settled(
    visit: Visitor, cast: Cast, clock: Clock
) -> None:
    clock.at("2027-01-08", 3, 59)
    visit.sign_in(cast.kim)
    month, quarter = "/rapporter?sted=1&maaned=2026-11", "/rapporter/1/2026-k4"
    waits = "Roller gøres op den 8. januar 2027."
    assert waits in visit.get(QUARTER).text
    files = [visit.get(f"{quarter}.{kind}").response.data for kind in ("csv", "json")]
    assert waits in files[0].decode()
    [whole] = [one for one in json.loads(files[1])["reports"] if one["part"] == "whole"]
    assert whole["roles"] == {"shown": "waiting", "settle_on": "2027-01-08"}
    assert not [cell for cell in whole["cells"] if cell["role"]]
    assert "Roller gøres op for hele kvartalet den 8. januar 2027." in visit.get(month).text
    clock.at("2027-01-08", 4)
    page = visit.get(month)
    [link] = [a for a in page.all("a") if "Se 4. kvartal 2026." in text_of(a)]
    assert text_of(link) == "Roller gøres op for hele kvartalet. Se 4. kvartal 2026."
    assert ["laver mad", "30"] in rows_of(visit.get(str(link.get("href"))))


def test_earlier_counts_are_visits_alone(visit: Visitor, db: Database, cast: Cast) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2026, 11, 1)
    found = [ImportedCount("", dt.date(2026, 10, 6), 40)]
    now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    take(db, viewer(db, 2), cast.partnership, found, {"": cast.shop}, now=now)
    page = visit.sign_in(cast.kim).get("/rapporter?sted=1&maaned=2026-10")
    assert "Tallet er fra en tidligere optælling, som kun har besøg." in page.text
    assert ["tidligere optælling", "40", "40"] in rows_of(page)
    for absent in ("Bare her hele dagen", "Var med", "var med i en aktivitet", "Roller"):
        assert absent not in page.response.text.partition("Hent tallene")[2].partition("<dl>")[0]


def test_a_period_that_was_not_counted_says_so_and_offers_no_files(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2026, 10, 31)
    close(db, cast.shop, dt.date(2026, 11, 3), visits(20))
    visit.sign_in(cast.kim)
    page = visit.get(f"/rapporter?sted={cast.shop}&maaned=2026-10")
    assert "Genbrugsbutikken: her er ikke talt i oktober 2026." in page.text
    assert "Ikke talt er ikke det samme som nul. Derfor er der ingen tal at hente." in page.text
    assert "Hent tallene" not in page.text
    # A saved address still works.
    assert visit.get(f"/rapporter/{cast.shop}/2026-10.pdf").response.data.startswith(b"%PDF")
    counted = visit.get(f"/rapporter?sted={cast.shop}&maaned=2026-11")
    assert "Hent tallene" in counted.text
    assert "Ikke talt er ikke det samme som nul. Derfor" not in counted.text


def test_a_period_before_the_place_was_set_up_says_so(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    with db.writing() as session:
        session.get_one(Venue, cast.shop).created_on = dt.date(2026, 8, 1)
        barn = Venue(
            partnership_id=cast.partnership,
            name="Laden",
            kind="faelleshus",
            created_on=dt.date(2026, 11, 1),
        )
        session.add(barn)
        session.flush()
        barn_id = barn.id
    close(db, cast.shop, dt.date(2026, 9, 1), visits(20))
    visit.sign_in(cast.kim)
    page = visit.get(f"/rapporter?sted={barn_id}&maaned=2026-10")
    assert "Laden: ikke oprettet endnu i oktober 2026." in page.text
    assert "Ikke talt er ikke det samme som nul. Derfor" not in page.text
    page = visit.get(f"/rapporter?sted={cast.shop}-{barn_id}&maaned=2026-09")
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    [laden] = [row for row in rows if row[0] == "Laden ikke oprettet endnu"]
    assert set(laden[1:]) == {"–", "0"}, laden
    [chart] = [one for one in page.all(f"{SVG}svg", role="img") if "Besøg pr. sted" in text_of(one)]
    assert [text_of(e) for e in chart.iter(f"{SVG}text")] == ["Genbrugsbutikken", "20"]


def test_a_place_with_earlier_counts_was_there_before_it_was_set_up(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    found = [ImportedCount("", dt.date(2026, 9, 1), 40)]
    now = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
    take(db, viewer(db, 2), cast.partnership, found, {"": cast.shop}, now=now)
    visit.sign_in(cast.kim)
    report = f"/rapporter?sted={cast.shop}&maaned=2026"
    assert "her er ikke talt i oktober 2026." in visit.get(f"{report}-10").text
    assert "ikke oprettet endnu i august 2026." in visit.get(f"{report}-08").text


def test_a_period_that_has_just_begun_says_so_once(visit: Visitor, cast: Cast) -> None:
    page = visit.sign_in(cast.kim).get(f"/rapporter?sted={cast.shop}&maaned=2026-11")
    assert "Her er ikke talt endnu. Tallene kommer af sig selv" in page.text
    assert "her er ikke talt i november" not in page.text
    assert "Perioden er ikke slut." not in page.text


def test_a_venue_where_nobody_counted_has_no_numbers_and_no_zero(
    visit: Visitor, cast: Cast, db: Database
) -> None:
    with db.writing() as session:
        barn = Venue(
            partnership_id=cast.partnership,
            name="Laden",
            kind="faelleshus",
            created_on=dt.date(2026, 10, 1),
        )
        session.add(barn)
    close(db, cast.shop, dt.date(2026, 11, 3), visits(20))
    page = visit.sign_in(cast.kim).get(f"/rapporter?sted=p{cast.partnership}&maaned=2026-11")
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Genbrugsbutikken", "20", "20", "0", "0", "1", "–", "20,0"] in rows
    assert ["Laden ikke talt", "–", "–", "–", "–", "0", "–", "–"] in rows
    [chart] = [one for one in page.all(f"{SVG}svg", role="img") if "Besøg pr. sted" in text_of(one)]
    words = [text_of(e) for e in chart.iter(f"{SVG}text")]
    assert words == ["Genbrugsbutikken", "20", "Laden", "ikke talt"]
    csv = visit.get(f"/rapporter/p{cast.partnership}/2026-11.csv").response.data.decode()
    assert [line for line in csv.splitlines() if ";Laden;" in line] == [
        f"sted;2026-11;2026-11-01;2026-11-30;Laden;;;{row}"
        for row in (
            "Besøg;;;;;ikke talt;Foreløbige tal. Kan rettes til og med 2026-12-07",
            "Dage talt;;0;;;foreløbigt;",
        )
    ]
    # A day when nobody came still counts, as zero.
    with db.reading() as session:
        barn_id = session.scalars(select(Venue.id).where(Venue.name == "Laden")).one()
    close(db, barn_id, dt.date(2026, 11, 4), [])
    page = visit.get(f"/rapporter?sted=p{cast.partnership}&maaned=2026-11")
    rows = [[text_of(cell) for cell in row] for row in page.all("tr")]
    assert ["Laden", "0", "0", "0", "0", "1", "–", "0,0"] in rows


def test_it_says_how_many_waited_for_a_host(visit: Visitor, cast: Cast, db: Database) -> None:
    waited = [dataclasses.replace(visits(1)[0], held=True)] * 3
    close(db, cast.shop, dt.date(2026, 11, 3), visits(20) + waited)
    page = visit.sign_in(cast.kim).get("/rapporter")
    assert "20 besøg" in page.text
    assert "3 ventede på en vært og er ikke talt med." in page.text
    csv = visit.get(f"/rapporter/{cast.shop}/2026-11.csv").response.data.decode()
    assert "Genbrugsbutikken;;;Ventede på en vært;;3;;;foreløbigt;" in csv


def test_it_says_when_there_are_too_few_visits(
    visit: Visitor, cast: Cast, db: Database, clock: Clock
) -> None:
    close(db, cast.shop, dt.date(2026, 11, 3), visits(9, cast.knitting))
    clock.at("2027-01-08", 4)
    page = visit.sign_in(cast.kim).get(QUARTER)
    assert "For få besøg til at vise roller." in page.text


@pytest.mark.usefixtures("november")
def test_it_gives_the_same_numbers_as_files(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    address = f"/rapporter/{cast.shop}/2026-11."
    csv = visit.get(address + "csv").response
    assert csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert csv.headers["Content-Disposition"] == (
        "attachment; filename=genbrugsbutikken-2026-11.csv"
    )
    assert ";Genbrugsbutikken;;;Besøg;;1245;;;" in csv.data.decode("utf-8-sig")
    for table, heading in (("dage", "Dato;Ugedag;Sted"), ("definitioner", "Mål;Det betyder")):
        written = visit.get(f"/rapporter/{cast.shop}/2026-11/{table}.csv").response
        assert written.data.decode("utf-8-sig").startswith(heading)
        assert written.headers["Content-Disposition"] == (
            f"attachment; filename=genbrugsbutikken-2026-11-{table}.csv"
        )
    book = openpyxl.load_workbook(io.BytesIO(visit.get(address + "xlsx").response.data))
    assert book["Kort fortalt"]["B6"].value == 1245
    content = json.loads(visit.get(address + "json").response.data)
    assert content["reports"][0]["cells"][0]["number"] == 1245
    text = visit.get(address + "txt").response
    assert "1.245 besøg" in text.data.decode()


@pytest.mark.usefixtures("november")
def test_it_gives_pdf_package_and_charts(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    for ending, content_type, begins in (
        (".pdf", "application/pdf", b"%PDF"),
        (".docx", FILES["docx"][1], b"PK"),
        (".zip", "application/zip", b"PK"),
        ("/days.svg", "image/svg+xml; charset=utf-8", b"<svg"),
        ("/days.png", "image/png", b"\x89PNG"),
    ):
        answer = visit.get(f"/rapporter/{cast.shop}/2026-11{ending}").response
        assert answer.data.startswith(begins)
        assert answer.headers["Content-Type"] == content_type
        assert "attachment" in answer.headers["Content-Disposition"]
    nothing = visit.get(f"/rapporter/{cast.shop}/2026-10/days.png")
    assert "Der er ikke noget at tegne endnu." in nothing.text


@pytest.mark.usefixtures("november")
def test_it_remembers_the_choice_in_the_address(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.kim)
    page = visit.get(f"/rapporter?sted={cast.shop}&maaned=2026-10")
    assert page.h1 == "Genbrugsbutikken, oktober 2026"
    chosen = visit.press(page, "Vis", maaned="2026-11")
    assert chosen.h1 == "Genbrugsbutikken, november 2026"
    assert "maaned=2026-11" in chosen.response.request.url


@pytest.mark.usefixtures("november")
def test_it_speaks_english(visit: Visitor, cast: Cast) -> None:
    page = visit.sign_in(cast.kim).get("/rapporter?sprog=en")
    assert "Someone who comes today and tomorrow is two visits." in page.text
    assert "1,245" in page.text


@pytest.mark.parametrize(
    "query",
    ["sted=999", "sted=x", "sted=-1", "sted=²", "sted=p999", "maaned=2026-13", "laengde=uge"],
)
def test_it_answers_404_for_what_there_is_not(visit: Visitor, cast: Cast, query: str) -> None:
    visit.sign_in(cast.kim).get(f"/rapporter?{query}", status=404)


def test_it_is_closed_to_others(visit: Visitor, cast: Cast) -> None:
    visit.sign_in(cast.bo)
    visit.get(f"/rapporter?sted={cast.shop}", status=404)
    for ending in ("csv", "xlsx", "json"):
        visit.get(f"/rapporter/{cast.shop}/2026-11.{ending}", status=404)
        visit.get(f"/rapporter/{cast.cafe}/2026-11.{ending}")
    visit.get(f"/rapporter/{cast.cafe}/2026-99.csv", status=404)


@pytest.mark.parametrize("person", ["ane", "lis"])
def test_it_is_for_coordinators(visit: Visitor, cast: Cast, person: str) -> None:
    visit.sign_in(getattr(cast, person)).get("/rapporter", status=404)


def test_it_is_friendly_where_there_is_no_venue(visit: Visitor, cast: Cast, db: Database) -> None:
    with db.writing() as session:
        new = Partnership(name="Ny", created_on=dt.date(2026, 11, 22))
        session.add(new)
        session.flush()
        kim = session.query(Person).filter_by(email=cast.kim).one()
        session.query(Membership).filter_by(person_id=kim.id).delete()
        session.add(Membership(person_id=kim.id, partnership_id=new.id, duty="coordinator"))
    page = visit.sign_in(cast.kim).get("/rapporter")
    assert "Der er ingen steder endnu." in page.text


def test_it_explains_the_numbers_that_are_there_and_no_others(
    visit: Visitor, db: Database, cast: Cast
) -> None:
    kim = visit.sign_in(cast.kim)

    def explained(month: str) -> set[str]:
        page = kim.get(f"/rapporter?sted={cast.shop}&maaned={month}")
        linked = {link.get("href", "") for link in page.all("a") if link.get("href", "")[:1] == "#"}
        there = {f"#{one.get('id')}" for one in page.html.iter() if one.get("id")}
        assert linked <= there
        return {id_.removeprefix("#betyder-") for id_ in there if id_.startswith("#betyder-")}

    assert explained("2026-11") == {"days_counted"}
    close(db, cast.shop, dt.date(2026, 11, 3), [])
    assert explained("2026-11") >= {"visits", "just_here", "days_counted"}
    assert not explained("2026-11") & {"participations", "held", "range", "codes_caught"}
    close(db, cast.shop, dt.date(2026, 11, 4), visits(9, cast.knitting) + visits(2))
    assert explained("2026-11") >= {"participations", "times_held", "source", "range"}


def test_a_month_can_be_chosen_together_with_another_place(
    db: Database, visit: Visitor, cast: Cast
) -> None:
    """The list of months is that of all places, and does not wait for *Vis*."""
    with db.writing() as session:
        new = Venue(
            partnership_id=cast.partnership,
            name="Andehuset",
            kind="faelleshus",
            created_on=dt.date(2026, 11, 20),
        )
        session.add(new)
        session.flush()
        new_id = new.id
    close(db, cast.shop, dt.date(2026, 7, 7), visits(12))
    page = visit.sign_in(cast.kim).get(f"/rapporter?sted={new_id}")
    assert page.h1.startswith("Andehuset")
    assert not page.all("nav", **{"aria-label": "Senest afsluttet"}), "and has nothing to show yet"
    page = visit.press(page, "Vis", sted=str(cast.shop), laengde="kvartal", maaned="2026-08")
    assert page.h1 == "Genbrugsbutikken, 3. kvartal 2026"
    assert "12 besøg" in page.text


def test_the_parts_of_the_day_add_up_to_the_visits(
    db: Database, visit: Visitor, cast: Cast
) -> None:
    """Those from paper have no time, and the table says so."""
    paper = [dataclasses.replace(one, source=Source.PAPER) for one in visits(33)]
    close(db, cast.shop, dt.date(2026, 9, 3), visits(60) + paper)
    with db.writing() as session:
        month = dt.date(2026, 9, 1)
        session.add(
            PartOfDayCount(venue_id=cast.shop, month=month, part=PartOfDay.FROM_9, number=58)
        )
    page = visit.sign_in(cast.kim).get(f"/rapporter?sted={cast.shop}&maaned=2026-09")
    rows = [[text_of(cell) for cell in row][:2] for row in page.all("tr")]
    assert ["kl. 9–12", "58"] in rows
    assert ["uden tidspunkt", "35"] in rows
    assert "58 af 93 besøg har et tidspunkt." in page.text
