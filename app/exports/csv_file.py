"""CSV as a Danish spreadsheet opens it: UTF-8 with BOM, semicolons, CRLF, no `sep=` line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from app.domain.disclosure import Shown
from app.domain.report import Overview
from app.domain.text import without_unseen
from app.exports.columns import LINES, Value
from app.exports.reach import csv_rows

# A spreadsheet runs a cell that begins with one of these; and a program that splits at another
# sign than ours takes what stands behind a separator inside a field for a cell of its own.
RUNS = re.compile(r"(^|[;,\t\r\n])([ '\"]*)(?=[=+\-@\t\r])")


def report_csv(overview: Overview, language: str = "da") -> bytes:
    """Every number of every report, one on each line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading(language) for column in LINES])
    for report in overview.all:
        for line in report.lines():
            writer.writerow([cell(column.get(report, line, language)) for column in LINES])
    for row in csv_rows(overview, language):
        writer.writerow([cell(row.get(column.key, "")) for column in LINES])
    return text.getvalue().encode("utf-8-sig")


def cell(value: Value) -> str:
    """The value as text that no spreadsheet runs; an apostrophe keeps it readable."""
    if isinstance(value, Shown):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    # First: `RUNS` would not know a formula behind a sign that nobody sees.
    return RUNS.sub(r"\1\2'", without_unseen(value or ""))
