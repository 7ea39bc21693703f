"""Files of counters, gates, forms and municipalities: exact, asked about, or refused by name."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from flask import Flask

from app.domain.imports.rows import SkipReason
from tests.support.cast import Cast
from tests.support.understood import Understood, understood, workbook
from tests.support.visit import Visitor

TWO = {"2024-03-04": 5, "2024-03-05": 6}
MONTHS = ("Januar", "Februar", "Marts")


def read(*rows: str, name: str = "tal.csv") -> Understood:
    return understood("\n".join(rows), name)


EXACT = {
    "a form with a time for each row": (
        "Tidsstempel;Hvor mange kom der?;Hvem har talt?",
        "04-03-2024 20.12.33;5;Ane",
        "05-03-2024 20.02.01;6;Bo",
    ),
    "three dates in each row": (
        "Oprettet;Dato;Antal;Rettet",
        "01.04.2024;04.03.2024;5;02.04.2024",
        "01.04.2024;05.03.2024;6;02.04.2024",
    ),
    "an evening that ends after midnight": (
        "Start;Slut;Besøg",
        "04.03.2024 20:00;05.03.2024 01:00;5",
        "05.03.2024 20:00;06.03.2024 01:00;6",
    ),
    "pictures": ("📅 Dato;👥 Antal", "04.03.2024;5 🎉", "05.03.2024;6"),
    "English suffixes": ("Date,Visitors", "4th March 2024,5", "March 5th 2024,6"),
    "days counted from 1900 as text": ("Dato;Antal", "45355;5", "45356;6"),
    "UTC": ("created_at,visitors", "2024-03-04 10:00:00 UTC,5", "2024-03-05 10:00:00 UTC,6"),
    "two days across": (";4. marts 2024;5. marts 2024", "Besøg;5;6"),
    "much text below": (
        *("Dato;Antal", "04.03.2024;5", "05.03.2024;6", "", "Talt af: Ane"),
        *("Udskrevet 01.04.2024", "Side 1 af 1"),
    ),
    "cells below each other": ("Dato        Antal", "04.03.2024  5", "05.03.2024  6"),
    "spaces that do not break": (
        "\ufeffDato;Antal\u00a0besøg",
        "\u00a004.03.2024;5",
        "05.03.2024;6",
    ),
    "dates and weekdays in full": ("Day,Visitors", '"Monday, March 4, 2024",5', "5 Mar 2024,6"),
    "a note with line ends": (
        "Dato,Note,Antal",
        '04.03.2024,"Ja, ""stor""\n99",5',
        "05.03.2024,,6",
    ),
}


@pytest.mark.parametrize("style", EXACT)
def test_every_number_comes_in_on_its_day(style: str) -> None:
    found = read(*EXACT[style])
    assert (found.here, found.left) == (TWO, {})


IN_PART = {
    "a pivot table with its months": (
        ("Rækkenavne;Sum af Antal", "mar;11", "2024-03-04;5", "2024-03-05;6", "Hovedtotal;11"),
        {SkipReason.NO_DATE: 2},
    ),
    "totals of each week": (
        ("Uge;Dato;Antal", "10;04.03.2024;5", "10 Total;;5", "10;05.03.2024;6", "10 Total;;6"),
        {SkipReason.NOT_USED: 2, SkipReason.SUM: 2},
    ),
    "a first date that nobody can read": (
        ("Dato;Antal", "3. april-ish 2024;99", "04.03.2024;5", "05.03.2024;6"),
        {SkipReason.NO_DATE: 1},
    ),
    "a correction below zero": (
        ("Dato;Antal", "04.03.2024;5", "04.03.2024;-3", "05.03.2024;6"),
        {SkipReason.NEGATIVE: 1},
    ),
    "a gate with those who leave": (
        ("Datetime,In,Out", "2024-03-04 10:00,5,1", "2024-03-05 11:00,6,9"),
        {SkipReason.NOT_USED: 2},
    ),
    "loans and volunteers": (
        ("Dato;Antal;Antal udlån;Number of volunteers", "04.03.2024;5;9;1", "05.03.2024;6;8;2"),
        {SkipReason.NOT_USED: 4},
    ),
    "a table beside it with days of its own": (
        ("Dato;Antal;;Dato;Antal", "04.03.2024;5;;04.03.2024;50", "05.03.2024;6;;06.03.2024;60"),
        {SkipReason.OTHER_DATES: 2},
    ),
}


@pytest.mark.parametrize("style", IN_PART)
def test_what_is_no_visit_of_that_day_is_said(style: str) -> None:
    rows, left = IN_PART[style]
    found = read(*rows)
    assert (found.here, found.left) == (TWO, left)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["Fra;Til;Besøg", "04.03.2024;10.03.2024;50", "11.03.2024;17.03.2024;60"], "per_days"),
        (["Sted;Uge 12;Uge 13", "Caféen;50;60"], "per_week"),
        (["Uge;Antal", "Uge 12, 2024;50", "Uge 13, 2024;60"], "per_week"),
        (["Sted;1. kvartal;2. kvartal", "Caféen;50;60"], "per_quarter"),
        (["Kvartal;Besøg", "2024 K1;50", "2024 K2;60"], "per_quarter"),
        (["Ugedag;Antal", "Mandag;50", "Tirsdag;60"], "no_layout"),
        (["Dato;Antal", "4.-10. marts 2024;50", "11.-17. marts 2024;60"], "no_layout"),
    ],
)
def test_what_has_no_days_is_refused_by_its_name(rows: list[str], why: str) -> None:
    found = read(*rows)
    assert not found.days
    assert {entry.why for entry in found.account.left if entry.number} == {SkipReason(why)}
    assert found.account.left_out.visits == 110


def test_numbers_about_persons_are_no_visits() -> None:
    """A gym's export has a row for each person; a form asks for an age."""
    gym = read(
        *("Member ID,Name,Check-in time,Class", "1001,A,2024-03-04 07:12,Spin"),
        *("1002,B,2024-03-04 07:20,Spin", "1001,A,2024-03-05 07:12,Yoga"),
    )
    assert gym.here == {"2024-03-04": 2, "2024-03-05": 1}
    form = read("Tidsstempel;Hvor gammel er du?", "04-03-2024 10.12.33;34")
    assert (form.days, form.left) == ([], {SkipReason.NOT_USED: 1})


