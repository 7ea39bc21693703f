"""A report as CSV: the exact text, and cells a spreadsheet might execute."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.base.interval import Interval
from app.domain.reports.figures import Figures
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report_days import Coverage
from app.domain.reports.report_lines import role_lines
from app.exports.report.columns import LINES
from app.exports.report.csv_file import cell, days_csv, definitions_csv, named, report_csv
from app.exports.report.tidy_rows import TidyRow
from app.translator import translator
from tests.support.reports import ROLES, report, settled

HEADINGS = (
    "Del;Periode;Fra;Til;Sted;Aktivitet;Rolle;Mål;Kategori;Tal;Mindst;Højst;Status;Bemærkning"
)
ABOUT = "hele rapporten;2026-11;2026-11-01;2026-11-30;Genbrugsbutikken"
NUMBERS = """\
;;Besøg;;60;;;endeligt;
;;Bare her hele dagen;;20;;;endeligt;
;;Var med;;40;;;endeligt;
;;Skiftede undervejs;;0;;;endeligt;
Reparation;;Deltagelser;;3;;;endeligt;
Reparation;;Gange holdt;;1;;;endeligt;
Strikkecafé;;Deltagelser;;30;;;endeligt;
Strikkecafé;;Gange holdt;;4;;;endeligt;
Strikkecafé;laver mad;Rolle i aktivitet;;10;;;endeligt;
;;Deltagelser efter slags;fast;33;;;endeligt;
;;Gange holdt efter slags;fast;5;;;endeligt;
;laver mad;Rolle;;10;;;endeligt;
;er vært;Rolle;;8;;;endeligt;
;passer kassen;Rolle;;;0;4;interval;
;;Talt med;telefon;60;;;endeligt;
;;Besøg efter ugedag;mandag;7;;;endeligt;
;;Besøg efter ugedag;tirsdag;0;;;endeligt;
;;Dage talt;;17;;;endeligt;
;;Åbningsdage;;21;;;endeligt;
;;Besøg pr. talt dag;;3,5;;;endeligt;
"""
EXPECTED = "\r\n".join([HEADINGS, *(f"{ABOUT};{row}" for row in NUMBERS.splitlines()), ""])
DAYS = """\
Dato;Ugedag;Sted;Besøg;Status
2026-11-01;søndag;Genbrugsbutikken;;lukket
2026-11-02;mandag;Genbrugsbutikken;7;talt
2026-11-03;tirsdag;Genbrugsbutikken;0;talt nul
2026-11-04;onsdag;Genbrugsbutikken;;ikke talt
"""


def rows_of(overview: Overview, language: str = "da") -> list[dict[str, str]]:
    text = report_csv(overview, translator(language)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_it_writes_what_a_danish_spreadsheet_opens() -> None:
    assert report_csv(Overview(report())) == b"\xef\xbb\xbf" + EXPECTED.encode()


def test_it_writes_english_headings_for_an_english_reader() -> None:
    first, second = (
        report_csv(Overview(report()), translator("en")).decode("utf-8-sig").splitlines()[:2]
    )
    assert first == (
        "Part;Period;From;To;Place;Activity;Role;Measure;Category;Number;At least;At most;"
        "Status;Note"
    )
    about = "whole report;2026-11;2026-11-01;2026-11-30;Genbrugsbutikken"
    assert second == f"{about};;;Visits;;60;;;final;"


def test_a_decimal_has_the_mark_of_its_language() -> None:
    [danish] = [r["Tal"] for r in rows_of(Overview(report())) if r["Mål"] == "Besøg pr. talt dag"]
    rows = rows_of(Overview(report()), "en")
    [english] = [row["Number"] for row in rows if row["Measure"] == "Visits per day counted"]
    assert (danish, english) == ("3,5", "3.5")


def test_the_fields_of_a_row_are_its_columns() -> None:
    assert tuple(column.key for column in LINES) == TidyRow._fields


def test_each_number_says_which_part_of_the_report_it_is_of() -> None:
    earlier = dataclasses.replace(report(), period=Period.parse("2025-11"))
    quarter = dataclasses.replace(report(), period=Period.parse("2026-k4"), days=())
    rows = rows_of(Overview(quarter, before=earlier, months=(report(),), by_venue=(report(),)))
    visits = [(r["Del"], r["Periode"], r["Til"], r["Tal"]) for r in rows if r["Mål"] == "Besøg"]
    assert visits == [
        ("hele rapporten", "2026-10/2026-12", "2026-12-31", "60"),
        ("året før", "2025-11", "2025-11-30", "60"),
        ("måned", "2026-11", "2026-11-30", "60"),
        ("sted", "2026-11", "2026-11-30", "60"),
    ]


def test_the_months_of_places_and_of_the_year_before_have_the_main_numbers_alone() -> None:
    """Roles of a place's month are in its own report; here they would be most of the rows."""
    quarter = dataclasses.replace(report(), period=Period.parse("2026-k4"), days=())
    rows = rows_of(Overview(quarter, by_venue_and_month=(report(),), months_before=(report(),)))
    for part in ("sted og måned", "måned året før"):
        assert [(row["Mål"], row["Tal"]) for row in rows if row["Del"] == part] == [
            ("Besøg", "60"),
            ("Bare her hele dagen", "20"),
            ("Var med", "40"),
            ("Skiftede undervejs", "0"),
            ("Dage talt", "17"),
            ("Åbningsdage", "21"),
            ("Besøg pr. talt dag", "3,5"),
        ]


