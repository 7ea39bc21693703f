"""A report's files as LibreOffice opens them, in Danish and English.

CI runs both; locally only Danish runs, as LibreOffice takes a second per file.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import activity_lines, by_name
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.exports.report.columns import LINES, Kind
from app.exports.report.csv_file import report_csv
from app.exports.report.tidy_rows import tidy_rows
from app.exports.report.xlsx import report_xlsx
from app.translator import translator
from tests.support import office
from tests.support.parts import IN_CI
from tests.support.reports import ROLES, report, settled

pytestmark = [
    pytest.mark.skipif(bool(office.missing()), reason="LibreOffice is not installed"),
    pytest.mark.xdist_group("the report's files in LibreOffice"),  # They are opened once.
]
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1:A9)",
    "Strik\t=1+1",
    "Strik\n=1+1",
    "Strik;=1+1",
    "Strik, =1+1",
    '=HYPERLINK("https://example.dk";"Blåbærgrød på Ærø")',
    "=cmd|' /C calc'!A0",
    "1-4",
    "3/4",
    "1E5",
    "1. maj",
    "maj 3",
    "10 %",
    "5 kr.",
    "12:30",
    "SAND",
    "TRUE",
    "https://example.dk",
)
LOCALES = {"da-DK": 1030, "en-US": 1033} if IN_CI else {"da-DK": 1030}
READ = {
    "xlsx": ("report.xlsx", ""),
    "csv": ("report.csv", "CSV:59,34,76,1,,{},false,false"),
    # Detect dates and the like in every cell.
    "special": ("report.csv", "CSV:59,34,76,1,,{},false,true"),
    # Split at every separator, and detect dates and the like in every cell.
    "split": ("report.csv", "CSV:59/44/9,34,76,1,,{},false,true"),
}


def hostile() -> Report:
    """A report in which every name is an injection attempt."""
    activities = [
        ScheduledActivity(number, name, ActivityKind.FIXED)
        for number, name in enumerate(HOSTILE, 1)
    ]
    lines = activity_lines(
        report().figures, settled(), by_name((one, "") for one in activities), ROLES
    )
    every = [dataclasses.replace(lines[0], activity=activity) for activity in activities]
    return dataclasses.replace(report(), name="=2+3", activities=(*lines, *every))


@pytest.fixture(scope="module")
def opened(scratch: Path) -> dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]]:
    """Every file in every locale, opened and saved as flat XML: each cell with its type."""
    folder = scratch / "office"
    overview = Overview(hostile())
    found = {}
    for locale, number in LOCALES.items():
        program = office.Office(folder, locale)
        language = locale[:2]
        sources = folder / f"made-{locale}"
        sources.mkdir()
        (sources / "report.csv").write_bytes(report_csv(overview, translator(language)))
        (sources / "report.xlsx").write_bytes(report_xlsx(overview, translator(language)))
        for what, (name, reading) in READ.items():
            into = folder / f"{what}-{locale}"
            into.mkdir()
            program.convert([sources / name], "fods", into, reading.format(number))
            found[what, locale] = office.sheets(into / "report.fods")
    return found


def cells(book: Mapping[str, list[list[office.Cell]]]) -> list[office.Cell]:
    return [cell for rows in book.values() for row in rows for cell in row]


def expected(language: str) -> list[list[tuple[str | None, str]]]:
    """Each line of the report as (type, text) per cell, without trailing empty cells."""
    rows: list[list[tuple[str | None, str]]] = [
        [("string", column.heading(translator(language))) for column in LINES]
    ]
    types = {int: "float", Decimal: "float", dt.date: "date", str: "string"}
    for line in tidy_rows(Overview(hostile()), translator(language)):
        row: list[tuple[str | None, str]] = [
            (types[type(cell)], str(cell)) if cell not in (None, "") else (None, "")
            for cell in line
        ]
        while row[-1] == (None, ""):
            row.pop()
        rows.append(row)
    return rows


@pytest.mark.parametrize("locale", LOCALES)
def test_nothing_runs_and_nothing_links(
    opened: dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]], locale: str
) -> None:
    for what in READ:
        every = cells(opened[what, locale])
        assert len(every) > 100
        assert [cell for cell in every if cell.formula or cell.links] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_workbook_holds_what_the_report_says(
    opened: dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]], locale: str
) -> None:
    book = opened["xlsx", locale]
    all_numbers = list(book.values())[-2]
    assert [[(c.kind, c.value) for c in row] for row in all_numbers] == expected(locale[:2])


@pytest.mark.parametrize("locale", LOCALES)
def test_the_dates_of_a_workbook_are_dates(
    opened: dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]], locale: str
) -> None:
    days = list(opened["xlsx", locale].values())[1][3:7]
    assert [(row[0].kind, row[0].value) for row in days] == [
        ("date", dt.date(2026, 11, day).isoformat()) for day in range(1, 5)
    ]
    written = {"da-DK": "1. november 2026", "en-US": "1 November 2026"}
    assert days[0][0].shown == written[locale]
    assert [cell.kind for cell in days[1]] == ["date", "string", "string", "float"]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_name_is_no_date_to_a_program_that_looks_for_dates(
    opened: dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]], locale: str
) -> None:
    [rows] = opened["special", locale].values()
    names = [cell for row in rows[1:] for cell in row[4:7]]
    assert {cell.kind for cell in names} <= {"string", None}
    assert {"'1-4", "'3/4", "'1E5", "'1. maj", "'SAND"} <= {cell.value for cell in names}


@pytest.mark.parametrize("locale", LOCALES)
def test_a_csv_holds_what_the_report_says(
    opened: dict[tuple[str, str], Mapping[str, list[list[office.Cell]]]], locale: str
) -> None:
    """Text is text and numbers are numbers; a defused name starts with an apostrophe."""
    [rows] = opened["csv", locale].values()
    text = report_csv(Overview(hostile()), translator(locale[:2])).decode("utf-8-sig")
    written = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(rows) == len(written)
    kinds = [column.kind for column in LINES]
    for row, line in zip(rows, written, strict=True):
        read = [cell.value for cell in row]
        # A file that LibreOffice saves has its decimals with a point.
        assert read == [*line[:9], *(text.replace(",", ".") for text in line[9:])][: len(row)]
        assert not any(line[len(row) :])
        for cell, kind in zip(row, kinds, strict=False):
            if cell.kind == "float":
                assert kind is Kind.NUMBER, cell
            elif cell.kind == "date":
                assert kind is Kind.DATE, cell
            else:
                assert cell.kind in {"string", None}, cell
    assert {cell.kind for row in rows[1:] for cell in row[2:4]} == {"date"}
    numbers = [row[9] for row in rows[1:]]
    assert {cell.kind for cell in numbers if cell.value} == {"float"}
    assert any("Blåbærgrød på Ærø" in row[5].value for row in rows)
