"""All files of a report in one ZIP. Equal reports give equal bytes."""

from __future__ import annotations

from functools import partial

from app.domain.reports.overview import Overview
from app.exports.charts.alone import alone
from app.exports.charts.chart import Chart
from app.exports.formats.pdf import chart_png
from app.exports.formats.zip_file import Files, packed
from app.exports.report.columns import days_of_venues
from app.exports.report.csv_file import days_csv, definitions_csv, report_csv
from app.exports.report.document import report_docx, report_pdf
from app.exports.report.filename import filename
from app.exports.report.json_file import report_json
from app.exports.report.tables import charts
from app.exports.report.text_file import report_text
from app.exports.report.xlsx import report_xlsx
from app.exports.words import source_of
from app.translator import DANISH, Translator


def report_files(overview: Overview, _: Translator = DANISH) -> Files:
    """Return functions that make the files, by name: all formats, and the charts."""
    report = overview.report
    files: Files = {
        # First, as it takes most memory, which the others reuse.
        filename(report, "xlsx"): partial(report_xlsx, overview, _),
        filename(report, "pdf"): partial(report_pdf, overview, _),
        filename(report, "docx"): partial(report_docx, overview, _),
        filename(report, "csv"): partial(report_csv, overview, _),
        filename(report, "csv", "definitioner"): partial(definitions_csv, overview, _),
        filename(report, "json"): partial(report_json, overview),
        filename(report, "txt"): partial(report_text, overview, _),
    }
    if next(days_of_venues(overview), None):
        files[filename(report, "csv", "dage")] = partial(days_csv, overview, _)
    source = source_of(overview.partnership, overview.drawn_on, _)
    for chart in charts(overview, _):
        files[f"diagrammer/{chart.key}.svg"] = partial(_svg_file, chart, source)
        files[f"diagrammer/{chart.key}.png"] = partial(chart_png, chart, source)
    return files


def report_zip(overview: Overview, _: Translator = DANISH) -> bytes:
    """Return the whole ZIP at once."""
    return b"".join(packed(report_files(overview, _)))


def _svg_file(chart: Chart, source: str) -> bytes:
    return alone(chart, source).encode()