def test_a_sheet_for_each_month_with_its_days_down_and_no_heading_over_them() -> None:
    days: list[list[object]] = [[day, day, 1] for day in range(1, 29)]
    sheets: dict[str, list[list[object]]] = {
        month: [[f"{month} 2024"], ["", "Formiddag", "Eftermiddag"], *days] for month in MONTHS
    }
    found = understood(workbook(**sheets), "tal.xlsx")
    assert len(found.days) == 3 * 28
    assert found.here["2024-02-28"] == 29
    one = [[day, day + 1] for day in range(1, 29)]
    bare = understood(workbook(**dict.fromkeys(MONTHS, one)), "Besøg 2024.xlsx")
    assert bare.here == found.here


def test_a_list_with_numbers_is_not_taken_for_days() -> None:
    rows = [f"{n};Hus {n};{n}" for n in range(1, 31)]
    assert not read("Nr.;Sted;Antal", *rows, name="Marts 2024.csv").days


def test_a_calendar_gives_its_days_to_the_numbers_below() -> None:
    book = workbook(
        Marts=[
            ["Marts 2024"],
            ["Man", "Tir", "Ons", "Tor", "Fre", "Lør", "Søn"],
            [None, None, None, None, 1, 2, 3],
            [None, None, None, None, 12, 13, 14],
            [4, 5, 6, 7, 8, 9, 10],
            [5, 6, 7, 8, 9, "lukket", 10],
        ]
    )
    found = understood(book, "tal.xlsx")
    assert not found.left
    assert found.here == {
        "2024-03-01": 12,
        "2024-03-02": 13,
        "2024-03-03": 14,
        "2024-03-09": None,
        **{f"2024-03-0{day}": day + 1 for day in range(4, 9)},
        "2024-03-10": 10,
    }


def test_places_that_are_written_once_for_several_rows() -> None:
    first, second = dt.date(2024, 3, 4), dt.date(2024, 3, 5)
    rows: list[list[object]] = [
        ["Caféen", first, 5],
        [None, second, 6],
        ["Laden", first, 7],
        [None, second, 8],
    ]
    book = workbook(Tal=[["Sted", "Dato", "Antal"], *rows])
    assert understood(book, "tal.xlsx", venues={1: "Caféen", 2: "Laden"}).days == [
        *((1, "2024-03-04", 5), (1, "2024-03-05", 6)),
        *((2, "2024-03-04", 7), (2, "2024-03-05", 8)),
    ]


def test_a_file_without_a_number_says_what_to_do(app: Flask, cast: Cast) -> None:
    kim = Visitor(app).sign_in(cast.kim)
    page = kim.post(
        "/partnerskab/1/tidligere", file=(io.BytesIO(b"4/3: mange\n5/3: en del\n"), "tal.csv")
    )
    assert "Vi fandt ingen tal. Sæt datoerne i én kolonne og antallet i en anden" in page.text
