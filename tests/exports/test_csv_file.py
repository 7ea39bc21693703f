from __future__ import annotations

import csv
import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.report import Overview
from app.exports.csv_file import cell, report_csv
from tests.domain.test_report import report

EXPECTED = """\
Periode;Sted;Hvad;Aktivitet;Rolle;Antal;Gange holdt
2026-11;Genbrugsbutikken;Besøg;;;60;
2026-11;Genbrugsbutikken;Bare her hele dagen;;;20;
2026-11;Genbrugsbutikken;Var med;;;40;
2026-11;Genbrugsbutikken;Skiftede undervejs;;;0;
2026-11;Genbrugsbutikken;To roller eller flere;;;0;
2026-11;Genbrugsbutikken;Deltagelser;Reparation;;3;1
2026-11;Genbrugsbutikken;Deltagelser;Strikkecafé;;30;4
2026-11;Genbrugsbutikken;Rolle i aktivitet;Strikkecafé;laver mad;10;
2026-11;Genbrugsbutikken;Deltagelser efter slags: fast;;;33;5
2026-11;Genbrugsbutikken;Rolle;;laver mad;10;
2026-11;Genbrugsbutikken;Rolle;;er vært;8;
2026-11;Genbrugsbutikken;Talt med telefon;;;60;
2026-11;Genbrugsbutikken;Besøg efter ugedag: mandag;;;7;
2026-11;Genbrugsbutikken;Besøg efter ugedag: tirsdag;;;0;
2026-11;Genbrugsbutikken;Dage talt;;;17;
2026-11;Genbrugsbutikken;Åbningsdage;;;21;
"""


def test_it_writes_what_a_danish_spreadsheet_opens() -> None:
    assert (
        report_csv(Overview(report())) == b"\xef\xbb\xbf" + EXPECTED.replace("\n", "\r\n").encode()
    )


def test_it_writes_english_headings_for_an_english_reader() -> None:
    first, second = report_csv(Overview(report()), "en").decode("utf-8-sig").splitlines()[:2]
    assert first == "Period;Place;What;Activity;Role;Number;Times held"
    assert second == "2026-11;Genbrugsbutikken;Visits;;;60;"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+45 12 34", "'+45 12 34"),
        ("-strik-", "'-strik-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        (" =1", " '=1"),
        ('"=1"', '"\'=1"'),
        ("Strik;=1+1", "Strik;'=1+1"),
        ("Strik, =1+1", "Strik, '=1+1"),
        ("Strik\n@x", "Strik\n'@x"),
        ("Strik+broderi", "Strik+broderi"),
        ("Ane-Marie = Ane", "Ane-Marie = Ane"),
    ],
)
def test_it_defuses_what_a_spreadsheet_would_run(typed: str, written: str) -> None:
    assert cell(typed) == written


@given(st.text(alphabet="=+-@\t\r\n;, '\"aæ1", max_size=12))
def test_it_leaves_no_cell_that_runs_however_it_is_split(name: str) -> None:
    content = report_csv(Overview(dataclasses.replace(report(), name=name))).decode("utf-8-sig")
    for delimiter in ";,\t":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            for text in row:
                for piece in text.splitlines():
                    assert piece.lstrip(" ")[:1] not in {"=", "+", "-", "@"}, text
