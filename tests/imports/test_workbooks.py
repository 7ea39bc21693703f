"""Workbooks as programs write them: Strict ones, formulas with and without a value, and errors."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter

from app.domain.imports.rows import SkipReason
from tests.support.ods import ods, row
from tests.support.understood import understood, workbook

SHEET = "xl/worksheets/sheet1.xml"
OPEN, ISO = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
STRICT = (
    (f"{OPEN}spreadsheetml/2006/main", f"{ISO}spreadsheetml/main"),
    (f"{OPEN}officeDocument/2006/relationships", f"{ISO}officeDocument/relationships"),
    (f"{OPEN}drawingml/2006/main", f"{ISO}drawingml/main"),
)
PLAIN = workbook(Tal=[["Dato", "Antal"], [dt.date(2024, 3, 4), 12], [dt.date(2024, 3, 5), 20]])


def changed(content: bytes, *changes: tuple[str, str], part: str = "") -> bytes:
    """The workbook with texts of its parts, or of one part, replaced."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            for before, after in changes if part in ("", name) else ():
                assert not part or before.encode() in text
                text = text.replace(before.encode(), after.encode())
            new.writestr(name, text)
    return made.getvalue()


def test_a_strict_workbook_is_read_with_what_is_hidden_in_it() -> None:
    strict = changed(PLAIN, *STRICT)
    assert understood(strict, "tal.xlsx").here == {"2024-03-04": 12, "2024-03-05": 20}
    hidden = changed(strict, ('<row r="3"', '<row hidden="1" r="3"'), part=SHEET)
    assert understood(hidden, "tal.xlsx").left == {SkipReason.HIDDEN: 1}


@pytest.mark.parametrize("date", ["2024-03-04", "2024-03-04T00:00:00", "2024-03-04T23:30:00"])
def test_a_date_that_a_strict_workbook_writes_out(date: str) -> None:
    cell = ('t="n"><v>45355<', f't="d"><v>{date}<')
    content = changed(changed(PLAIN, *STRICT), cell, part=SHEET)
    assert understood(content, "tal.xlsx").here == {"2024-03-04": 12, "2024-03-05": 20}


def with_formula(value: int | str) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    date = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, ["Dato", "Antal", "Note"])
    sheet.write_datetime(1, 0, dt.datetime(2024, 3, 4), date)
    sheet.write_formula(1, 1, "=5+7", None, value)
    sheet.write_formula(1, 2, '=""', None, "")
    sheet.write_formula(2, 0, "=A2+1", date, 45356)
    sheet.write_number(2, 1, 9)
    book.close()
    return made.getvalue()


@pytest.mark.parametrize("value", [12, 0])
def test_a_formula_counts_with_the_value_it_had(value: int) -> None:
    found = understood(with_formula(value), "tal.xlsx")
    assert (found.here, found.left) == ({"2024-03-04": value, "2024-03-05": 9}, {})


def test_a_formula_that_nothing_has_calculated_is_accounted_for() -> None:
    """A program has written it, and no spreadsheet has opened the file since."""
    book = workbook(
        Tal=[
            ["Dato", "Kl.", "Antal"],
            [dt.date(2024, 3, 4), "10-12", 8],
            ["=A2+1", "10-12", "=5+7"],
        ]
    )
    found = understood(book, "tal.xlsx")
    assert found.here == {"2024-03-04": 8}
    [entry] = found.account.left
    assert (entry.line, entry.column, entry.said) == (3, 2, "=5+7")
    dated = workbook(Tal=[["Dato", "Antal"], [dt.date(2024, 3, 4), "=5+7"]])
    assert understood(dated, "tal.xlsx").left == {SkipReason.FORMULA: 1}


def test_an_error_is_accounted_for() -> None:
    cell = ('<c r="B2"><f>5+7</f><v>12</v>', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v>')
    found = understood(changed(with_formula(12), cell, part=SHEET), "tal.xlsx")
    assert found.here == {"2024-03-05": 9}
    [entry] = found.account.left
    assert (entry.said, entry.why) == ("#DIV/0!", SkipReason.FORMULA)


def test_an_error_of_libreoffice_is_accounted_for() -> None:
    number = '<table:table-cell office:value-type="float" office:value="5"/>'
    error = '<table:table-cell office:string-value="" calcext:value-type="error"/>'
    broken = row("2025-01-04", 5).replace(number, error)
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    content = changed(
        ods(row("2025-01-03", 8), broken),
        ("<office:document-content ", f'<office:document-content xmlns:calcext="{calc}" '),
        part="content.xml",
    )
    found = understood(content, "tal.ods")
    assert (found.here, found.left) == ({"2025-01-03": 8}, {SkipReason.FORMULA: 1})


def test_errors_in_text_are_accounted_for() -> None:
    text = "Dato;Antal\n04.03.2024;#VÆRDI!\n05.03.2024;#I/T\n06.03.2024;=A1\n07.03.2024;5\n"
    assert understood(text).left == {SkipReason.FORMULA: 3}
