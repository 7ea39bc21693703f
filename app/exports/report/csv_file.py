"""CSV for Danish spreadsheets: UTF-8 with BOM, semicolons, CRLF, no `sep=` line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import repeat

from app.domain.base.interval import Interval
from app.domain.base.text import without_unseen
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.domain.reports.report_lines import ReportLine
from app.exports.report.caveats import csv_rows
from app.exports.report.columns import LINES, Column, Value
from app.exports.words import plain

# Characters that make a spreadsheet run a cell as a formula. A program that splits on another
# separator than ours may also start a cell in the middle of a field.
RUNS = re.compile(r"(^|[;,\t\r\n])([ '\"]*)(?=[=+\-@\t\r])")
# Words that a spreadsheet recognises in dates, times or amounts, in Danish, English and German.
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
    """Return every number of every report in the overview, one per row."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading(language) for column in LINES])
    # A large report has the same few texts in ten thousands of lines.
    text_of = cache(partial(_text, language=language))

    def texts(
        column: Column[ReportLine], report: Report, lines: Sequence[ReportLine]
    ) -> Iterator[str]:
        values = map(column.get, repeat(report), lines, repeat(language))
        return map(text_of, values, repeat(column.named))

    for report in overview.all:
        lines = report.lines()
        writer.writerows(zip(*(texts(column, report, lines) for column in LINES), strict=True))
    for extra in csv_rows(overview, language):
        writer.writerow([text_of(extra.get(c.key, ""), c.named) for c in LINES])
    return text.getvalue().encode("utf-8-sig")


def named(text: str) -> str:
    """Quote a name that a spreadsheet would read as a number, date or boolean: 1-4, 1. maj."""
    plain = text.strip()
    if COUNTS.fullmatch(plain) or plain.casefold() in BOOLEANS:
        return text if text.startswith("'") else f"'{text}"
    return text


def _text(value: Value, is_name: bool, *, language: str) -> str:
    # Only typed names are quoted: a period must stay 2026-11 for programs that read the file.
    text = cell(value, language)
    return named(text) if is_name and isinstance(value, str) else text


def cell(value: Value, language: str = "da") -> str:
    """Return the value as text. An apostrophe keeps formulas from running."""
    if isinstance(value, Interval):
        return plain(value, language)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    # Remove invisible characters first: `RUNS` would miss a formula behind one.
    return RUNS.sub(r"\1\2'", without_unseen(value or ""))
