"""A file in a language that the app has no files in yet: all it takes is a catalogue."""

from __future__ import annotations

import csv
import io
from gettext import GNUTranslations

import openpyxl
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.domain.reports.overview import Overview
from app.exports.report.csv_file import report_csv
from app.exports.report.xlsx import report_xlsx
from app.exports.words import number
from app.translator import DANISH, Translator, of_catalogue, translator
from tests.support.reports import report

SHEETS = {"Kort fortalt": "Kurz gesagt", "Aktiviteter": "Aktivitäten", "Alle tal": "Alle Zahlen"}
HEADINGS = {
    "Del": "Teil",
    "Periode": "Zeitraum",
    "Fra": "Von",
    "Til": "Bis",
    "Sted": "Ort",
    "Aktivitet": "Aktivität",
    "Rolle": "Rolle",
    "Mål": "Messgröße",
    "Kategori": "Kategorie",
    "Tal": "Zahl",
    "Mindst": "Mindestens",
    "Højst": "Höchstens",
    "Status": "Stand",
    "Bemærkning": "Bemerkung",
}
CELLS = {"hele rapporten": "ganzer Bericht", "mandag": "Montag", "november": "November"}


@pytest.fixture
def german() -> Translator:
    """A draft of a German catalogue, with what these tests look for."""
    draft = Catalog("de")
    for danish, word in (SHEETS | HEADINGS | CELLS).items():
        draft.add(danish, word)
    draft.add(".", ".", context="between thousands")
    draft.add(",", ",", context="before decimals")
    compiled = io.BytesIO()
    write_mo(compiled, draft)
    return of_catalogue("de", GNUTranslations(io.BytesIO(compiled.getvalue())))


def test_a_workbook_has_its_sheets_and_headings(german: Translator) -> None:
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(Overview(report()), german)))
    assert set(SHEETS.values()) <= set(book.sheetnames)
    [heading, first, *_] = book["Alle Zahlen"].iter_rows(values_only=True)
    assert list(heading) == list(HEADINGS.values())
    assert first[0] == "ganzer Bericht"
    assert book["Kurz gesagt"]["A2"].value.endswith("November 2026")
    assert book["Alle Zahlen"]["J2"].number_format.startswith("[$-407]")


def test_a_table_has_the_same_numbers_in_every_language(german: Translator) -> None:
    overview = Overview(report(), months_before=(report(),), by_venue=(report(),))
    said = [report_csv(overview, _).decode("utf-8-sig") for _ in (DANISH, translator("en"), german)]
    tables = [list(csv.DictReader(io.StringIO(text), delimiter=";")) for text in said]
    numbers = [
        [line[heading] for line in table]
        for table, heading in zip(tables, ("Tal", "Number", "Zahl"), strict=True)
    ]
    assert numbers[0][0] == "60"
    assert numbers[0] == numbers[2]
    assert numbers[0] == [text.replace(".", ",") for text in numbers[1]]


def test_a_number_has_its_own_separators(german: Translator) -> None:
    told = [number(12_345, _) for _ in (DANISH, translator("en"), german)]
    assert told == ["12.345", "12,345", "12.345"]


def test_a_text_that_it_lacks_is_in_english(german: Translator) -> None:
    assert german("Udkast") == "Draft"
    assert german.pgettext("file", "i alt") == "in all"
    assert german.ngettext("%(n)s dag", "%(n)s dage", 2, n=2) == "2 days"


def test_one_text_may_read_differently_in_files() -> None:
    english = translator("en")
    assert english("i alt") != english.pgettext("file", "i alt") == "in all"
    assert DANISH.pgettext("file", "i alt") == "i alt"
