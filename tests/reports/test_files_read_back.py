"""Every file contains the numbers of the protected report and no others.

`test_everything_shown.py` shows, from JSON and text, that these disclose no small number.
Here the spreadsheet, PDF, charts and document are read back and compared: row by row where they
have rows, number by number where they only have prose.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from app.db import Database
from app.domain.base.months import Quarter
from app.domain.logbook.logbook import Mix, Prompt
from app.domain.base.interval import Interval
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.selection import Selection
from app.exports.charts.svg import svg
from app.exports.formats.document import Document, Grid
from app.exports.formats.docx import document_docx
from app.exports.formats.pdf import document_pdf
from app.exports.formats.text import document_text
from app.exports.logbook.document import logbook_document
from app.exports.report.caveat_notes import caveat_notes
from app.exports.report.csv_file import report_csv
from app.exports.report.document import report_pdf
from app.exports.report.json_file import report_json
from app.exports.report.provisional import provisional_notes
from app.exports.report.sentences import sentences
from app.exports.report.table import Table
from app.exports.report.tables import tables
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.exports.words import number
from app.services.logbook.reading import open_logbook
from app.services.people.accounts import viewer
from app.services.reports.reports import overview
from tests.reports.two_years import write_two_years
from tests.support.cast import Cast
from tests.support.clock import Clock

QUARTER = Quarter(2026, 3)
NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEETS_OF_ALL = {"Alle tal", "All numbers", "Definitioner", "Definitions"}
LEAK = Interval.of(987)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A file's content does not depend on the database."""
    return sqlite_url


@pytest.fixture
def venues(db: Database, cast: Cast, clock: Clock) -> tuple[int, int, int]:
    clock.at("2027-02-01")
    return write_two_years(db, cast, 5)


@pytest.fixture(params=["one", "all"])
def told(
    db: Database, clock: Clock, venues: tuple[int, int, int], request: pytest.FixtureRequest
) -> Overview:
    kim = viewer(db, 2)
    assert kim
    chosen = Selection(frozenset(venues if request.param == "all" else venues[:1]))
    found = overview(db, kim, chosen, Period.quarter(QUARTER), now=clock())
    hidden = [line for line in found.report.lines() if line.number.exact is None]
    assert len(hidden) > 5
    return found


def numbers_in(text: str) -> set[int]:
    """Every whole number in a text, with or without thousands separators."""
    return {int(re.sub(r"[.,]", "", found)) for found in NUMBER.findall(text)}


def told_in_words(told: Overview, language: str) -> set[int]:
    """The numbers in the sentences, notes, dates and definitions around the tables."""
    report = told.report
    words = [*sentences(told, language), *caveat_notes(told, language)]
    words += provisional_notes(report, language)
    words += [meaning.text(language) for meaning in told.meanings]
    for table in tables(told, language):
        words += [
            table.title,
            table.chart_words,
            *table.notes,
            *(head.text for head in table.heads),
        ]
    found = set().union(*map(numbers_in, words), {report.threshold})
    found |= numbers_in(f"{report.period.first} {report.period.last} {report.period.iso}")
    return found


def ends(cell: object) -> set[int]:
    if isinstance(cell, Interval):
        return {cell.low, cell.high}
    return {cell} if isinstance(cell, int) else numbers_in(str(cell or ""))


def in_tables(told: Overview, language: str) -> set[int]:
    found: set[int] = set()
    for table in tables(told, language):
        for row in table.rows:
            found |= numbers_in(row.name) | numbers_in(row.note)
            found |= set().union(*map(ends, row.cells))
            found |= set().union(*(numbers_in(value) for _, value in row.details))
    return found


def in_lines(told: Overview) -> set[int]:
    """Every number in the report value itself."""
    found: set[int] = set()
    for one in told.all:
        for line in one.lines():
            found |= ends(line.number) | ({line.times_held} if line.times_held else set())
    return found


