"""The file name of a report."""

from __future__ import annotations

import dataclasses

import pytest

from app.domain.base.months import Quarter
from app.domain.reports.period import Period
from app.exports.report.filename import filename
from tests.support.reports import report


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Genbrugsbutikken", "genbrugsbutikken-2026-11.csv"),
        ("Skraldecaféen på Ærø/Østergade", "skraldecafeen-paa-aeroe-oestergade-2026-11.csv"),
        ('"; filename=x.exe', "filename-x-exe-2026-11.csv"),
        ("بيت القرية", "sted-1-2026-11.csv"),
    ],
)
def test_it_names_the_file_in_plain_letters(name: str, expected: str) -> None:
    assert filename(dataclasses.replace(report(), name=name), "csv") == expected


def test_it_names_a_quarter() -> None:
    quarter = dataclasses.replace(report(), period=Period.quarter(Quarter(2026, 4)))
    assert filename(quarter, "xlsx") == "genbrugsbutikken-2026-k4.xlsx"
