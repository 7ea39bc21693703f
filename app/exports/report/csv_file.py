"""CSV as a Danish spreadsheet opens it: UTF-8 with BOM, semicolons, CRLF, no `sep=` line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

from app.domain.base.text import without_unseen
from app.domain.reports.interval import Interval
from app.domain.reports.overview import Overview
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import csv_rows
from app.exports.report.columns import LINES, Column, Value

# A spreadsheet runs a cell that begins with one of these; and a program that splits at another
# sign than ours takes what stands behind a separator inside a field for a cell of its own.
RUNS = re.compile(r"(^|[;,\t\r\n])([ '\"]*)(?=[=+\-@\t\r])")
# Words that a spreadsheet reads in a date, a time or an amount, in Danish, English and German.
WORDS = (
    "januar februar marts april maj juni juli august september oktober november december "
    "january february march may june july october märz mai dezember "
    "jan feb mar mär apr jun jul aug sep sept okt oct nov dec dez "
    "mandag tirsdag onsdag torsdag fredag lørdag søndag man tir ons tor fre lør søn "
    "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun "
    "e am pm kr dkk eur usd"
).replace(" ", "|")
COUNTS = re.compile(
    rf"(?=.*[0-9])(?:[0-9\s.,:/()%€$£+\-]|(?<![^\W\d_])(?:{WORDS})(?![^\W\d_]))+", re.I
)
BOOLEANS = frozenset({"sand", "falsk", "true", "false", "wahr", "falsch"})


def report_csv(overview: Overview, language: str = "da") -> bytes:
    """Every number of every report, one on each line."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading(language) for column in LINES])
    for report in overview.all:
        for line in report.lines():
            writer.writerow([_written(c, c.get(report, line, language)) for c in LINES])
    for row in csv_rows(overview, language):
        writer.writerow([_written(c, row.get(c.key, "")) for c in LINES])
    return text.getvalue().encode("utf-8-sig")


def named(text: str) -> str:
    """A name as text that no spreadsheet takes for a number, a date or a truth: 1-4, 1. maj."""
    plain = text.strip()
    if COUNTS.fullmatch(plain) or plain.casefold() in BOOLEANS:
        return text if text.startswith("'") else f"'{text}"
    return text


def _written(column: Column[ReportLine], value: Value) -> str:
    # Our own words keep their form: a period is 2026-11 to every program that reads the file.
    return named(cell(value)) if column.named and isinstance(value, str) else cell(value)


def cell(value: Value) -> str:
    """The value as text that no spreadsheet runs; an apostrophe keeps it readable."""
    if isinstance(value, Interval):
        return value.text
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    # First: `RUNS` would not know a formula behind a sign that nobody sees.
    return RUNS.sub(r"\1\2'", without_unseen(value or ""))
