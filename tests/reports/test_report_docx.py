"""The report for Word, read back by python-docx and opened by LibreOffice."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from app.domain.reports.overview import Overview
from app.exports.formats.document import Document, Grid, Heading, Picture, Terms
from app.exports.formats.docx import document_docx
from app.exports.report.document import report_document, report_docx
from app.translator import translator
from tests.support import office
from tests.support.reports import report

LANGUAGES = ("da", "en")


def opened(overview: Overview, language: str = "da") -> Any:
    return docx.Document(io.BytesIO(report_docx(overview, translator(language))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_the_pdf_says(language: str) -> None:
    overview = Overview(report())
    document = report_document(overview, translator(language))
    word = opened(overview, language)
    said = [one.text for one in word.paragraphs]
    assert said[:2] == [document.title, document.subtitle]
    assert document.large in said
    assert said.index(document.large) < said.index(document.lead[0])
    headings = [one.text for one in document.blocks if isinstance(one, Heading)]
    assert [one.text for one in word.paragraphs if one.style.name == "Heading 1"] == headings
    [terms] = [one for one in document.blocks if isinstance(one, Terms)]
    assert said[-len(terms.items) :] == [f"{term}: {meaning}" for term, meaning in terms.items]


def test_a_row_is_as_if_the_package_had_written_it() -> None:
    """Rows are copies of one, except those with a text below their first cell."""
    odd = ("", "1.234", " a ", "a\nb", "a\tb", "a\u00a0b", "æ & <ø>")
    heads, numbers = tuple("abcdefg"), (False, True, False, False, False, False, True)
    for is_inside in (False, True):
        grid = Grid("T", heads, numbers, (odd, odd), (is_inside,) * 2, ("", "below"))
        document = Document("T", "S", (), (grid,), "da", dt.date(2026, 11, 1))
        [table] = docx.Document(io.BytesIO(document_docx(document))).tables
        _heads, copied, written = table.rows
        [_name, below] = written.cells[0].paragraphs
        below._p.getparent().remove(below._p)
        assert copied._tr.xml == written._tr.xml
        assert [cell.text for cell in copied.cells] == list(odd)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_table_has_its_rows_their_details_and_a_heading_that_repeats(language: str) -> None:
    overview = Overview(report())
    grids = [
        one
        for one in report_document(overview, translator(language)).blocks
        if isinstance(one, Grid)
    ]
    tables = opened(overview, language).tables
    assert any(any(one.small) for one in grids), "no row has details"
    for grid, table in zip(grids, tables, strict=True):
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert tuple(cell.text for cell in first.cells) == grid.heads
        for row, cells, small in zip(others, grid.rows, grid.small, strict=True):
            name = f"{cells[0]}\n{small}" if small else cells[0]
            assert tuple(cell.text for cell in row.cells) == (name, *cells[1:])


def test_each_chart_has_words_for_those_who_do_not_see_it() -> None:
    overview = Overview(report())
    drawn = [
        one
        for one in report_document(overview, translator("da")).blocks
        if isinstance(one, Picture)
    ]
    shown = list(opened(overview).element.iter(qn("wp:docPr")))
    assert drawn
    assert [one.get("descr") for one in shown] == [one.alt for one in drawn]
    assert all(one.title for one in drawn), "a chart that is copied has no title"


@pytest.mark.skipif(bool(office.missing()), reason="LibreOffice is not installed")
def test_every_page_has_words_and_its_number(tmp_path: Path) -> None:
    overview = Overview(dataclasses.replace(report(), name="Værkstedet på Ærø"))
    (tmp_path / "rapport.docx").write_bytes(report_docx(overview))
    office.Office(tmp_path, "da-DK").convert([tmp_path / "rapport.docx"], "pdf", tmp_path)
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "rapport.pdf").pages]
    foot = "Værkstedet på Ærø, november 2026"
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        words, sep, rest = page.partition(f"Side {number} af {len(pages)}")
        assert sep, page
        assert foot in page
        assert len((words + rest).split()) > 20, "the page is blank"
