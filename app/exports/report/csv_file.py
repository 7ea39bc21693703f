"""CSV for Danish spreadsheets: UTF-8 with BOM, semicolons, CRLF, no `sep=` line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from operator import getitem
from typing import Any

from app.domain.base.interval import Interval
from app.domain.base.text import without_unseen
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.exports.report.columns import DAYS, LINES, MEANINGS, Column, Value, days_of_venues
from app.exports.report.tidy_rows import HELD_BY_KIND, TidyRow, tidy_rows
from app.exports.words import plain
from app.translator import DANISH, Translator

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
NUMBER = TidyRow._fields.index("number")
BOOLEANS = frozenset({"sand", "falsk", "true", "false", "wahr", "falsch"})


def report_csv(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return every number of every report in the overview, one per row."""
    return _written(LINES, _told_apart(overview, _), _)


def days_csv(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return the days that have ended, one per row. A day that was not counted has no number."""
    rows = (
        [column.get(report, day, _) for column in DAYS] for report, day in days_of_venues(overview)
    )
    return _written(DAYS, rows, _)


def definitions_csv(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return what the report's measures mean."""
    rows = [
        [column.get(overview.report, one, _) for column in MEANINGS] for one in overview.meanings
    ]
    if any(Number.KIND in report.numbers for report in overview.all):
        meaning = _("Dage, hvor mindst én var med, lagt sammen for aktiviteter af samme slags.")
        rows.append([_(HELD_BY_KIND), meaning])
    return _written(MEANINGS, rows, _)


def _told_apart(overview: Overview, _: Translator) -> Iterator[Sequence[Value]]:
    """Yield the rows, with decimals in words: 5 and 5.0 are equal, and not the same field."""
    for row in tidy_rows(overview, _):
        if isinstance(row.number, Decimal):
            yield [*row[:NUMBER], cell(row.number, _), *row[NUMBER + 1 :]]
        else:
            yield row


class _Fields(dict[Value, str]):
    """The fields of values: a large report has the same few in ten thousands of lines."""

    def __init__(self, _: Translator, *, named: bool) -> None:
        super().__init__()
        self._translator, self._named = _, named

    def __missing__(self, value: Value) -> str:
        self[value] = field = _quoted([_text(value, self._translator, is_name=self._named), ""])[
            :-1
        ]
        return field


def _written(
    columns: Sequence[Column[Any]], rows: Iterable[Iterable[Value]], _: Translator
) -> bytes:
    """Return the table."""
    plain, names = _Fields(_, named=False), _Fields(_, named=True)
    fields = [names if column.named else plain for column in columns]
    lines = [_quoted([column.heading(_) for column in columns])]
    lines += [";".join(map(getitem, fields, row)) for row in rows]
    return "\r\n".join([*lines, ""]).encode("utf-8-sig")


def _quoted(fields: list[str]) -> str:
    """Return a line without its end."""
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(fields)
    return text.getvalue().removesuffix("\r\n")


def named(text: str) -> str:
    """Quote a name that a spreadsheet would read as a number, date or boolean: 1-4, 1. maj."""
    plain = text.strip()
    if COUNTS.fullmatch(plain) or plain.casefold() in BOOLEANS:
        return text if text.startswith("'") else f"'{text}"
    return text


def _text(value: Value, _: Translator, *, is_name: bool) -> str:
    # Only typed names are quoted: a period must stay 2026-11 for programs that read the file.
    text = cell(value, _)
    return named(text) if is_name and isinstance(value, str) else text


def cell(value: Value, _: Translator = DANISH) -> str:
    """Return the value as text. An apostrophe keeps formulas from running."""
    if isinstance(value, Interval):
        return plain(value, _)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        # With the comma that a Danish spreadsheet expects; a point would be a date or text there.
        return str(value).replace(".", _.point)
    # Remove invisible characters first: `RUNS` would miss a formula behind one.
    return RUNS.sub(r"\1\2'", without_unseen(value or ""))
