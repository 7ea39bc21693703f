"""A reader who has everything that can be exported over two years, and subtracts.

Each export says that a sum of unknown numbers (one for each venue and month) lies between two
ends. The reader takes one sum from another wherever it lies within it, and narrows all ends until
nothing moves. A small number whose ends meet is found out.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import pytest
from sqlalchemy import select

from app.db import Database
from app.domain.check_in import Source
from app.domain.counting import Cell, Measure, VisitRow, count
from app.domain.disclosure import Figures, Shown, protect
from app.domain.part_of_day import TIMED, PartOfDay
from app.domain.period import Period
from app.domain.report import Report
from app.domain.service_day import Month
from app.exports.json_file import as_json
from app.models import MonthCount, PartOfDayCount, Venue
from app.services import _reports
from app.services.closing import write_days
from tests.cast import Cast
from tests.clock import Clock

MONTHS = [Month(year, number) for year in (2025, 2026) for number in range(1, 13)]
Unknown = tuple[int, str, str]
Told = dict[frozenset[Unknown], tuple[int, int]]
THRESHOLD = 5
LIVE = (Source.PHONE, Source.TABLET, Source.HOST)
TIMED_HOST = "host with a time"


def a_visit(chance: random.Random, cast: Cast, here: tuple[int, ...]) -> VisitRow:
    """Mostly one kind of visit, so that the others are few. The barn's hosts count by hand."""
    source = chance.choices(list(Source), (90, 4, 4, 1, 1) if here else (30, 2, 68, 0, 0))[0]
    if chance.random() < 0.12:
        return VisitRow(size=1, source=source, changed=chance.random() < 0.1)
    roles = [role for role in (cast.cooks, cast.welcomes) if chance.random() < 0.15]
    activities = [a for a in here if chance.random() < 0.4]
    within = activities[0] if activities and chance.random() < 0.5 else None
    return VisitRow(
        size=1,
        source=source,
        changed=chance.random() < 0.05,
        activities=frozenset(activities),
        roles=dict.fromkeys(roles, within),
    )


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Which numbers are told does not depend on the database that keeps them."""
    return sqlite_url


def parts_of(chance: random.Random, counts: Mapping[Cell, int]) -> dict[PartOfDay, int]:
    """The part of the day of every phone and tablet, and of a few that a host counted."""
    by = {source: counts.get(Cell(Measure.SOURCE, source=source), 0) for source in Source}
    taps = chance.choice((0, chance.randrange(by[Source.HOST] + 1)))
    timed = by[Source.PHONE] + by[Source.TABLET] + taps
    return Counter(chance.choices(TIMED, (1, 30, 20, 8, 1, 0), k=timed))


@pytest.fixture
def seed() -> int:
    return 5


@pytest.fixture
def barn(db: Database, cast: Cast, seed: int) -> int:
    """Two years of two houses."""
    with db.writing() as session:
        barn = Venue(
            partnership_id=cast.partnership,
            name="Laden",
            kind="faelleshus",
            made_on=dt.date(2025, 1, 1),
        )
        session.add(barn)
        session.flush()
        chance = random.Random(seed)
        for venue_id, here in ((cast.shop, (cast.knitting, cast.repair)), (barn.id, ())):
            days = {
                month.first: count(
                    a_visit(chance, cast, here) for _ in range(chance.randrange(8, 70))
                )
                for month in MONTHS
            }
            write_days(session, venue_id, days)
            session.add_all(
                PartOfDayCount(venue_id=venue_id, month=month, part=part, number=number)
                for month, counts in days.items()
                for part, number in parts_of(chance, counts).items()
            )
        return barn.id


def exported(db: Database, clock: Clock, choices: Iterable[list[int]]) -> list[Report]:
    """Every report of every period and choice of places that there is."""
    reports: list[Report] = []
    periods = {str(period): period for month in MONTHS for period in Period.around(month)}
    with db.reading() as session:
        for choice in choices:
            venues = [session.get_one(Venue, venue_id) for venue_id in choice]
            months = [Month(2024, 1), MONTHS[-1]]
            counts = _reports.Counts(session, venues, months, now=clock())
            for period in periods.values():
                reports.extend(counts.overview(period, "").all)
    return reports


def read(reports: Iterable[Report]) -> Told:
    """What the files say: the ends of sums of unknown numbers."""
    told: Told = {}

    def say(sum_: frozenset[Unknown], low: int, high: int) -> None:
        before = told.get(sum_, (0, 10**6))
        told[sum_] = (max(before[0], low), min(before[1], high))

    for report in reports:
        content = as_json(report)
        first, last = (
            Month.of(dt.date.fromisoformat(content["period"][e])) for e in ("first", "last")
        )
        months = [month for month in MONTHS if first <= month <= last]
        where = [(place["id"], str(month)) for place in content["places"] for month in months]
        for cell in content["cells"]:
            what = cell["what"]
            if what == "role":
                what = f"role {cell['role']['id']}"
            elif what == "source":
                what = f"source {cell['source']}"
            elif what == "time_of_day":
                what = f"part {cell['part_of_day']}"
            elif what not in ("just_here", "took_part", "changed", "several_roles", "visits"):
                continue
            low, _, high = cell["shown"].partition("–")
            sum_ = frozenset((venue, month, what) for venue, month in where)
            say(sum_, int(low), int(high or low))
    for (one,) in [sum_ for sum_ in told if len(sum_) == 1 and next(iter(sum_))[2] == "visits"]:
        venue, month, _ = one
        low, high = told[frozenset({one})]
        # What everybody knows: the two are all visits, and so are the sources.
        say(frozenset({(venue, month, "just_here"), (venue, month, "took_part")}), low, high)
        sources = frozenset((venue, month, f"source {source}") for source in Source)
        for source in sources:
            if frozenset({source}) not in told:  # What is not listed is 0.
                say(frozenset({source}), 0, 0)
        say(sources, low, high)
        if frozenset({(venue, month, f"part {PartOfDay.NO_TIME}")}) in told:
            # Phones, the tablet and some of what a host counted are the parts; the rest of the
            # host's has no time.
            parts = frozenset((venue, month, f"part {part}") for part in PartOfDay)
            without, some = (venue, month, f"part {PartOfDay.NO_TIME}"), (venue, month, TIMED_HOST)
            host = (venue, month, f"source {Source.HOST}")
            untimed = {(venue, month, f"source {s}") for s in (Source.PAPER, Source.IMPORT)}
            say(parts | untimed, low, high)
            say((sources - {host}) | {some, without}, low, high)
            say(frozenset({some, without}), *told[frozenset({host})])
    return told


def differences(told: Told) -> Told:
    """What is left of a sum without another that lies within it."""
    found = dict(told)
    by_what: dict[str, list[frozenset[Unknown]]] = defaultdict(list)
    for sum_ in told:
        if len({what for _, _, what in sum_}) == 1:
            by_what[next(iter(sum_))[2]].append(sum_)
    for sums in by_what.values():
        for whole in sums:
            for part in sums:
                if part < whole:
                    (low, high), (least, most) = told[whole], told[part]
                    rest = whole - part
                    before = found.get(rest, (0, 10**6))
                    found[rest] = (max(before[0], low - most), min(before[1], high - least))
    return found


def solve(told: Told) -> dict[Unknown, tuple[int, int]]:
    """The narrowest ends of every unknown number."""
    told = differences(told)
    ends: dict[Unknown, tuple[int, int]] = {one: (0, 10**6) for sum_ in told for one in sum_}
    moved = True
    while moved:
        moved = False
        for sum_, (low, high) in told.items():
            least, most = (sum(ends[one][end] for one in sum_) for end in (0, 1))
            for one in sum_:
                mine = ends[one]
                new = (
                    max(mine[0], low - (most - mine[1])),
                    min(mine[1], high - (least - mine[0])),
                )
                if new != mine:
                    ends[one] = new
                    least += new[0] - mine[0]
                    most += new[1] - mine[1]
                    moved = True
    return ends


def found_out(db: Database, ends: Mapping[Unknown, tuple[int, int]]) -> set[Unknown]:
    """The small numbers that are certain, and true."""
    truth: dict[Unknown, int] = defaultdict(int)
    with db.reading() as session:
        for row in session.scalars(select(MonthCount)):
            what = {"role": f"role {row.role_id}", "source": f"source {row.source}"}.get(
                row.measure, row.measure
            )
            truth[row.venue_id, str(Month.of(row.month)), what] += row.number
        for row in session.scalars(select(PartOfDayCount)):
            truth[row.venue_id, str(Month.of(row.month)), f"part {row.part}"] += row.number
    for where in {one[:2] for one in ends}:
        live = sum(truth[*where, f"source {source}"] for source in LIVE)
        no_time = live - sum(truth[*where, f"part {part}"] for part in TIMED)
        truth[*where, f"part {PartOfDay.NO_TIME}"] = no_time
        truth[*where, TIMED_HOST] = truth[*where, f"source {Source.HOST}"] - no_time
    for one, (low, high) in ends.items():
        assert low <= truth[one] <= high, f"{one} is said to be between {low} and {high}"
    return {
        one
        for one, (low, high) in ends.items()
        if low == high and 0 < low < THRESHOLD and one[2] != "visits"
    }


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_it_tells_no_small_number_by_everything_that_can_be_exported(
    db: Database, cast: Cast, clock: Clock, barn: int
) -> None:
    clock.at("2027-02-01")
    told = read(exported(db, clock, [[cast.shop], [barn], [cast.shop, barn]]))
    ends = solve(told)
    assert any(low < high for low, high in ends.values())
    assert any(
        what.startswith("part ") and low < high for (_, _, what), (low, high) in ends.items()
    )
    assert found_out(db, ends) == set()


def test_it_would_find_out_sums_that_are_protected_anew(
    db: Database, cast: Cast, clock: Clock, barn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.at("2027-02-01")
    exact: dict[int, tuple[Figures, dict[Cell, int], tuple[int, ...]]] = {}

    def remembering(counts, times_held, threshold, roles, parts):  # type: ignore[no-untyped-def]
        figures = protect(counts, times_held, threshold, roles, parts)
        exact[id(figures)] = (figures, dict(counts), tuple(roles))
        return figures

    def anew(months):  # type: ignore[no-untyped-def]
        summed: dict[Cell, int] = defaultdict(int)
        for month in months:
            for cell, number in exact[id(month)][1].items():
                summed[cell] += number
        return protect(summed, {}, THRESHOLD, (cast.cooks, cast.welcomes))

    monkeypatch.setattr(_reports, "protect", remembering)
    monkeypatch.setattr(_reports, "total", anew)
    told = read(exported(db, clock, [[cast.shop], [barn], [cast.shop, barn]]))
    assert found_out(db, solve(told))


def test_it_would_find_out_parts_that_are_hidden_alone(
    db: Database, cast: Cast, clock: Clock, barn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.at("2027-02-01")

    def alone(counts, times_held, threshold, roles, parts):  # type: ignore[no-untyped-def]
        figures = protect(counts, times_held, threshold, roles, parts)
        numbers = {part: parts.get(part, 0) for part in TIMED}
        live = sum(counts.get(Cell(Measure.SOURCE, source=s), 0) for s in LIVE)
        numbers[PartOfDay.NO_TIME] = live - sum(numbers.values())
        shown = {
            part: Shown(1, threshold - 1) if 0 < number < threshold else Shown.of(number)
            for part, number in numbers.items()
        }
        return dataclasses.replace(figures, parts=shown)

    monkeypatch.setattr(_reports, "protect", alone)
    found = found_out(db, solve(read(exported(db, clock, [[cast.shop], [barn]]))))
    assert any(what.startswith("part ") for _, _, what in found)
