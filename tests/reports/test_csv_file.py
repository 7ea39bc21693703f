"""A report as CSV: the exact text, and cells a spreadsheet might execute."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.reports.overview import Overview
from app.exports.report.csv_file import cell, named, report_csv
from tests.reports.test_report_rules import report

EXPECTED = """\
Periode;Sted;Hvad;Aktivitet;Rolle;Antal;Gange holdt
2026-11;Genbrugsbutikken;Besøg;;;60;
2026-11;Genbrugsbutikken;Bare her hele dagen;;;20;
2026-11;Genbrugsbutikken;Var med;;;40;
2026-11;Genbrugsbutikken;Skiftede undervejs;;;0;
2026-11;Genbrugsbutikken;Deltagelser;Reparation;;3;1
2026-11;Genbrugsbutikken;Deltagelser;Strikkecafé;;30;4
2026-11;Genbrugsbutikken;Rolle i aktivitet;Strikkecafé;laver mad;10;
2026-11;Genbrugsbutikken;Deltagelser efter slags: fast;;;33;5
2026-11;Genbrugsbutikken;Rolle;;laver mad;10;
2026-11;Genbrugsbutikken;Rolle;;er vært;8;
2026-11;Genbrugsbutikken;Rolle;;passer kassen;under 5;
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


@pytest.mark.parametrize(
    "name",
    [
        "1-4",
        "3/4",
        "1E5",
        "24/7",
        "112",
        "12:30",
        "25.12",
        "(5)",
        "1 1/2",
        "1. maj",
        "maj 3",
        "1. maj 2026",
        "Mandag 3. maj",
        "10 %",
        "5 kr.",
        "10 am",
        "SAND",
        "True",
    ],
)
def test_a_name_that_reads_as_a_number_or_a_date_stays_a_name(name: str) -> None:
    assert named(name) == f"'{name}"


@pytest.mark.parametrize(
    "name",
    ["2. sal", "Hus 12", "Kor 3", "1–4 år", "Maj", "Søndag", "Strik", "#1", "1 majs", "+1", "'3/4"],
)
def test_another_name_stays_as_it_is(name: str) -> None:
    written = cell(name)
    assert named(written) == written


def test_the_names_of_venues_activities_and_roles_are_guarded_and_the_periods_are_not() -> None:
    cooks = dataclasses.replace(report().roles[0].role, verb="24/7")
    role = dataclasses.replace(report().roles[0], role=cooks)
    first = report().activities[0]
    knits = dataclasses.replace(first, activity=dataclasses.replace(first.activity, name="1. maj"))
    told = dataclasses.replace(report(), name="3/4", activities=(knits,), roles=(role,))
    rows = report_csv(Overview(told)).decode("utf-8-sig").splitlines()
    assert "2026-11;'3/4;Deltagelser;'1. maj;;3;1" in rows
    assert "2026-11;'3/4;Rolle;;'24/7;10;" in rows


@given(st.text(alphabet="=+-@\t\r\n;, '\"aæ1", max_size=12))
def test_it_leaves_no_cell_that_runs_however_it_is_split(name: str) -> None:
    content = report_csv(Overview(dataclasses.replace(report(), name=name))).decode("utf-8-sig")
    for delimiter in ";,\t":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            for text in row:
                for piece in text.splitlines():
                    assert piece.lstrip(" ")[:1] not in {"=", "+", "-", "@"}, text