def test_a_number_that_can_be_corrected_says_so_in_every_row() -> None:
    rows = rows_of(Overview(dataclasses.replace(report(), corrected_until=dt.date(2026, 12, 7))))
    assert {row["Status"] for row in rows} == {"foreløbigt", "interval"}
    assert [row["Bemærkning"] for row in rows if row["Bemærkning"]] == [
        "Foreløbige tal. Kan rettes til og med 2026-12-07"
    ]


def test_what_is_not_told_exactly_has_its_limits_and_no_number() -> None:
    told = {11: Interval.at_least(12), 12: Interval(6, 10), 13: Interval(0, None)}
    some = dataclasses.replace(settled(), roles=told)
    rows = rows_of(Overview(dataclasses.replace(report(), roles=role_lines(some, ROLES))))
    limits = [
        tuple(row[name] for name in ("Tal", "Mindst", "Højst", "Status"))
        for row in rows
        if row["Mål"] == "Rolle"
    ]
    assert limits == [
        ("", "12", "", "interval"),
        ("", "6", "10", "interval"),
        ("", "", "", "ikke vist"),
    ]


@pytest.mark.parametrize("complete", [True, False])
def test_a_month_that_nobody_counted_has_no_number_and_is_not_zero(complete: bool) -> None:
    nothing = dataclasses.replace(
        report(),
        figures=Figures(),
        coverage=Coverage(0, 20 if complete else 0),
        complete=complete,
    )
    overview = Overview(report(), months=(nothing,))
    rows = [r for r in rows_of(overview) if r["Mål"] == "Besøg" and r["Del"] == "måned"]
    # A month that has not begun says nothing of visits.
    assert [(row["Tal"], row["Status"]) for row in rows] == [("", "ikke talt")] * complete


def test_a_place_that_was_not_set_up_yet_is_not_called_uncounted() -> None:
    nothing = dataclasses.replace(
        report(), figures=Figures(), coverage=Coverage(0, 0), existed=False
    )
    rows = [
        row
        for row in rows_of(Overview(report(), months=(nothing,), by_venue=(report(), nothing)))
        if row["Mål"] == "Besøg" and not row["Tal"] and not row["Kategori"]
    ]
    assert [(row["Del"], row["Status"]) for row in rows] == [
        ("måned", "ikke oprettet endnu"),
        ("sted", "ikke oprettet endnu"),
    ]


def test_the_days_are_a_table_of_their_own() -> None:
    assert days_csv(Overview(report())).decode("utf-8-sig") == DAYS.replace("\n", "\r\n")
    quarter = dataclasses.replace(report(), period=Period.parse("2026-k4"), days=())
    [heading, *days] = DAYS.splitlines()
    for overview in (
        Overview(quarter, months=(report(), report())),
        Overview(quarter, by_venue=(report(), report())),
        Overview(quarter, by_venue_and_month=(report(), report())),
    ):
        written = days_csv(overview).decode("utf-8-sig").splitlines()
        assert written == [heading, *days, *days]


def test_the_definitions_are_a_table_of_their_own() -> None:
    text = definitions_csv(Overview(report()), translator("en")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert rows[0] == ["Measure", "Meaning"]
    assert rows[1][0] == "Visits"
    measures = {row["Mål"] for row in rows_of(Overview(report()))}
    danish = definitions_csv(Overview(report())).decode("utf-8-sig")
    defined = {row[0] for row in csv.reader(io.StringIO(danish, newline=""), delimiter=";")}
    assert measures <= defined


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
    about = "hele rapporten;2026-11;2026-11-01;2026-11-30;'3/4"
    assert f"{about};'1. maj;;Deltagelser;;3;;;endeligt;" in rows
    assert f"{about};;'24/7;Rolle;;10;;;endeligt;" in rows


@given(st.text(alphabet="=+-@\t\r\n;, '\"aæ1", max_size=12))
def test_it_leaves_no_cell_that_runs_however_it_is_split(name: str) -> None:
    content = report_csv(Overview(dataclasses.replace(report(), name=name))).decode("utf-8-sig")
    for delimiter in ";,\t":
        for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
            for text in row:
                for piece in text.splitlines():
                    assert piece.lstrip(" ")[:1] not in {"=", "+", "-", "@"}, text
