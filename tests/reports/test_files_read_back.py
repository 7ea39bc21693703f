"""Every file contains the numbers of the report and no others.

The files are read back and compared: row by row where they have rows, number by number where they
only have prose.
"""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest

from app.domain.base.interval import Interval
from app.domain.board.attendance_estimate import Caught
from app.domain.days.settling import Settled, Untold
from app.domain.logbook.logbook import Mix, Prompt
from app.domain.reports.caveats import Caveats
from app.domain.reports.figures import settled_total
from app.domain.reports.overview import Overview
from app.domain.reports.report_lines import activity_lines, by_name, role_lines
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
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
from app.exports.report.tables import charts, tables
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.exports.words import decimal, plain, shown
from app.translator import DANISH, translator
from tests.support.logbook_content import content
from tests.support.reports import KNIT, MEND, ROLES, figures, report

NUMBER = re.compile(r"\d+(?:[.,]\d{3})*")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SHEETS_OF_ALL = {"Alle tal", "All numbers", "Definitioner", "Definitions"}
LEAK = 987


def overview() -> Overview:
    """A report with every kind of number, some of its roles told and some not."""
    told = settled_total(
        [
            Settled(
                roles={11: Interval.of(1310), 12: Interval.of(28), 13: Interval.below(5)},
                within={(1, 11): Interval.of(29)},
                several_roles=Interval.of(31),
                company=Interval.below(5),
            ),
            Settled(untold=Untold.TOO_CLOSE),
        ],
        waiting=1,
    )
    numbers = dataclasses.replace(
        figures(),
        visits=1760,
        just_here=420,
        took_part=1340,
        sources={Source.PHONE: 1750, Source.IMPORT: 10},
        parts={PartOfDay.FROM_9: 910, PartOfDay.FROM_12: 820},
    )
    whole = dataclasses.replace(
        report(),
        figures=numbers,
        settled=told,
        activities=activity_lines(numbers, told, by_name([(KNIT, ""), (MEND, "")]), ROLES),
        roles=role_lines(told, ROLES),
        settles_on=dt.date(2027, 1, 9),
        days=(),  # a chart of days has a label for each date
    )
    caveats = (Caveats(1, "Genbrugsbutikken", (), Caught(13, 80)),)
    return Overview(whole, before=report(), months=(whole, report()), caveats=caveats)


@pytest.fixture
def told() -> Overview:
    return overview()


def numbers_in(text: str) -> set[int]:
    """Every whole number in a text, with or without thousands separators."""
    return {int(re.sub(r"[.,]", "", found)) for found in NUMBER.findall(text)}


def told_in_words(told: Overview, language: str) -> set[int]:
    """The numbers in the sentences, notes, dates and definitions around the tables."""
    report = told.report
    words = [*sentences(told, translator(language)), *caveat_notes(told, translator(language))]
    words += provisional_notes(report, translator(language))
    words += [meaning.text(language) for meaning in told.meanings]
    for table in tables(told, translator(language)):
        words += [
            table.title,
            table.chart_words,
            *table.notes,
            *(head.text for head in table.heads),
        ]
    found = set().union(*map(numbers_in, words))
    found |= numbers_in(f"{report.period.first} {report.period.last} {report.period.iso}")
    return found


def ends(cell: object) -> set[int]:
    """The numbers that a reader sees in a cell: of "under 5" the 5."""
    if isinstance(cell, Interval):
        return numbers_in(plain(cell, DANISH))
    if isinstance(cell, Decimal):
        return numbers_in(decimal(cell, DANISH))
    return {cell} if isinstance(cell, int) else numbers_in(str(cell or ""))


def in_tables(told: Overview, language: str) -> set[int]:
    found: set[int] = set()
    for table in tables(told, translator(language)):
        for row in table.rows:
            found |= numbers_in(row.name) | numbers_in(row.note)
            found |= set().union(*map(ends, row.cells))
            found |= set().union(*(numbers_in(value) for _, value in row.details))
    return found


