"""Real attendance through the real check-in: a month of three centres, to the person.

The whole month in CI. On a person's machine the first eight days: `make test` is not waited for.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path

import pytest

from app.db import Database
from app.domain.base.months import Month
from bench.centres import set_up
from bench.replay import Tally, differences, exported, read_days, replay, tally
from bench.serving import serving
from tests.support.parts import IN_CI

# The month with the fewest people among those in which all three were counted.
AUGUST = Month(2022, 8)
LAST, PEOPLE = (AUGUST.last, 1298) if IN_CI else (AUGUST.first + dt.timedelta(days=7), 402)


def test_it_counts_real_people(database_url: str, tmp_path: Path) -> None:
    days = read_days(first=AUGUST.first, last=LAST)
    with contextlib.closing(Database(database_url)) as db:
        centres = set_up(db, days)
    assert len(centres.ids) == 3
    first = min(days)
    with serving(database_url, tmp_path) as server:
        # Complete check-ins on the first day, starting from the page; after that only the forms.
        posted = replay(server, centres, {first: days[first]})
        later = {date: people for date, people in days.items() if date != first}
        posted += replay(server, centres, later, fast=True)
        found = exported(server, centres, AUGUST.first, AUGUST.last)
    assert posted == sum(each.people for each in tally(days).values()) == PEOPLE
    assert differences(days, found) == []


def test_it_knows_the_whole_file() -> None:
    days = read_days()
    assert sum(sum(venues.values()) for venues in days.values()) == 47_193
    assert sum(len(venues) for venues in days.values()) == 1412


def test_it_reads_a_span_and_a_venue() -> None:
    days = read_days(first=dt.date(2022, 2, 24), last=dt.date(2022, 2, 24), venue="Ammon")
    assert days == {dt.date(2022, 2, 24): {"Ammon Community Center": 2}}


def test_it_refuses_a_day_of_nobody(tmp_path: Path) -> None:
    file = tmp_path / "days.csv"
    file.write_text("date,venue,people\n2026-11-22,Huset,0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="counted nobody on 2026-11-22"):
        read_days(file)


@pytest.mark.parametrize(
    ("found", "lines"),
    [
        ({dt.date(2026, 11, 22): {"Huset": 8}}, 0),
        ({dt.date(2026, 11, 22): {"Huset": 7}}, 2),
        ({dt.date(2026, 11, 21): {"Huset": 8}}, 2),
        ({}, 2),
    ],
)
def test_it_sees_a_difference_of_one(found: dict[dt.date, dict[str, int]], lines: int) -> None:
    days = {dt.date(2026, 11, 22): {"Huset": 8}}
    assert tally(days) == {("Huset", Month(2026, 11)): Tally(8, 1)}
    assert len(differences(days, (tally(found), found))) == lines
