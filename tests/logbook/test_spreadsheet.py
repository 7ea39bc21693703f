"""The logbook as a spreadsheet, and its charts."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pypdf
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.logbook_pages import write
from tests.support.visit import Visitor


def book_of(person: Visitor, at: str, language: str = "da") -> Any:
    content = person.get(f"{at}.xlsx?sprog={language}").response.data
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def table(sheet: Worksheet, first: str) -> list[list[Any]]:
    """The rows from the one with the headings on, under the sheet's title."""
    rows = cells(sheet)
    return rows[[row[:1] for row in rows].index([first]) :]


def test_it_has_the_answers_the_numbers_and_what_they_mean(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    counted: Callable[..., None],
) -> None:
    kim = sign_in(cast.kim)
    counted("2026-10-05", 1220, knitting=12)
    counted("2026-11-05", 30, knitting=3)
    write(kim, at, "happened", "=1+1 og Blåbærgrød")
    write(kim, at, "mix", "Naboer.", step="3")
    book = book_of(kim, at)
    assert book.sheetnames == ["Logbog", "Måneder", "Aktiviteter", "Definitioner"]
    said = dict(row[:2] for row in cells(book["Logbog"]) if len(row) == 2)
    assert said["Hvad skete der?"] == "=1+1 og Blåbærgrød"
    assert said["Hvordan var blandingen?"] == "mange forskellige\nNaboer."
    assert ["Her er talt 1.250 besøg. Dage talt: 2."] in cells(book["Logbog"])
    months = table(book["Måneder"], "Måned")
    assert months[0] == [
        *("Måned", "Besøg", "Bare her hele dagen", "Var med", "Skiftede undervejs", "Dage talt"),
        "Besøg pr. talt dag",
    ]
    assert months[1] == ["oktober 2026", 1220, 1208, 12, 0, 1, 1220]
    assert months[2] == ["november 2026", 30, 27, 3, 0, 1, 30]
    assert any(row and str(row[0]).startswith("I alt: Besøg 1.250;") for row in months)
    activities = table(book["Aktiviteter"], "Aktivitet")
    assert activities[0] == [
        *("Aktivitet", "Slags", "Deltagelser", "Gange holdt", "oktober", "november", "december"),
    ]
    assert ["Strikkecafé", "fast", 15, 2, 12, 3] in activities
    assert {len(row) for row in table(book["Definitioner"], "Tal")} == {2}
    assert book_of(kim, at, "en").sheetnames[0] == "Logbook"


def test_it_draws_the_months_that_have_begun(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    counted: Callable[..., None],
) -> None:
    kim = sign_in(cast.kim)
    counted("2026-10-05", 1220, knitting=12)
    counted("2026-11-05", 30, knitting=3)
    assert len(book_of(kim, at)["Måneder"]._charts) == 1
    page = kim.get(at).response.text
    assert "Besøg pr. måned: Genbrugsbutikken, 4. kvartal 2026" in page
    pdf = pypdf.PdfReader(io.BytesIO(kim.get(f"{at}.pdf").response.data))
    text = "".join(sheet.extract_text() for sheet in pdf.pages)
    # The chart's own text, beside the number in the table.
    assert text.count("1.220") >= 2


def test_it_says_in_words_what_nobody_counted(
    last_day: None, sign_in: Callable[[Any], Visitor], cast: Cast, at: str
) -> None:
    kim = sign_in(cast.kim)
    book = book_of(kim, at)
    assert book.sheetnames == ["Logbog", "Definitioner"]
    assert ["Her er ikke talt i dette kvartal."] in cells(book["Logbog"])
    assert not kim.get(at).all("figure")


def test_a_handed_in_one_stays_the_same_to_the_byte(
    last_day: None,
    sign_in: Callable[[Any], Visitor],
    cast: Cast,
    at: str,
    clock: Clock,
    counted: Callable[..., None],
) -> None:
    counted("2026-10-05", 1220, knitting=12)
    clock.at("2027-01-09")
    kim = sign_in(cast.kim)
    kim.press(kim.get(f"{at}/aflever"), "Ja, aflevér den nu")
    lis = sign_in(cast.lis)
    first = lis.get(f"{at}.xlsx").response.data
    assert ["Version 1, afleveret 9. januar 2027 af Kim"] in cells(book_of(lis, at)["Logbog"])
    counted("2026-10-06", 7)
    assert lis.get(f"{at}.xlsx").response.data == first
    disposition = lis.get(f"{at}.xlsx").response.headers["Content-Disposition"]
    assert disposition == "attachment; filename=logbog-genbrugsbutikken-2026-k4.xlsx"
