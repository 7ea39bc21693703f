"""A report as any of its files, and all of them in one ZIP."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.domain.reports.detail import Detail
from app.domain.reports.overview import Overview
from app.exports.formats.zip_file import packed
from app.exports.report.csv_file import days_csv, definitions_csv, report_csv
from app.exports.report.document import report_docx, report_pdf
from app.exports.report.filename import filename
from app.exports.report.json_file import report_json
from app.exports.report.package import report_files
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.translator import DANISH, Translator

FILES: dict[str, tuple[Callable[[Overview, Translator], bytes], str]] = {
    "xlsx": (report_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (report_csv, "text/csv; charset=utf-8"),
    "pdf": (report_pdf, "application/pdf"),
    "docx": (
        report_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "txt": (report_text, "text/plain; charset=utf-8"),
    "json": (lambda overview, _: report_json(overview), "application/json"),
}
TABLES = {"dage": days_csv, "definitioner": definitions_csv}
"""Tables beside the report's own, as CSV."""


EACH_MONTH, EACH_DAY = frozenset({"csv", "xlsx", "zip", "dage"}), frozenset({"zip", "dage"})
"""The files with the numbers of each month of each venue, and with the days of those months."""


@dataclass(frozen=True)
class ReportFile:
    """A file to send. `pieces` are made while they are read.

    `inside` are the endings of a package's files in order: each piece ends with a complete one.
    """

    name: str
    content_type: str
    pieces: Iterable[bytes] = field(compare=False)
    inside: tuple[str, ...] = ()


def detail_of(ending: str) -> Detail:
    """Return what a file of this ending needs."""
    return Detail(each_month=ending in EACH_MONTH, each_day=ending in EACH_DAY)


def report_file(overview: Overview, ending: str, _: Translator = DANISH) -> ReportFile:
    """Return the report as a file: of an ending, or one of the `TABLES`."""
    if ending in TABLES:
        name = filename(overview.report, "csv", ending)
        return ReportFile(name, FILES["csv"][1], [TABLES[ending](overview, _)])
    name = filename(overview.report, ending)
    if ending == "zip":
        files = report_files(overview, _)
        inside = tuple(one.rpartition(".")[2] for one in files)
        return ReportFile(name, "application/zip", packed(files), inside)
    make, content_type = FILES[ending]
    return ReportFile(name, content_type, [make(overview, _)])
