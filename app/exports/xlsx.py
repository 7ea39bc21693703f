"""XLSX: typed cells, a chart of the days, and what every number means. Same report, same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from app.domain.definitions import Number
from app.domain.disclosure import Shown
from app.domain.report import Line, Report
from app.exports.columns import (
    DAYS,
    LINES,
    MEANINGS,
    Column,
    Kind,
    Row,
    Value,
    rows_of_days,
    rows_of_meanings,
)

OPTIONS = {
    "in_memory": True,
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
SUMMARY = (
    Number.VISITS,
    Number.JUST_HERE,
    Number.TOOK_PART,
    Number.CHANGED,
    Number.SEVERAL_ROLES,
    Number.COMPANY,
    Number.SOURCE,
    Number.HELD,
    Number.DAYS_COUNTED,
    Number.OPENING_DAYS,
)
ACTIVITIES = (Number.PARTICIPATIONS, Number.ROLE_IN_ACTIVITY)
ROLES = (Number.ROLE,)


def month_xlsx(report: Report, language: str = "da") -> bytes:
    """A workbook: the month, its days with a chart, activities, roles, all lines, definitions."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties(
            {
                "title": f"{report.venue_name} {report.period}",
                # The file's own clock would make two files of one month differ.
                "created": dt.datetime.combine(report.period.last, dt.time(), tzinfo=dt.UTC),
            }
        )
        sheets = _Sheets(book, report, language)
        sheets.add(
            ("Måned", "Month"),
            _columns("period", "venue", "what", "number"),
            _lines(report, SUMMARY),
        )
        days = rows_of_days(report)
        sheet = sheets.add(("Dage", "Days"), DAYS, days)
        if days:
            chart = _chart(book, sheet.get_name(), len(days), language)
            sheet.insert_chart(1, len(DAYS) + 1, chart)
        sheets.add(
            ("Aktiviteter", "Activities"),
            _columns("activity", "role", "what", "number", "times_held"),
            _lines(report, ACTIVITIES),
        )
        sheets.add(("Roller", "Roles"), _columns("role", "number"), _lines(report, ROLES))
        sheets.add(("Alle tal", "All numbers"), LINES, report.lines())
        sheets.add(("Definitioner", "Definitions"), MEANINGS, rows_of_meanings())
    return buffer.getvalue()


def _columns(*keys: str) -> tuple[Column[Line], ...]:
    by_key = {column.key: column for column in LINES}
    return tuple(by_key[key] for key in keys)


def _lines(report: Report, numbers: Sequence[Number]) -> tuple[Line, ...]:
    return tuple(line for line in report.lines() if line.what in numbers)


class _Sheets:
    """Adds sheets of one look to a workbook."""

    def __init__(self, book: Any, report: Report, language: str) -> None:
        self.book = book
        self.report = report
        self.language = language
        top = {"valign": "top"}
        self.head = book.add_format({"bold": True, "bottom": 1})
        self.head_number = book.add_format({"bold": True, "bottom": 1, "align": "right"})
        self.text = book.add_format({"text_wrap": True, **top})
        self.number = book.add_format({"num_format": "#,##0", **top})
        self.range = book.add_format({"align": "right", **top})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", **top})

    def add(
        self, name: tuple[str, str], columns: Sequence[Column[Row]], rows: Sequence[Row]
    ) -> Any:
        """One sheet, named in Danish and English: headings that stay in view, a row for each."""
        sheet = self.book.add_worksheet(name[0] if self.language == "da" else name[1])
        sheet.freeze_panes(1, 0)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, column.width)
            head = self.head_number if column.kind is Kind.NUMBER else self.head
            sheet.write_string(0, at, column.heading(self.language), head)
        for line, row in enumerate(rows, 1):
            for at, column in enumerate(columns):
                self._write(sheet, line, at, column.get(self.report, row, self.language))
        if rows:
            sheet.autofilter(0, 0, len(rows), len(columns) - 1)
        return sheet

    def _write(self, sheet: Any, row: int, column: int, value: Value) -> None:
        if isinstance(value, Shown):
            if value.exact is None:
                sheet.write_string(row, column, value.text, self.range)
            else:
                sheet.write_number(row, column, value.exact, self.number)
        elif isinstance(value, int):
            sheet.write_number(row, column, value, self.number)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, self.date)
        elif value:
            sheet.write_string(row, column, value, self.text)


def _chart(book: Any, sheet: str, days: int, language: str) -> Any:
    visits = "Besøg" if language == "da" else "Visits"
    at = [column.key for column in DAYS].index("visits")
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": visits,
            "categories": [sheet, 1, 0, days, 0],
            "values": [sheet, 1, at, days, at],
            "fill": {"color": "#1F4D3A"},
            "gap": 40,
        }
    )
    chart.set_title({"name": "Besøg pr. dag" if language == "da" else "Visits per day"})
    chart.set_legend({"none": True})
    chart.set_x_axis({"num_format": "d", "date_axis": True, "major_unit": 1})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    chart.set_size({"width": 760, "height": 320})
    return chart
