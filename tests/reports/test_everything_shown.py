"""An attacker who has every export from two years and subtracts one from another.

The exports are JSON reports for every selection of venues and every length, and the text files of
every logbook, by quarter and by month, in each version from before and after earlier counts were
imported and removed. tests/reports/attacker.py shows how the attacker works.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.people.access import Viewer
from app.domain.reports import disclosure
from app.domain.reports.disclosure import protect
from app.domain.reports.figures import Figures
from app.domain.base.interval import Interval
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.models import MonthCount, PartOfDayCount
from app.services.people.accounts import viewer
from app.services.reports import report_builder
from tests.reports.attacker import Reader, Unknown, found_out, solve, truths
from tests.reports.two_years import (
    MONTHS,
    QUARTERS,
    ROWS,
    read_everything,
    read_logbooks,
    read_reports,
    write_two_years,
)
from tests.support.cast import Cast
from tests.support.clock import Clock

THRESHOLD = 5
LIVE = (Source.PHONE, Source.TABLET, Source.HOST)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which numbers are shown does not depend on the database."""
    return sqlite_url


@pytest.fixture
def seed() -> int:
    return 5


@pytest.fixture
def venues(db: Database, cast: Cast, seed: int, clock: Clock) -> tuple[int, int, int]:
    clock.at("2027-02-01")
    return write_two_years(db, cast, seed)


@pytest.fixture
def kim(db: Database, cast: Cast) -> Viewer:
    found = viewer(db, 2)
    assert found
    return found


def small_and_found(db: Database, reader: Reader) -> set[Unknown]:
    """What the reader knows for certain."""
    ends = solve(reader.knows())
    assert any(low < high for low, high in ends.values())
    with db.reading() as session:
        months, parts = session.scalars(select(MonthCount)), session.scalars(select(PartOfDayCount))
        truth = truths(months.all(), parts.all())
    return found_out(ends, truth, THRESHOLD)


@pytest.mark.parametrize("seed", [6, 7])
def test_it_tells_no_small_number_by_all_reports(
    db: Database, clock: Clock, venues: tuple[int, int, int]
) -> None:
    reader = Reader(MONTHS[0], MONTHS[-1])
    read_reports(reader, db, clock, venues)
    ranges = [sum_ for sum_, (low, high) in reader.told.items() if low < high]
    hidden = {what.split()[0] for sum_ in ranges for *_where, what in sum_}
    assert hidden >= {"just_here", "took_part", "role", "source", "part", "changed", "company"}
    assert small_and_found(db, reader) == set()


def test_it_tells_no_small_number_by_any_version_of_anything(
    db: Database, cast: Cast, clock: Clock, kim: Viewer, venues: tuple[int, int, int]
) -> None:
    reader = read_everything(db, cast, clock, kim, venues)
    assert small_and_found(db, reader) == set()
    logbooks = Reader(MONTHS[0], MONTHS[-1])
    read_logbooks(logbooks, db, cast, venues[0], [*QUARTERS, *MONTHS], clock, 1)
    read = {what for sum_ in logbooks.told for *_where, what in sum_}
    assert read >= {*ROWS.values(), f"role {cast.cooks}", f"role {cast.cooks} in {cast.knitting}"}


def test_it_would_find_out_earlier_counts_that_are_protected_with_the_others(
    db: Database,
    cast: Cast,
    clock: Clock,
    kim: Viewer,
    venues: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(disclosure, "_imported", lambda counts: 0)
    every_month = {(0, month): 40 for month in range(len(MONTHS))}
    reader = read_everything(db, cast, clock, kim, venues[:1], (every_month,))
    assert {what for _, _, what in small_and_found(db, reader)} >= {"just_here", "source host"}


def test_it_would_find_out_sums_that_are_protected_anew(
    db: Database,
    cast: Cast,
    clock: Clock,
    venues: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    exact: dict[int, tuple[Figures, dict[Cell, int], tuple[int, ...]]] = {}

    def remembering(counts, times_held, threshold, roles, parts, **more):  # type: ignore[no-untyped-def]
        figures = protect(counts, times_held, threshold, roles, parts, **more)
        exact[id(figures)] = (figures, dict(counts), tuple(roles))
        return figures

    def anew(months):  # type: ignore[no-untyped-def]
        summed: dict[Cell, int] = defaultdict(int)
        for month in months:
            for cell, number in exact[id(month)][1].items():
                summed[cell] += number
        return protect(summed, {}, THRESHOLD, (cast.cooks, cast.welcomes))

    monkeypatch.setattr(report_builder, "protect", remembering)
    monkeypatch.setattr(report_builder, "total", anew)
    reader = Reader(MONTHS[0], MONTHS[-1])
    read_reports(reader, db, clock, venues)
    assert small_and_found(db, reader)


def test_it_would_find_out_parts_that_are_hidden_alone(
    db: Database, clock: Clock, venues: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def alone(counts, times_held, threshold, roles, parts, **more):  # type: ignore[no-untyped-def]
        figures = protect(counts, times_held, threshold, roles, parts, **more)
        numbers = {part: parts.get(part, 0) for part in TIMED}
        live = sum(counts.get(Cell(Measure.SOURCE, source=s), 0) for s in LIVE)
        numbers[PartOfDay.NO_TIME] = live - sum(numbers.values())
        shown = {
            part: Interval(1, threshold - 1) if 0 < number < threshold else Interval.of(number)
            for part, number in numbers.items()
        }
        return dataclasses.replace(figures, parts=shown)

    monkeypatch.setattr(report_builder, "protect", alone)
    reader = Reader(MONTHS[0], MONTHS[-1])
    read_reports(reader, db, clock, venues[:2])
    assert any(what.startswith("part ") for _, _, what in small_and_found(db, reader))
