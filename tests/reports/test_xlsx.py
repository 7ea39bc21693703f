"""A report as a workbook, read back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import zipfile
from typing import Any

import openpyxl

from app.domain.base.interval import Interval
from app.domain.reports.figures import Figures
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.report_days import Coverage
from app.exports.report.tidy_rows import tidy_rows
from app.exports.report.xlsx import report_xlsx
from app.translator import DANISH, translator
from tests.support.reports import report, settled


def sheets(of: Report, language: str = "da") -> dict[str, list[tuple[Any, ...]]]:
    """Each sheet's rows from its headings on."""
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(of), translator(language))))
    return {
        sheet.title: list(sheet.iter_rows(min_row=headings(sheet), values_only=True))
        for sheet in book
    }


def headings(sheet: Any) -> int:
    """The row of the headings: all numbers are a plain table, the other sheets have a title."""
    return 1 if sheet.title in ("Alle tal", "All numbers") else 4


def test_it_holds_exactly_the_numbers_of_the_report() -> None:
    book = sheets(report())
    assert list(book) == [
        "Kort fortalt",
        "Besøg pr. dag",
        "Aktiviteter",
        "Roller i aktiviteter",
        "Roller",
        "Besøg efter ugedag",
        "Talt med",
        "Alle tal",
        "Definitioner",
    ]
    assert book["Kort fortalt"] == [
        ("Tal", "november 2026"),
        ("Besøg", 60),
        ("Bare her hele dagen", 20),
        ("Var med", 40),
        ("Skiftede undervejs", 0),
        ("Dage talt", 17),
        ("Åbningsdage", 21),
        ("Besøg pr. talt dag", 3.5),
    ]
    assert book["Aktiviteter"][:3] == [
        ("Aktivitet", "Slags", "Gange holdt", "Deltagelser"),
        ("Reparation (arkiveret)", "fast", 1, 3),
        ("Strikkecafé", "fast", 4, 30),
    ]
    assert book["Roller i aktiviteter"] == [
        ("Aktivitet", "Rolle", "Rolle i aktivitet"),
        ("Strikkecafé", "laver mad", 10),
    ]
    assert book["Roller"] == [
        ("Rolle", "november 2026", "Søjle"),
        ("laver mad", 10, 10),
        ("er vært", 8, 8),
        ("passer kassen", "under 5", 0),
    ]
    assert book["Besøg pr. dag"][:4] == [
        ("Dag", "Ugedag", "Dagen er", "Besøg"),
        (dt.datetime(2026, 11, 1), "søndag", "lukket", None),
        (dt.datetime(2026, 11, 2), "mandag", "talt", 7),
        (dt.datetime(2026, 11, 3), "tirsdag", "talt nul", 0),
    ]
    assert len(book["Alle tal"]) == 1 + len([*tidy_rows(Overview(report()), DANISH)])
    assert book["Definitioner"][1][0] == "Besøg"


def test_a_number_in_words_has_its_bar_from_a_hidden_column() -> None:
    told = dataclasses.replace(settled(), roles={**settled().roles, 11: Interval.at_least(12)})
    content = io.BytesIO(report_xlsx(Overview(dataclasses.replace(report(), settled=told))))
    sheet = openpyxl.load_workbook(content)["Roller"]
    assert [row[1:] for row in sheet.iter_rows(min_row=5, values_only=True)] == [
        ("mindst 12", 12),
        (8, 8),
        ("under 5", 0),
    ]
    assert sheet.column_dimensions["C"].hidden
    assert sheet.auto_filter.ref == "A4:B7"
    with zipfile.ZipFile(content) as package:
        charts = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        ]
    [chart] = [text for text in charts if "Roller!$C$5:$C$7" in text]
    assert '<c:plotVisOnly val="1"/>' not in chart  # the column is hidden


def test_it_is_english_for_an_english_reader() -> None:
    assert list(sheets(report(), "en"))[-1] == "Definitions"


