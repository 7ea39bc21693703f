"""Earlier counts in the layouts that people use."""

from __future__ import annotations

import datetime as dt
import io
from collections import Counter
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.spreadsheet import read_file
from app.domain.base.worksheet import UnreadableFile
from app.domain.imports.cells import read_date, read_number
from app.domain.imports.layouts import understand
from app.domain.imports.rows import ImportRow, SkipReason

TODAY = dt.date(2026, 11, 22)
CENTRES = Path(__file__).parent.parent / "data" / "community-centres-daily.csv"


def days(content: bytes, name: str = "tal.csv") -> list[tuple[str, str, int | None]]:
    return [
        (row.found.venue, row.found.date.isoformat(), row.found.number)
        for row in rows(content, name)
        if row.found
    ]


def rows(content: bytes, name: str = "tal.csv") -> tuple[ImportRow, ...]:
    return understand(read_file(content, name), TODAY)


def reasons(content: bytes, name: str = "tal.csv") -> Counter[SkipReason]:
    return Counter(row.why for row in rows(content, name) if row.why)


def workbook(**sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_it_reads_real_counts_without_a_hand_s_turn() -> None:
    found = days(CENTRES.read_bytes(), CENTRES.name)
    assert len(found) == 1412
    assert found[0] == ("Phillips Community Center", "2022-01-03", 37)
    assert not reasons(CENTRES.read_bytes(), CENTRES.name)


def test_it_reads_danish_semicolons_in_an_old_alphabet() -> None:
    lines = (
        "Dato;Ugedag;Antal besøgende;Bemærkning",
        "03-01-2025;fre;37;",
        "4/1-25;lør;1.204;Høstgilde",
    )
    content = "\r\n".join(lines).encode("cp1252")
    assert days(content) == [("", "2025-01-03", 37), ("", "2025-01-04", 1204)]


def test_it_reads_a_sheet_for_each_month_under_merged_headings() -> None:
    book = openpyxl.Workbook()
    january = book.active
    january.title = "Januar 2025"
    january.merge_cells("A1:C1")
    january["A1"] = "Optælling i caféen"
    for line in (
        ["Dag", "Gæster", "Vært"],
        [1, "lukket", ""],
        [2, 14, "Bo"],
        [3, None, ""],
        ["I alt", 14],
    ):
        january.append(line)
    february = book.create_sheet("Februar 2025")
    for line in ([None], ["Dag", "Gæster"], [29, 3], [28, 9]):
        february.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    content = buffer.getvalue()
    assert days(content, "a.xlsx") == [
        ("", "2025-01-01", None),
        ("", "2025-01-02", 14),
        ("", "2025-02-28", 9),
    ]
    assert reasons(content, "a.xlsx") == {
        SkipReason.EMPTY: 1,
        SkipReason.SUM: 1,
        SkipReason.NO_DATE: 1,
    }


def test_it_reads_a_year_with_a_column_for_each_month() -> None:
    content = workbook(
        Tal=[
            ["Besøg 2024"],
            ["", "Jan", "Feb", "Mar"],
            [1, 5, 0, None],
            [31, 7, None, 12],
            [30, None, 4, None],
            ["I alt", 12, 4, 12],
        ]
    )
    assert days(content, "b.xlsx") == [
        ("", "2024-01-01", 5),
        ("", "2024-02-01", 0),
        ("", "2024-01-31", 7),
        ("", "2024-03-31", 12),
    ]
    assert reasons(content, "b.xlsx") == {SkipReason.NO_DATE: 1, SkipReason.SUM: 1}  # 30 February


def test_it_reads_venues_side_by_side_and_dates_of_the_spreadsheet() -> None:
    content = workbook(
        Ark1=[
            ["Dato", "Høkeren", "Bageriet", "Ugedag"],
            [dt.date(2025, 3, 3), 20, 11, "man"],
            [dt.datetime(2025, 3, 4, 12), "ca. 20", "-", "tirs"],
        ]
    )
    assert days(content, "c.xlsx") == [
        ("Høkeren", "2025-03-03", 20),
        ("Bageriet", "2025-03-03", 11),
        ("Høkeren", "2025-03-04", 20),
    ]
    assert [row.found.about for row in rows(content, "c.xlsx") if row.found] == [False, False, True]


def test_it_reads_a_venue_that_is_written_once_for_all_its_rows() -> None:
    content = b"Sted,Dato,Antal\nLaden,2025-05-01,4\n,2025-05-02,6\nSkolen,2025-05-01,9\n"
    assert days(content) == [
        ("Laden", "2025-05-01", 4),
        ("Laden", "2025-05-02", 6),
        ("Skolen", "2025-05-01", 9),
    ]


def test_it_reads_dates_in_words_with_the_year_in_the_name_of_the_file() -> None:
    content = b"mandag d. 3. marts\t12\ntirsdag d. 4. marts\t10-15\ntirsdag d. 4. marts\t11\n"
    assert days(b"Dato\tAntal\n" + content, "Torsdagscafe 2025.txt") == [
        ("", "2025-03-03", 12),
        ("", "2025-03-04", 11),
    ]
    assert reasons(b"Dato\tAntal\n" + content, "cafe.txt") == {SkipReason.NO_YEAR: 3}


def test_it_reads_two_columns_without_headings_as_a_text_of_two_bytes() -> None:
    content = "2025-06-01;3\n2025-06-01;4\n2026-11-22;9\n2025-06-02;mange\n".encode("utf-16")
    assert days(content) == [("", "2025-06-01", 3)]
    assert reasons(content) == {
        SkipReason.TWICE: 1,
        SkipReason.TO_COME: 1,
        SkipReason.NOT_A_NUMBER: 1,
    }


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("37", (37, False)),
        (37.0, (37, False)),
        ("1.234", (1234, False)),
        ("20,0", (20, False)),
        ("ca. 20", (20, True)),
        ("Cirka 20 pers.", (20, True)),
        ("0", (0, False)),
        ("", None),
        ("20-25", None),
        ("-3", None),
        ("3,5", None),
        (3.5, None),
        ("999999999", None),
        ("=1+1", None),
    ],
)
def test_it_reads_numbers_as_people_write_them(
    cell: str | float, number: tuple[int, bool] | None
) -> None:
    assert read_number(cell) == number


@pytest.mark.parametrize(
    "cell", ["2025-1-3", "03.01.2025", "3/1 2025", "3. januar 2025", "fre. d. 3. jan. 25", 45660.0]
)
def test_it_reads_dates_as_people_write_them(cell: str | float) -> None:
    assert read_date(cell) == dt.date(2025, 1, 3)


@pytest.mark.parametrize("cell", ["31-02-2025", "13/13/2025", "i dag", "", None, 12.0])
def test_it_takes_nothing_else_for_a_date(cell: str | float | None) -> None:
    assert read_date(cell) is None


@given(st.binary(max_size=300))
def test_it_reads_any_bytes_or_says_that_it_cannot(content: bytes) -> None:
    for sign in (b"", b"PK"):
        try:
            rows(sign + content)
        except UnreadableFile:
            continue


def test_it_says_that_it_cannot_read_a_picture_or_a_broken_book() -> None:
    for content in (b"\x89PNG\r\n\x1a\n\0\0\0", b"PK\x03\x04not a zip"):
        with pytest.raises(UnreadableFile):
            read_file(content, "x.xlsx")
