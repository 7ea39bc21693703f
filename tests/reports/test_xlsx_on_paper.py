"""The workbook as opened and printed: a chart on each sheet, widths, filters, A4."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from typing import Any

import openpyxl
import pytest

from app.domain.board.attendance_estimate import Caught
from app.domain.reports.caveats import Caveats
from app.domain.reports.overview import Overview
from app.exports.report.tables import tables
from app.exports.report.xlsx import report_xlsx
from app.translator import DANISH
from tests.support.reports import report


@pytest.fixture(scope="module")
def book() -> Any:
    return openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(report(), before=report()))))


def test_each_section_has_a_sheet_with_its_own_chart(book: Any) -> None:
    drawn = [table.title for table in tables(Overview(report()), DANISH) if table.chart]
    assert len(drawn) == 4
    for title in drawn:
        [chart] = book[title]._charts
        [series] = chart.series
        assert series.val.numRef.f.partition("!")[0].strip("'") == title
        assert chart.legend is None  # one colour, explained by the title


def test_every_sheet_prints_on_the_width_of_a4_with_its_headings_on_every_page(book: Any) -> None:
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # A table is on one page with its chart, and the others on as many as they need.
        pages = (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight)
        assert pages == (1, None if sheet._charts else 0)
        assert sheet.print_title_rows == ("$1:$1" if sheet.title == "Alle tal" else "$4:$4")


def test_every_sheet_has_widths_and_a_filter_on_all_its_columns(book: Any) -> None:
    for sheet in book:
        hidden = sum(one.hidden for one in sheet.column_dimensions.values())
        last = openpyxl.utils.get_column_letter(sheet.max_column - hidden)
        assert sheet.auto_filter.ref.startswith("A1:" if sheet.title == "Alle tal" else "A4:")
        assert sheet.auto_filter.ref.split(":")[1].rstrip("0123456789") == last
        given = [one for one in sheet.column_dimensions.values() if one.customWidth]
        for at in range(1, sheet.max_column + 1):
            [width] = [one.width for one in given if one.min <= at <= one.max]
            assert width >= 8, (sheet.title, at)


def test_every_number_is_a_number_that_excel_groups_in_the_danish_way(book: Any) -> None:
    """Excel shows the format's comma as the reader's own separator: a full stop in Danish."""
    formats = {
        cell.number_format
        for sheet in book
        for row in sheet.iter_rows(min_row=2)
        for cell in row
        if isinstance(cell.value, int)
    }
    assert formats == {"[$-406]#,##0"}


def test_every_page_says_what_it_is_of(book: Any) -> None:
    for sheet in book:
        assert sheet.oddHeader.left.text == "Genbrugsbutikken, november 2026"
        assert sheet.oddHeader.right.text == "&A"
        assert sheet.oddFooter.right.text == "Side &P af &N"


def test_a_name_of_many_signs_breaks_no_header() -> None:
    long = dataclasses.replace(report(), name="Hus & hjem " * 12)
    content = report_xlsx(Overview(long))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet.oddHeader.left.text.startswith("Hus && hjem Hus")
    assert sheet.oddHeader.right.text == "&A"


def test_every_row_is_high_enough_for_its_longest_text(book: Any) -> None:
    """LibreOffice draws a second line over the next row if the file sets no height."""
    meanings = book["Definitioner"]
    for cell in meanings["B"][3:]:
        given = meanings.row_dimensions[cell.row].height or 15
        assert given >= 15 * len(cell.value) / 90, cell.value
    assert max(meanings.row_dimensions[cell.row].height or 15 for cell in meanings["B"][3:]) >= 30


def test_a_row_of_short_texts_is_one_line_high(book: Any) -> None:
    assert not any(one.height for one in book["Alle tal"].row_dimensions.values())


def test_a_sheet_of_notes_alone_is_no_wider_than_the_page() -> None:
    """LibreOffice fits columns to a page, and a single one that is wider is cut off."""
    caveats = (Caveats(1, "Genbrugsbutikken", (), Caught(13, 80)),)
    content = report_xlsx(Overview(report(), caveats=caveats))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Hvor langt tallene rækker"]
    assert sheet.max_column == 1
    assert sheet.column_dimensions["A"].width < 75


def test_a_note_stays_within_its_columns_and_makes_no_page_small() -> None:
    told = dataclasses.replace(report(), corrected_until=dt.date(2026, 12, 7))
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(told))))
    sheet = book["Kort fortalt"]
    [cell] = [cell for cell in sheet["A"] if str(cell.value).startswith("Tallene er foreløbige.")]
    assert cell.alignment.wrap_text
    assert any(cell.coordinate in merged for merged in sheet.merged_cells.ranges)
    assert sheet.row_dimensions[cell.row].height >= 30
    within = next(cell for cell in sheet["A"] if cell.value == "Bare her hele dagen")
    assert (within.alignment.indent, within.alignment.horizontal) == (1, "left")
