"""A report as PDF, read back page by page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from typing import Any

import pypdf
import pytest

from app.domain.reports.overview import Overview
from app.exports.report.document import report_pdf
from app.translator import translator
from tests.support.reports import report

OVERVIEW = Overview(report(), partnership="Landsbyen", drawn_on=dt.date(2026, 11, 29))


def pages_of(overview: Overview, language: str = "da") -> list[pypdf.PageObject]:
    return list(pypdf.PdfReader(io.BytesIO(report_pdf(overview, translator(language)))).pages)


@pytest.mark.parametrize(
    ("language", "words"),
    [("da", "Landsbyen · Hentet den 29. november 2026"), ("en", "Downloaded on 29 November 2026")],
)
def test_every_page_says_of_what_it_is_whose_and_when_it_was_read(
    language: str, words: str
) -> None:
    pages = pages_of(OVERVIEW, language)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        text = " ".join(page.extract_text().split())
        assert "Genbrugsbutikken, " in text
        assert words in text
        assert f"{number}/{len(pages)}" in text


def test_a_report_of_the_whole_partnership_names_it_once_at_the_foot() -> None:
    whole = dataclasses.replace(OVERVIEW, report=dataclasses.replace(report(), name="Landsbyen"))
    text = " ".join(pages_of(whole)[1].extract_text().split())
    assert "Landsbyen, november 2026" in text
    assert "Landsbyen · " not in text


def test_no_zero_has_a_slash() -> None:
    """Digits are set in Noto Sans, as the zeros of the other typeface have one."""
    fonts: dict[str, set[str]] = {}

    def note(text: str, _user: Any, _line: Any, font: Any, _size: float) -> None:
        for character in text:
            if character.isdigit() or character.isalpha():
                fonts.setdefault(character, set()).add(font["/BaseFont"].partition("+")[2])

    for page in pages_of(OVERVIEW):
        page.extract_text(visitor_text=note)
    assert {name.partition("-")[0] for name in fonts["0"]} == {"NotoSans"}
    assert any(name.startswith("AtkinsonHyperlegible") for name in fonts["B"])