def in_lines(told: Overview) -> set[int]:
    """Every number in the report value itself."""
    found: set[int] = set()
    for one in told.all:
        found |= ends(one.visits_per_day)
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


def cells_of(table: Table, language: str) -> list[tuple[object, ...]]:
    """A table as in the spreadsheet: exact numbers as numbers, others as words."""
    return [
        tuple(
            (cell.low if cell.exact is not None else shown(cell, translator(language)))
            if isinstance(cell, Interval)
            else float(cell)
            if isinstance(cell, Decimal)
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
    known |= {number for chart in charts(told, translator(language)) for number, _ in chart.scale}
    for name, words in (
        ("pdf", words_of_pdf(report_pdf(made, translator(language)))),
        ("txt", report_text(made, translator(language)).decode()),
        *((chart.key, words_of_svg(svg(chart))) for chart in charts(made, translator(language))),
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
        io.StringIO(report_csv(made, translator(language)).decode("utf-8-sig"), newline=""),
        delimiter=";",
    )
    columns = {"da": ("Tal", "Mindst", "Højst"), "en": ("Number", "At least", "At most")}[language]
    caveats = {caveats.caught.percent for caveats in told.caveats if caveats.caught}
    limits = {n for one in told.all for line in one.lines() for n in line.number}
    read = {v for row in rows for name in columns for v in numbers_in(row[name])}
    if not read <= in_lines(told) | limits | caveats:
        wrong.append("csv")
    book = openpyxl.load_workbook(io.BytesIO(report_xlsx(made, translator(language))))
    sheets = [sheet for sheet in book if sheet.title not in SHEETS_OF_ALL]
    expected = {
        table.title: cells_of(table, language) for table in tables(told, translator(language))
    }
    for sheet in sheets:
        if sheet.title in expected:
            width = len(expected[sheet.title][0]) if expected[sheet.title] else 0
            below = [row[1 : width + 1] for row in sheet.iter_rows(min_row=5, values_only=True)]
            if below[: len(expected[sheet.title])] != expected[sheet.title]:
                wrong.append(f"xlsx {sheet.title}")
    return wrong


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_file_of_a_report_tells_what_the_report_tells(told: Overview, language: str) -> None:
    assert check(told, told, language) == []


def test_it_would_see_a_hidden_number_in_any_of_them(told: Overview) -> None:
    leaking = dataclasses.replace(
        told,
        report=dataclasses.replace(
            told.report, figures=dataclasses.replace(told.report.figures, just_here=LEAK)
        ),
    )
    assert {*check(leaking, told, "da")} >= {"pdf", "txt", "json", "csv", "xlsx Kort fortalt"}
    activity = told.report.activities[0]
    busier = dataclasses.replace(activity, participations=987)
    busy = dataclasses.replace(told.report, activities=(busier, *told.report.activities[1:]))
    leaking = dataclasses.replace(told, report=busy)
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
def test_every_file_of_a_logbook_tells_what_its_numbers_tell(language: str) -> None:
    questions = dict.fromkeys(Prompt, "Hvad skete der?")
    document = logbook_document(content(), questions, dict.fromkeys(Mix, ""), translator(language))
    rows = rows_of(document)
    assert any(
        row[1:] == ("6", "under 5", "", shown(Interval(6, 10), translator(language)))
        for row in rows
    )
    assert rows_of_docx(document_docx(document)) == rows
    told = [tuple(cell for cell in row if cell) for row in rows]
    assert rows_of_text(document_text(document), rows) == told
    words = " ".join(words_of_pdf(document_pdf(document)).split())
    for row in told:
        assert " ".join(" ".join(row).split()) in words, row
    known = numbers_in(" ".join(" ".join(row) for row in rows))
    known |= numbers_in(document_text(document).decode()) | set(range(1, 10))
    assert numbers_in(words) <= known
