"""Names may predate the rule that strips invisible characters: files leave them out."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree

import openpyxl
import pytest

from app.domain.reports.overview import Overview
from app.exports.charts.chart import Bar, Chart
from app.exports.charts.svg import svg
from app.exports.formats.document import Document, Grid, Heading, Text
from app.exports.formats.docx import document_docx
from app.exports.formats.text import document_text
from app.exports.report.csv_file import cell, report_csv
from app.exports.report.document import report_document
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.translator import DANISH
from tests.support.reports import report

OVERVIEW = Overview(dataclasses.replace(report(), name="Café\u202e Nord\u200b"))


def _document() -> Document:
    return report_document(OVERVIEW, DANISH)


@pytest.mark.parametrize(
    "written",
    [
        lambda: report_csv(OVERVIEW).removeprefix(b"\xef\xbb\xbf"),
        lambda: report_text(OVERVIEW),
        lambda: document_text(_document()),
    ],
    ids=["csv", "sentences", "document"],
)
def test_it_writes_the_name_without_them(written: Callable[[], bytes]) -> None:
    text = written().decode()
    assert "Café Nord" in text
    assert not set(text) & set("\u202e\u200b")


def test_a_sheet_holds_the_name_without_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(OVERVIEW)))
    assert book["Alle tal"]["E2"].value == "Café Nord"


def test_no_formula_hides_behind_one() -> None:
    assert cell("\u200b=1+1") == "'=1+1"


NO_XML = 'Café\ufffe\uffff "Nord"'


def test_every_part_of_a_word_file_and_a_workbook_is_xml() -> None:
    overview = Overview(dataclasses.replace(report(), name=NO_XML))
    grid = Grid(NO_XML, (NO_XML, "Antal"), (False, True), ((NO_XML, "1"),))
    document = dataclasses.replace(
        report_document(overview, DANISH), blocks=(Heading(NO_XML, 1), Text(NO_XML), grid)
    )
    for made in (document_docx(document), report_xlsx(overview)):
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            parts = {
                name: ElementTree.fromstring(package.read(name)) for name in package.namelist()
            }
        words = " ".join("".join(part.itertext()) for part in parts.values())
        assert 'Café "Nord"' in words


def test_a_chart_is_xml() -> None:
    drawn = svg(Chart("days", "rows", NO_XML, NO_XML, (Bar(NO_XML, None, why=NO_XML),)))
    assert 'Café "Nord"' in "".join(ElementTree.fromstring(drawn).itertext())
