"""The files of the demo's partnerships add up, to the last visit, in every format."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.exports.report.columns import LINES
from app.exports.report.csv_file import days_csv, report_csv
from app.exports.report.json_file import report_json
from app.exports.report.xlsx import report_xlsx
from app.models import Partnership, Venue
from app.services.reports.report_builder import Counts
from tests.support.clock import NOON

pytestmark = pytest.mark.xdist_group("demo")  # It is written once.

PARTS = {
    "whole": "hele rapporten",
    "year_so_far": "året til nu",
    "a_year_before": "året før",
    "month": "måned",
    "place": "sted",
}
MONTH_BEFORE = "måned året før"
"""The part of the tables that the JSON leaves to a question of its own."""
VISITS = BY_NUMBER[Number.VISITS].term("da")
VISITS_PER_DAY = BY_NUMBER[Number.VISITS_PER_DAY].term("da")
Sums = Counter[tuple[str, str]]


@pytest.fixture(params=["2026", "2026-k3", "2026-10"])
def overviews(request: pytest.FixtureRequest, demo_db: Database) -> list[Overview]:
    """A report of each partnership."""
    period = Period.parse(request.param)
    found = []
    with demo_db.reading() as session:
        for partnership in session.scalars(select(Partnership).order_by(Partnership.id)):
            venues = session.scalars(select(Venue).where(Venue.partnership_id == partnership.id))
            months = [*period.a_year_before.months, *Period.so_far(period.end).months]
            counts = Counts(session, list(venues), months, now=NOON)
            found.append(counts.overview(period, partnership.name))
    return found


def rows_of(content: bytes) -> list[dict[str, str]]:
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=";"))


def sums_of(rows: Iterable[dict[str, str]]) -> Sums:
    sums: Sums = Counter()
    for row in rows:
        if row["Mål"] != VISITS_PER_DAY and row["Del"] != MONTH_BEFORE:
            sums[row["Del"], row["Mål"]] += int(row["Tal"] or row["Mindst"] or 0)
    return Counter({key: number for key, number in sums.items() if number})


def sums_of_json(content: bytes) -> Sums:
    sums: Sums = Counter()
    for report in json.loads(content)["reports"]:
        part = PARTS[report["part"]]
        for line in report["cells"]:
            measure = BY_NUMBER[Number(line["what"])].term("da")
            sums[part, measure] += line["low"] if line["number"] is None else line["number"]
            by_kind = " efter slags" if line["what"] == Number.KIND else ""
            sums[part, f"Gange holdt{by_kind}"] += line["times_held"] or 0
    return Counter({key: number for key, number in sums.items() if number})


def test_every_sum_is_the_same_in_csv_and_json(overviews: list[Overview]) -> None:
    for overview in overviews:
        sums = sums_of(rows_of(report_csv(overview)))
        assert sums == sums_of_json(report_json(overview))
        whole = overview.report.figures.visits
        assert whole > 1_000
        parts = [(overview.months, "måned"), (overview.by_venue, "sted")]
        assert all(sums[part, VISITS] == whole for reports, part in parts if reports)
        assert sums["hele rapporten", "Talt med"] == whole
        assert sums["hele rapporten", "Besøg efter ugedag"] == whole


def test_the_workbook_has_the_same_rows(overviews: list[Overview]) -> None:
    for overview in overviews:
        book = openpyxl.load_workbook(io.BytesIO(report_xlsx(overview)), read_only=True)
        heading, *lines = (row for row in book["Alle tal"].values if row[1])
        assert list(heading) == [column.danish for column in LINES]
        read = [dict(zip(heading, map(text_of, line), strict=True)) for line in lines]
        numbers = ("Del", "Periode", "Fra", "Mål", "Kategori", "Tal", "Mindst", "Højst", "Status")
        assert [[row[name] for name in numbers] for row in read] == [
            [workbook_text(row, name) for name in numbers] for row in rows_of(report_csv(overview))
        ]


def workbook_text(row: dict[str, str], column: str) -> str:
    """A cell of the CSV as the workbook has it, where the only decimals are visits per day."""
    text = row[column]
    if row["Mål"] == VISITS_PER_DAY and column == "Tal":
        return text.replace(",", ".").removesuffix(".0")
    return text


def test_the_days_add_up_to_the_visits(overviews: list[Overview]) -> None:
    for overview in overviews:
        days = rows_of(days_csv(overview))
        if len(overview.report.venues) == 1 or len(overview.report.period.months) == 1:
            assert sum(int(day["Besøg"] or 0) for day in days) == overview.report.figures.visits
            assert {day["Status"] for day in days if not day["Besøg"]} <= {"ikke talt", "lukket"}
        else:
            assert days == []


def text_of(cell: Any) -> str:
    """A cell as the CSV has it."""
    if cell is None:
        return ""
    return cell.date().isoformat() if hasattr(cell, "date") else str(cell)
