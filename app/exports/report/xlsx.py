"""The report as XLSX: typed cells, charts and definitions. Equal overviews give equal bytes."""

from __future__ import annotations

import datetime as dt
import io

from app.domain.base.text import without_unseen
from app.domain.reports.overview import Overview
from app.exports.report.activities_table import roles_within_table
from app.exports.report.columns import LINES, MEANINGS, Kind
from app.exports.report.sheets import Sheets
from app.exports.report.tables import tables
from app.exports.report.tidy_rows import tidy_rows
from app.exports.words import origin, title
from app.translator import DANISH, Translator

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def report_xlsx(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return a workbook: a sheet per table, one with all numbers, and one with definitions."""
    buffer = io.BytesIO()
    report = overview.report
    import xlsxwriter  # Here, because most servers never write a workbook.

    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties(
            {
                "title": without_unseen(title(report, _)),
                # The default is the current time, which would make equal reports differ.
                "created": dt.datetime.combine(report.period.last, dt.time(), tzinfo=dt.UTC),
            }
        )
        from_whom = origin(overview.partnership, overview.drawn_on, _)
        sheets = Sheets(book, title(report, _), _, from_whom)
        for table in tables(overview, _):
            sheets.add_table(table)
            within = roles_within_table(overview, _)
            if table.key == "activities" and within:
                sheets.add_table(within)
        sheets.add(
            _("Alle tal"),
            [(c.heading(_), c.kind is Kind.NUMBER, c.width) for c in LINES],
            tidy_rows(overview, _),
            titled=False,  # A pivot table and other programs take it as it is.
        )
        sheets.add(
            _("Definitioner"),
            [(c.heading(_), False, c.width) for c in MEANINGS],
            [
                [column.get(report, meaning, _) for column in MEANINGS]
                for meaning in overview.meanings
            ],
        )
    return buffer.getvalue()
