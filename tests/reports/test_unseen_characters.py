"""Names may be older than the rule that leaves out signs nobody sees: files are written without."""

from __future__ import annotations

import dataclasses
import io

import openpyxl
import pytest

from app.domain.reports.overview import Overview
from app.exports.formats.document import Document
from app.exports.formats.text import document_text
from app.exports.report.csv_file import cell, report_csv
from app.exports.report.document import report_document
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from tests.reports.test_report_rules import report

OVERVIEW = Overview(dataclasses.replace(report(), name="Café\u202e Nord\u200b"))


def _document() -> Document:
    return report_document(OVERVIEW, "da")


@pytest.mark.parametrize(
    "written",
    [
        lambda: report_csv(OVERVIEW).removeprefix(b"\xef\xbb\xbf"),
        lambda: report_text(OVERVIEW),
        lambda: document_text(_document()),
    ],
    ids=["csv", "sentences", "document"],
)
def test_it_writes_the_name_without_them(written) -> None:
    text = written().decode()
    assert "Café Nord" in text
    assert not set(text) & set("\u202e\u200b")


def test_a_sheet_holds_the_name_without_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(OVERVIEW)))
    assert book["Alle tal"]["B2"].value == "Café Nord"


def test_no_formula_hides_behind_one() -> None:
    assert cell("\u200b=1+1") == "'=1+1"