def words_of_pdf(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return "\n".join(page.extract_text() for page in pages)


def words_of_svg(drawing: str) -> str:
    tree = ElementTree.fromstring(drawing)
    return "\n".join(
        "".join(e.itertext()) for e in tree.iter() if e.tag.endswith(("text", "title", "desc"))
    )


def cells_of(table: Table) -> list[tuple[object, ...]]:
    """A table as in the spreadsheet: exact numbers as numbers, ranges as words."""
    return [
        tuple(
            (cell.low if cell.exact is not None else cell.text)
            if isinstance(cell, Interval)
            else cell or None
            if isinstance(cell, str)
            else cell
            for cell in row.cells
        )
        for row in table.rows
    ]


def check(made: Overview, told: Overview, language: str) -> list[str]:
    """The files of one report that say something the other does not."""
    wrong = []
    known = in_tables(told, language) | told_in_words(told, language)
    for name, words in (
        ("pdf", words_of_pdf(report_pdf(made, language))),
        ("txt", report_text(made, language).decode()),
        *((t.key, words_of_svg(svg(t.chart))) for t in tables(made, language) if t.chart),
    ):
        pages = set(range(1, 20)) if name == "pdf" else set()
        if numbers_in(words) - known - pages:
            wrong.append(name)
    content = json.loads(report_json(made))
    cells = [cell for one in content["reports"] for cell in one["cells"]]
    shown = {value for cell in cells for value in numbers_in(cell["shown"])}
    exact = {cell["number"] for cell in cells if cell["number"] is not None}
    if not shown | exact <= in_lines(told):
        wrong.append("json")
    rows = csv.DictReader(
        io.StringIO(report_csv(made, language).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    column = {"da": "Antal", "en": "Number"}[language]
    caveats = {caveats.caught.percent for caveats in told.caveats if caveats.caught}
    if not {v for row in rows for v in numbers_in(row[column])} <= in_lines(told) | caveats:
        wrong.append("csv")
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(made, language)))
    sheets = [sheet for sheet in book if sheet.title not in SHEETS_OF_ALL]
    expected = {table.title: cells_of(table) for table in tables(told, language)}
    for sheet in sheets:
        if sheet.title in expected:
            width = len(expected[sheet.title][0]) if expected[sheet.title] else 0
            read = [row[1 : width + 1] for row in sheet.iter_rows(min_row=2, values_only=True)]
            if read[: len(expected[sheet.title])] != expected[sheet.title]:
                wrong.append(f"xlsx {sheet.title}")
    return wrong


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_file_of_a_report_tells_what_the_report_tells(told: Overview, language: str) -> None:
    assert check(told, told, language) == []


def test_it_would_see_a_hidden_number_in_any_of_them(told: Overview) -> None:
    assert told.report.figures.just_here != LEAK
    figures = dataclasses.replace(told.report.figures, just_here=LEAK)
    report = dataclasses.replace(told.report, figures=figures)
    leaking = dataclasses.replace(told, report=report)
    assert {*check(leaking, told, "da")} >= {"pdf", "txt", "json", "csv", "xlsx Kort fortalt"}
    activity = told.report.activities[0]
    busier = dataclasses.replace(activity, participations=987)
    report = dataclasses.replace(told.report, activities=(busier, *told.report.activities[1:]))
    leaking = dataclasses.replace(told, report=report)
    assert {*check(leaking, told, "da")} >= {"activities", "xlsx Aktiviteter"}


def rows_of(document: Document) -> list[tuple[str, ...]]:
    return [row for block in document.blocks if isinstance(block, Grid) for row in block.rows]


def rows_of_docx(content: bytes) -> list[tuple[str, ...]]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        tree = ElementTree.fromstring(package.read("word/document.xml"))
    return [
        tuple(
            "".join(t.text or "" for t in cell.iter(f"{WORD}t")).strip()
            for cell in row.iter(f"{WORD}tc")
        )
        for table in tree.iter(f"{WORD}tbl")
        for row in list(table.iter(f"{WORD}tr"))[1:]
    ]


def rows_of_text(content: bytes, wanted: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    lines = [tuple(re.split(r" {2,}", line.strip())) for line in content.decode().splitlines()]
    full = {tuple(cell for cell in row if cell) for row in wanted}
    return [line for line in lines if line in full]


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_file_of_a_logbook_tells_what_its_numbers_tell(
    db: Database,
    clock: Clock,
    venues: tuple[int, int, int],
    language: str,
) -> None:
    kim = viewer(db, 2)
    assert kim
    content = open_logbook(db, kim, venues[0], QUARTER, now=clock(), settled_only=True).content
    questions = dict.fromkeys(Prompt, "Hvad skete der?")
    document = logbook_document(content, questions, dict.fromkeys(Mix, ""), language)
    rows = rows_of(document)
    assert sum("–" in cell for row in rows for cell in row) > 3
    numbers = content.numbers
    lines = [numbers.visits, numbers.just_here, numbers.took_part, numbers.changed]
    shown = [number(end, language) for line in lines for end in (line.whole.low, line.whole.high)]
    assert all(any(end in cell for row in rows for cell in row) for end in shown)
    assert rows_of_docx(document_docx(document)) == rows
    told = [tuple(cell for cell in row if cell) for row in rows]
    assert rows_of_text(document_text(document), rows) == told
    words = " ".join(words_of_pdf(document_pdf(document)).split())
    for row in told:
        assert " ".join(" ".join(row).split()) in words, row
    known = numbers_in(" ".join(" ".join(row) for row in rows))
    known |= numbers_in(document_text(document).decode()) | set(range(1, 10))
    assert numbers_in(words) <= known
