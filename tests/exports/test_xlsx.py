from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl

from app.domain.disclosure import Shown
from app.domain.report import Report
from app.exports.xlsx import month_xlsx
from tests.domain.test_report import report


def sheets(of: Report, language: str = "da") -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(month_xlsx(of, language)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_it_holds_exactly_the_numbers_of_the_report() -> None:
    book = sheets(report())
    assert list(book) == ["Måned", "Dage", "Aktiviteter", "Roller", "Alle tal", "Definitioner"]
    assert [row[2:] for row in book["Måned"]] == [
        ("Hvad", "Antal"),
        ("Besøg", 60),
        ("Bare her hele dagen", 20),
        ("Var med", 40),
        ("Skiftede undervejs", 0),
        ("To roller eller flere", 0),
        ("Talt med telefon", 60),
        ("Dage talt", 17),
        ("Åbningsdage", 21),
    ]
    assert book["Aktiviteter"] == [
        ("Aktivitet", "Rolle", "Hvad", "Antal", "Gange holdt"),
        ("Reparation", None, "Deltagelser", 3, 1),
        ("Strikkecafé", None, "Deltagelser", 30, 4),
        ("Strikkecafé", "laver mad", "Rolle i aktivitet", 10, None),
    ]
    assert book["Roller"] == [("Rolle", "Antal"), ("laver mad", 10), ("er vært", 8)]
    assert book["Dage"][:4] == [
        ("Dato", "Ugedag", "Dagen", "Besøg"),
        (dt.datetime(2026, 11, 1), "søndag", "lukket", None),
        (dt.datetime(2026, 11, 2), "mandag", "talt", 7),
        (dt.datetime(2026, 11, 3), "tirsdag", "talt nul", 0),
    ]
    assert len(book["Alle tal"]) == 1 + len(report().lines())
    assert book["Definitioner"][1][0] == "Besøg"


def test_it_writes_a_hidden_number_as_its_range() -> None:
    figures = dataclasses.replace(report().figures, changed=Shown(1, 4))
    rows = sheets(dataclasses.replace(report(), figures=figures))["Måned"]
    assert rows[4][2:] == ("Skiftede undervejs", "1–4")


def test_it_is_english_for_an_english_reader() -> None:
    assert list(sheets(report(), "en"))[-1] == "Definitions"


def test_it_writes_the_same_bytes_for_the_same_report() -> None:
    assert month_xlsx(report()) == month_xlsx(report())


def test_it_runs_nothing_and_links_nowhere() -> None:
    bad = dataclasses.replace(report(), venue_name='=HYPERLINK("https://example.dk")')
    book = openpyxl.load_workbook(io.BytesIO(month_xlsx(bad)))
    assert book["Alle tal"]["B2"].data_type == "s"
    assert book["Alle tal"]["B2"].hyperlink is None


def test_it_draws_the_days() -> None:
    with zipfile.ZipFile(io.BytesIO(month_xlsx(report()))) as package:
        assert "Dage!$D$2:$D$5" in package.read("xl/charts/chart1.xml").decode()


def test_it_keeps_headings_in_view() -> None:
    book = openpyxl.load_workbook(io.BytesIO(month_xlsx(report())))
    assert all(sheet.freeze_panes == "A2" for sheet in book)


def test_it_writes_a_month_with_no_day_over() -> None:
    assert sheets(dataclasses.replace(report(), days=()))["Dage"] == [
        ("Dato", "Ugedag", "Dagen", "Besøg")
    ]