def test_it_writes_the_same_bytes_for_the_same_report() -> None:
    assert report_xlsx(Overview(report())) == report_xlsx(Overview(report()))


def test_it_runs_nothing_and_links_nowhere() -> None:
    bad = dataclasses.replace(report(), name='=HYPERLINK("https://example.dk")')
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(bad))))
    assert book["Alle tal"]["E2"].data_type == "s"
    assert book["Alle tal"]["E2"].hyperlink is None


def test_it_draws_the_days() -> None:
    with zipfile.ZipFile(io.BytesIO(report_xlsx(Overview(report())))) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    assert "'Besøg pr. dag'!$D$5:$D$8" in chart
    assert '<c:numFmt formatCode="d" sourceLinked="0"/>' in chart


def test_it_keeps_headings_in_view() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(report()))))
    assert {sheet.freeze_panes for sheet in book} == {"A5", "A2"}
    assert all(sheet.freeze_panes == f"A{headings(sheet) + 1}" for sheet in book)


def test_each_sheet_says_what_it_is_and_whose_and_when_it_was_read() -> None:
    overview = Overview(report(), partnership="Landsbyen", drawn_on=dt.date(2026, 11, 29))
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(overview)))
    for sheet in book:
        if sheet.title == "Alle tal":
            assert sheet["A1"].value == "Del"
            continue
        assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
            sheet.title,
            "Genbrugsbutikken, november 2026",
            "Landsbyen · Hentet den 29. november 2026",
            None,
        ]
        assert sheet.freeze_panes == "A6"
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.oddFooter.left.text == "Landsbyen · Hentet den 29. november 2026"


def test_the_dates_of_all_numbers_are_dates() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(report()))))["Alle tal"]
    assert {(cell.value, cell.is_date) for cell in sheet["C"][1:]} == {
        (dt.datetime(2026, 11, 1), True)
    }


def test_it_has_no_sheet_for_what_there_is_not() -> None:
    assert "Besøg pr. dag" not in sheets(dataclasses.replace(report(), days=()))


def test_it_puts_periods_side_by_side() -> None:
    before = dataclasses.replace(report(), period=Period.parse("2025-11"))
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(report(), before=before))))
    rows = list(book["Kort fortalt"].iter_rows(min_row=4, values_only=True))
    assert rows[:2] == [("Tal", "november 2026", "november 2025"), ("Besøg", 60, 60)]
    assert book["Alle tal"].max_row == 1 + 2 * len([*tidy_rows(Overview(report()), DANISH)])
    assert book["Kort fortalt"].page_setup.paperSize == 9


def test_its_numbers_have_the_separators_of_its_language() -> None:
    for language, locale in (("da", "[$-406]"), ("en", "[$-809]")):
        content = io.BytesIO(report_xlsx(Overview(report()), translator(language)))
        sheet = openpyxl.load_workbook(content).worksheets[0]
        formats = [row[1].number_format for row in sheet.iter_rows(min_row=5)]
        assert set(formats[:-1]) == {f"{locale}#,##0"}
        assert formats[-1] == f"{locale}#,##0.0"


def test_an_empty_cell_is_explained_below_its_table() -> None:
    empty = dataclasses.replace(
        report(),
        name="Caféen",
        coverage=Coverage(0, 4),
        figures=Figures(),
    )
    overview = Overview(report(), by_venue=(report(), empty))
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(overview)))
    words = "Et tomt felt er et tal, der ikke kendes eller ikke vises. Det er ikke nul."

    def explains(sheet: str) -> bool:
        return any(words in row for row in book[sheet].iter_rows(values_only=True))

    places = list(book["Besøg pr. sted"].iter_rows(values_only=True))
    assert next(row for row in places if row[0] == "Caféen (ikke talt)")[1] is None
    assert explains("Besøg pr. sted")
    assert not explains("Kort fortalt")
