"""Everything about a period in one ZIP, made file by file. The same report, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Generator
from functools import partial

from app.domain.reports.overview import Overview
from app.exports.charts import Chart, svg
from app.exports.columns import filename
from app.exports.csv_file import report_csv
from app.exports.json_file import report_json
from app.exports.pdf import chart_png
from app.exports.report_document import report_pdf
from app.exports.tables import charts
from app.exports.text import report_text
from app.exports.xlsx import report_xlsx

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The files have no time of their own: it would make two packages of one period differ."""

Files = dict[str, Callable[[], bytes]]
"""The files of a package by name, each still to be made."""


def report_files(overview: Overview, language: str = "da") -> Files:
    """The PDF, the workbook, CSV, JSON, the text, and the charts as SVG and PNG."""
    report = overview.report
    files: Files = {
        filename(report, "pdf"): partial(report_pdf, overview, language),
        filename(report, "xlsx"): partial(report_xlsx, overview, language),
        filename(report, "csv"): partial(report_csv, overview, language),
        filename(report, "json"): partial(report_json, overview),
        filename(report, "txt"): partial(report_text, overview, language),
    }
    for chart in charts(overview, language):
        files[f"diagrammer/{chart.key}.svg"] = partial(_svg_file, chart)
        files[f"diagrammer/{chart.key}.png"] = partial(chart_png, chart)
    return files


def report_zip(overview: Overview, language: str = "da") -> bytes:
    """The whole package."""
    return b"".join(packed(report_files(overview, language)))


def packed(files: Files) -> Generator[bytes]:
    """The package of the files, in the order given: each is made when its turn comes.

    A piece ends with each file, so that whoever reads knows how many are made; and whoever stops
    reading stops the making.
    """
    buffer = io.BytesIO()
    sent = 0
    with zipfile.ZipFile(buffer, "w") as package:
        for name, make in files.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, make())
            # The sizes stand in front of a file only once it is whole.
            yield buffer.getvalue()[sent:]
            sent = buffer.tell()
    yield buffer.getvalue()[sent:]


def _svg_file(chart: Chart) -> bytes:
    return svg(chart).encode()
