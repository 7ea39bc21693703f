"""Files as people really make them: what is read from each, row by row, and why not."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO

import pytest

from app.domain.base.spreadsheet import read_file
from app.domain.base.worksheet import MOST_ROWS, FileTooLarge
from app.domain.imports.rows import SkipReason
from tests.imports.test_layouts import rows, workbook

Told = list[tuple[int, str, str, int | None, bool] | tuple[int, SkipReason]]


def told(content: bytes, name: str) -> Told:
    """Every row: its line, and its venue, date, number and "ca.", or why it is skipped."""
    return [
        (row.line, row.found.venue, str(row.found.date), row.found.number, row.found.about)
        if row.found
        else (row.line, row.why)
        for row in rows(content, name)
    ]


def test_the_excel_of_a_cafe_with_a_mark_at_its_start_and_all_kinds_of_nothing() -> None:
    lines = (
        "Skraldecaféen 2024;;",
        "Dato;Antal gæster;Bemærkning",
        "man. 1. jan;lukket;Nytår",
        "tirs. 2. jan;ca. 20;",
        "ons. 3. jan;20-25;",
        "tors. 4. jan;-;",
        "fre. 5. jan;?;",
        "lør. 6. jan;;",
        "søn. 7. jan;0;ingen kom",
        "8/1-24;1.204;fest",
        "2024-01-09;14 pers.;",
        "I alt;1.238;",
    )
    assert told(b"\xef\xbb\xbf" + "\r\n".join(lines).encode(), "cafe.csv") == [
        (3, "", "2024-01-01", None, False),
        (4, "", "2024-01-02", 20, True),
        (5, SkipReason.NOT_A_NUMBER),
        (6, SkipReason.EMPTY),
        (7, SkipReason.EMPTY),
        (8, SkipReason.EMPTY),
        (9, "", "2024-01-07", 0, False),
        (10, "", "2024-01-08", 1204, False),
        (11, "", "2024-01-09", 14, False),
        (12, SkipReason.SUM),
    ]


def test_an_english_list_of_two_venues_with_commas_and_quotes() -> None:
    lines = (
        "Venue,Date,Visitors",
        '"Laden, Nord",2024-02-01,12',
        '"Laden, Nord",2024-02-02,',
        "Skolen,2024-02-01,closed",
        "Skolen,01.02.2024,7",
        "Skolen,31.02.2024,7",
        "Total,,31",
    )
    assert told("\n".join(lines).encode(), "counts.csv") == [
        (2, "Laden, Nord", "2024-02-01", 12, False),
        (3, SkipReason.EMPTY),
        (4, "Skolen", "2024-02-01", None, False),
        (5, SkipReason.TWICE),
        (6, SkipReason.NO_DATE),
        (7, SkipReason.SUM),
    ]


def test_a_book_with_the_days_as_columns_and_a_row_for_each_venue() -> None:
    content = workbook(
        Uge_1=[
            ["Optælling", None, None, None, None, None],
            ["Sted", dt.date(2024, 1, 1), dt.date(2024, 1, 2), "3/1-24", "4. januar 2024", "I alt"],
            ["Høkeren", "lukket", 20, "ca. 11", None, 31],
            ["Bageriet", 4, 0, 1000.0, "mange", 1004],
            ["I alt", 4, 20, 1011, 0, 1035],
        ]
    )
    assert told(content, "uger.xlsx") == [
        (3, "Høkeren", "2024-01-01", None, False),
        (3, "Høkeren", "2024-01-02", 20, False),
        (3, "Høkeren", "2024-01-03", 11, True),
        (3, SkipReason.EMPTY),
        (4, "Bageriet", "2024-01-01", 4, False),
        (4, "Bageriet", "2024-01-02", 0, False),
        (4, "Bageriet", "2024-01-03", 1000, False),
        (4, SkipReason.NOT_A_NUMBER),
        (5, SkipReason.SUM),
    ]


def test_a_month_with_its_days_across_and_the_year_in_a_heading() -> None:
    content = workbook(
        Februar=[
            ["Genbrugsbutikken, 2023"],
            ["", *range(1, 31)],
            ["Antal", 5, "", "lukket", *([2] * 25), 9, None],
        ]
    )
    found = told(content, "butik.xlsx")
    assert found[:3] == [
        (3, "", "2023-02-01", 5, False),
        (3, SkipReason.EMPTY),
        (3, "", "2023-02-03", None, False),
    ]
    assert found[3:28] == [(3, "", f"2023-02-{day:02}", 2, False) for day in range(4, 29)]
    assert found[28:] == [(3, SkipReason.NO_DATE)]  # 29 February 2023
    nowhere = workbook(Februar=[["", *range(1, 6)], ["Antal", 5, 1, 1, 1, 1]])
    assert told(nowhere, "butik.xlsx") == [(2, SkipReason.NO_YEAR)] * 5


def test_a_text_from_an_old_machine_with_tabs_and_serial_dates() -> None:
    content = "Dato\tBesøg\r\n45292\t8\r\n45293\t9,0\r\n45294\t9,5\r\n".encode("cp1252")
    assert told(content, "udtraek.txt") == [
        (2, SkipReason.NO_DATE),
        (3, SkipReason.NO_DATE),
        (4, SkipReason.NO_DATE),
    ]
    book = workbook(Ark1=[["Dato", "Besøg"], [45292.0, 8], [45293.0, 9.0], [45294.0, 9.5]])
    assert told(book, "udtraek.xlsx") == [
        (2, "", "2024-01-01", 8, False),
        (3, "", "2024-01-02", 9, False),
        (4, SkipReason.NOT_A_NUMBER),
    ]


def test_nothing_of_a_file_is_read_that_is_larger_than_years_of_counts() -> None:
    lines = b"Dato;Antal\n" + b"2024-01-01;1\n" * MOST_ROWS
    with pytest.raises(FileTooLarge):
        read_file(lines, "a.csv")
    with pytest.raises(FileTooLarge):
        read_file(workbook(Ark1=[[1]] * (MOST_ROWS + 1)), "a.xlsx")
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 21_000_000)
    assert len(bomb.getvalue()) < 100_000
    with pytest.raises(FileTooLarge):
        read_file(bomb.getvalue(), "b.xlsx")
