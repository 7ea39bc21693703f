"""Everything about a period in one ZIP. The same report, the same bytes."""

from __future__ import annotations

import io
import zipfile

from app.domain.report import Overview
from app.exports.charts import svg
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


def report_zip(overview: Overview, language: str = "da") -> bytes:
    """The PDF, the workbook, CSV, JSON, the text, and the charts as SVG and PNG."""
    report = overview.report
    files = {
        filename(report, "pdf"): report_pdf(overview, language),
        filename(report, "xlsx"): report_xlsx(overview, language),
        filename(report, "csv"): report_csv(overview, language),
        filename(report, "json"): report_json(overview),
        filename(report, "txt"): report_text(overview, language),
    }
    for chart in charts(overview, language):
        files[f"diagrammer/{chart.key}.svg"] = svg(chart).encode()
        files[f"diagrammer/{chart.key}.png"] = chart_png(chart)
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in one ZIP, in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, EARLIEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            package.writestr(info, content)
    return buffer.getvalue()
