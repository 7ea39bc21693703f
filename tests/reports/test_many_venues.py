"""Reports of many venues: as many statements as for a few, and a page that shows the largest."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from typing import Any

import docx
import pypdfium2 as pdfium
import pytest

from app.db import Database
from app.domain.reports.definitions import Number
from app.exports.charts.chart import Chart
from app.exports.report.shortened import LONGEST, shortened
from app.exports.report.table import Head, Row, Table
from app.models import Venue
from app.web.reports import apart
from tests.support.cast import Cast
from tests.support.closed_days import close, visits
from tests.support.visit import Page, Visitor, text_of

DATE = dt.date(2026, 10, 6)


def add(db: Database, cast: Cast, names: list[str]) -> None:
    """Add venues, each with one visit more than the one before it."""
    with db.writing() as session:
        made = [
            Venue(partnership_id=cast.partnership, name=name, kind="other", created_on=DATE)
            for name in names
        ]
        session.add_all(made)
    for number, venue in enumerate(made, 1):
        close(db, venue.id, DATE, visits(number))


def places(page: Page) -> list[str]:
    """The names in the table of venues."""
    [section] = page.all("section", **{"class": "of-report places"})
    heads = [head for head in section.iter("th") if head.get("scope") == "row"]
    return [text_of(head).removesuffix("ikke talt").strip() for head in heads]


def described(picture: Any) -> str:
    """What a picture in a Word file shows, in words."""
    return str(picture._inline.docPr.get("descr"))


@pytest.mark.parametrize(
    "path",
    [
        "/rapporter?sted=p{}&maaned=2026-10",
        "/rapporter?sted=p{}&maaned=2026-10&laengde=aar",
        "/rapporter/p{}/2026-10.csv",
        "/rapporter/p{}/2026.csv",
        "/rapporter/p{}/2026.json",
        "/rapporter/p{}/2026/places.svg",
    ],
)
def test_a_report_takes_as_many_statements_for_every_number_of_venues(
    db: Database,
    cast: Cast,
    visit: Visitor,
    statements: list[str],
    monkeypatch: pytest.MonkeyPatch,
    path: str,
) -> None:
    monkeypatch.setattr(apart, "LARGE", 10_000)  # They are counted in this process.
    kim = visit.sign_in(cast.kim)
    asked = []
    for letter, more in (("A", 3), ("B", 9)):
        add(db, cast, [f"Hus {letter}{n}" for n in range(more)])
        statements.clear()
        kim.client.get(path.format(cast.partnership))
        asked.append(len(statements))
    assert asked[0] == asked[1]


def test_the_tables_of_several_places_and_months_have_each_day_and_each_month_of_a_place(
    db: Database, cast: Cast, visit: Visitor
) -> None:
    add(db, cast, ["Laden", "Smedjen"])
    close(db, cast.shop, dt.date(2026, 8, 3), visits(7))
    kim = visit.sign_in(cast.kim)

    def rows(address: str) -> list[dict[str, str]]:
        text = kim.get(f"/rapporter/p{cast.partnership}/2026{address}").response.data
        return list(csv.DictReader(text.decode("utf-8-sig").splitlines(), delimiter=";"))

    days = rows("/dage.csv")
    assert [(day["Dato"], day["Sted"], day["Besøg"]) for day in days if day["Besøg"]] == [
        ("2026-08-03", "Genbrugsbutikken", "7"),
        ("2026-10-06", "Laden", "1"),
        ("2026-10-06", "Smedjen", "2"),
    ]
    assert len({(day["Dato"], day["Sted"]) for day in days}) == len(days)
    parts = [row for row in rows(".csv") if row["Del"] == "sted og måned"]
    told = {(row["Sted"], row["Periode"]): row for row in parts if row["Mål"] == "Besøg"}
    assert told["Smedjen", "2026-10"]["Tal"] == "2"
    assert told["Smedjen", "2026-11"]["Status"] == "ikke talt"
    assert ("Smedjen", "2026-09") not in told, "it was not there yet"
    assert ("Laden", "2026-12") not in told, "it has not begun"
    [whole] = [
        row for row in rows(".csv") if row["Del"] == "hele rapporten" and row["Mål"] == "Besøg"
    ]
    assert sum(int(row["Tal"] or 0) for row in told.values()) == int(whole["Tal"]) == 10


def test_a_page_shows_the_largest_venues_and_its_files_all(
    db: Database, cast: Cast, visit: Visitor
) -> None:
    add(db, cast, [f"Hus {n:02}" for n in range(LONGEST + 5)])
    kim = visit.sign_in(cast.kim)
    page = kim.get(f"/rapporter?sted=p{cast.partnership}&maaned=2026-10")
    assert "Her er de 50 største af 55." in page.text
    assert places(page) == [f"Hus {n:02}" for n in range(5, LONGEST + 5)]
    [more] = [link.get("href") for link in page.all("a") if text_of(link) == "Vis alle"]
    whole = kim.get(f"/rapporter{more}")
    assert "Her er de" not in whole.text
    assert len(places(whole)) == LONGEST + 5
    csv = kim.client.get(f"/rapporter/p{cast.partnership}/2026-10.csv").text
    assert all(f"Hus {n:02}" in csv for n in range(LONGEST + 5))


def test_a_pdf_is_read_to_its_end(db: Database, cast: Cast, visit: Visitor) -> None:
    add(db, cast, [f"Hus{n:03}" for n in range(110)])
    kim = visit.sign_in(cast.kim)
    pdf = pdfium.PdfDocument(kim.client.get(f"/rapporter/p{cast.partnership}/2026-10.pdf").data)
    pages = [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in pdf]
    [chart] = [text for text in pages if "De25største" in text]
    assert [n for n in range(110) if f"Hus{n:03}" in chart.partition("Sted")[0]] == [
        *range(85, 110)
    ]
    text = "".join(pages)
    assert "Hererde100størsteaf110.IExcelogCSVståralle." in text
    assert [n for n in range(110) if f"Hus{n:03}" in text] == [*range(10, 110)]


def test_a_word_file_has_as_many_rows_as_a_pdf(
    db: Database, cast: Cast, visit: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "LARGE", 10_000)
    add(db, cast, [f"Hus{n:03}" for n in range(110)])
    kim = visit.sign_in(cast.kim)
    word = kim.client.get(f"/rapporter/p{cast.partnership}/2026-10.docx").data
    read = docx.Document(io.BytesIO(word))
    [places] = [table for table in read.tables if table.cell(0, 0).text == "Sted"]
    assert [row.cells[0].text for row in places.rows][1:] == [f"Hus{n:03}" for n in range(10, 110)]
    said = [paragraph.text for paragraph in read.paragraphs]
    assert "Her er de 100 største af 110. I Excel og CSV står alle." in said
    [picture] = [shape for shape in read.inline_shapes if "Besøg pr. sted" in described(shape)]
    assert picture.height < (read.sections[0].page_height or 0)


def test_the_chart_of_a_workbook_has_every_row(db: Database, cast: Cast, visit: Visitor) -> None:
    add(db, cast, [f"Hus{n:03}" for n in range(30)])
    kim = visit.sign_in(cast.kim)
    book = kim.client.get(f"/rapporter/p{cast.partnership}/2026-10.xlsx").data
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        charts = [files.read(name).decode() for name in files.namelist() if "/chart" in name]
    [chart] = [chart for chart in charts if "Hus029" in chart]
    assert "Hus000" in chart
    assert "Besøg pr. sted: " in chart


def test_a_table_keeps_its_largest_rows_in_their_order() -> None:
    numbers = [n * 7 % 60 for n in range(60)]
    table = Table(
        "places",
        "Besøg pr. sted",
        (Head("Sted", is_number=False), Head("Besøg", number=Number.VISITS)),
        tuple(Row(f"{n}", (n,)) for n in numbers),
        Chart("places", "rows", "", ""),
        number=Number.VISITS,
    )
    cut = shortened(table)
    largest = [f"{n}" for n in numbers if n >= 10]
    assert [row.name for row in cut.rows] == largest
    assert cut.left_out == 10


def test_a_table_without_numbers_to_go_by_keeps_its_first_rows() -> None:
    rows = tuple(Row(f"{n}", (n,)) for n in range(60))
    table = Table("how-far", "", (Head("Sted"), Head("Lukket")), rows)
    assert shortened(table).rows == rows[:LONGEST]
    assert shortened(table).left_out == 10
