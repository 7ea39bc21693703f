"""Seventeen real faults, each a file: what is taken, and why the rest is not."""

from __future__ import annotations

import pytest

from app.domain.imports.rows import SkipReason
from tests.support.understood import CASES, Understood, understood

MARCH = "2024-03-"


def case(number: str, **more: object) -> Understood:
    [path] = CASES.glob(f"{number}-*")
    return understood(path.read_bytes(), path.name, **more)  # type: ignore[arg-type]


ALL_TAKEN = {
    "01": {"2024-03-03": 42, "2024-03-04": 33},
    "03": {"2024-03-07": 84, "2024-03-08": 75},
    "04": {
        f"2024-03-{d:02}": n for d, n in ((4, 11), (5, 12), (6, 13), (15, 21), (16, 22), (18, 23))
    },
    "05": {"2024-03-20": 980, "2024-03-21": 1000, "2024-03-22": 2000, "2024-03-23": 1250},
    "06": {"2024-12-01": 14, "2024-12-02": 15, "2025-03-03": 16},
    "09": {"2023-09-05": 20, "2023-12-12": 22, "2024-01-09": 25, "2024-03-06": 26},
    "10": {"2024-03-13": 23, "2024-03-14": 19},
    "11": {f"2024-04-{d:02}": 12 + d for d in range(2, 7)},
}
IN_PART = {
    "02": ({"2024-03-05": 42, "2024-03-06": 33}, {SkipReason.IN_TOTAL: 4}),
    "08": ({"2024-03-11": 23, "2024-03-12": 19}, {SkipReason.NOT_USED: 8}),
    "13": (
        {f"2024-05-0{d}": 9 + d for d in range(1, 5)},
        {SkipReason.HIDDEN: 1, SkipReason.SHEET_OFF: 1},
    ),
    "14": ({}, {SkipReason.PER_MONTH: 3}),
    "16": (
        {"2024-01-02": 14, "2024-01-03": 11, "2024-02-01": 9, "2024-02-02": 10},
        {SkipReason.SUM: 2},
    ),
    "19": ({"2024-06-12": 12, "2024-06-13": 14}, {SkipReason.IN_TOTAL: 4}),
    "21": (
        {f"2024-07-0{d}": None for d in range(1, 6)}
        | {"2024-07-06": 12, "2024-07-07": 12, "2024-07-09": 12, "2024-07-10": 15}
        | {"2024-07-11": 1200, "2024-07-12": 0},
        {SkipReason.RANGE: 1},
    ),
    "22": (
        {"2024-09-03": 2, "2024-09-10": 2, "2024-09-17": 1, "2024-09-24": 3},
        {SkipReason.SUM: 4},
    ),
}


def test_every_case_has_a_test() -> None:
    told = {*ALL_TAKEN, *IN_PART, "23"}
    assert {path.name[:2] for path in CASES.iterdir()} == told


@pytest.mark.parametrize("number", ALL_TAKEN)
def test_it_takes_every_number_on_its_day(number: str) -> None:
    found = case(number)
    assert found.here == ALL_TAKEN[number]
    assert not found.left


@pytest.mark.parametrize("number", IN_PART)
def test_it_takes_what_are_visits_and_says_why_not_of_the_rest(number: str) -> None:
    found = case(number)
    assert (found.here, found.left) == IN_PART[number]


def test_a_venue_whose_name_resembles_a_sum_is_a_venue() -> None:
    found = case("23", venues={})
    assert not found.left
    assert found.days == [
        ("Høkeren", "2024-06-03", 20),
        ("Snitteværkstedet", "2024-06-03", 14),
        ("Snitteværkstedet", "2024-06-04", 11),
        ("Summerhytten", "2024-06-03", 8),
        ("Totalen", "2024-06-03", 30),
    ]


def test_a_person_is_named_nowhere() -> None:
    found = case("22")
    assert "Navn" not in repr(found.account)


def test_a_hidden_row_and_sheet_come_along_if_somebody_says_so() -> None:
    found = case("13", choices={"0-hidden": "1", "1-on": "1"})
    assert found.account.taken.visits == 46 + 900 + 777


def test_no_column_makes_a_venue_that_nobody_chose() -> None:
    for number in ("01", "02", "08", "10", "19"):
        assert {day[0] for day in case(number).days} == {1}
        assert not case(number, venues={}).days
