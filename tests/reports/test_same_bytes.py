"""The same report, read on the same day, gives the same bytes in every process."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from typing import Any

import openpyxl
import pypdf

from app.domain.reports.overview import Overview
from app.exports.report.package import report_zip
from tests.support.reports import report

HERE = """
import hashlib
from app.domain.reports.overview import Overview
from app.exports.report.package import report_zip
from tests.support.reports import report
print(hashlib.sha256(report_zip(Overview(report(), before=report()))).hexdigest())
"""


def digest() -> str:
    return hashlib.sha256(report_zip(Overview(report(), before=report()))).hexdigest()


def test_another_process_writes_the_same_package() -> None:
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "America/Lima"}
    made = subprocess.run(
        [sys.executable, "-c", HERE], env=env, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == digest()


def test_no_file_holds_the_day_on_which_it_was_made() -> None:
    """A file's own dates are the period's last day; the day it was read is only in its text."""
    with zipfile.ZipFile(io.BytesIO(report_zip(Overview(report())))) as package:
        assert {entry.date_time[:3] for entry in package.infolist()} == {(1980, 1, 1)}
        files = {name.rpartition(".")[2]: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as workbook:
        assert {entry.date_time[:3] for entry in workbook.infolist()} == {(1980, 1, 1)}
    properties = openpyxl.load_workbook(io.BytesIO(files["xlsx"])).properties
    pdf: Any = pypdf.PdfReader(io.BytesIO(files["pdf"])).metadata
    dates = [properties.created, properties.modified, pdf.creation_date, pdf.modification_date]
    assert {str(date)[:10] for date in dates if date} == {"2026-11-30"}
