"""The same attacker against the lists that sum to visits: sources and parts of the day."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from app.domain.reports import interval
from app.domain.reports.disclosure import protect
from app.domain.reports.disclosure_lists import parts_of, sources_of
from app.domain.reports.figures import Figures
from app.domain.base.interval import Interval
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
from tests.reports.test_disclosure import PHONE, Counts, rule


def cover_that_says_it_is_large(counts: Counts) -> Figures:
    """A broken rule: it hides two parts of a sum, but the larger is known to be 3 or more."""
    shown = {
        source: Interval(1, 2) if number < 3 else Interval(3, 10**6)
        for source in Source
        if (number := counts.get(Cell(Measure.SOURCE, source=source), 0))
    }
    return Figures(counts.get(Cell(Measure.VISITS), 0), *[interval.NONE] * 4, sources=shown)


def months_of_sources(visits: int, sources: int) -> Iterator[Counts]:
    """Every way the visits could have been counted."""
    for numbers in itertools.product(range(visits + 1), repeat=sources):
        if sum(numbers) == visits:
            cells = [Cell(Measure.SOURCE, source=source) for source in Source]
            yield {Cell(Measure.VISITS): visits} | {
                cell: number for cell, number in zip(cells, numbers, strict=False) if number
            }


@pytest.mark.parametrize("threshold", [3, 4, 5])
@pytest.mark.parametrize("sources", [2, 3, 4])
def test_it_tells_no_small_number_of_a_source(sources: int, threshold: int) -> None:
    for visits in range(1, 15):
        worlds = list(months_of_sources(visits, sources))
        assert found_sources(worlds, rule(threshold, ()), threshold) == []


def test_it_would_find_out_a_cover_that_says_too_much() -> None:
    assert found_sources(list(months_of_sources(4, 2)), cover_that_says_it_is_large, 3)


def found_sources(
    worlds: list[Counts], rule: Callable[[Counts], object], threshold: int
) -> list[Cell]:
    same_output: dict[str, list[Counts]] = defaultdict(list)
    for counts in worlds:
        same_output[repr(rule(counts))].append(counts)
    found = []
    for group in same_output.values():
        certain = set.intersection(*(set(world.items()) for world in group))
        found += [c for c, n in certain if c.measure is Measure.SOURCE and n < threshold]
    return found


PARTS = (PartOfDay.FROM_9, PartOfDay.FROM_12, PartOfDay.FROM_15)
NO_TIME = PartOfDay.NO_TIME
COUNTED = (Source.PHONE, Source.TABLET, Source.HOST, Source.PAPER)
Day = dict[Source | PartOfDay, int]
Sources = tuple[tuple[Source, Interval], ...]
Shows = tuple[Sources, tuple[tuple[PartOfDay, Interval], ...]]


def ways(number: int, boxes: int) -> Iterator[tuple[int, ...]]:
    """Every way to distribute this many visits over this many boxes."""
    if boxes == 1:
        yield (number,)
        return
    for first in range(number + 1):
        for others in ways(number - first, boxes - 1):
            yield (first, *others)


def months_with_parts(visits: int, parts: int) -> Iterator[Day]:
    """Every way the visits could have been counted, and when.

    Phones and the tablet always record a time; a host's count may lack one.
    """
    for phone, tablet, host, paper in ways(visits, 4):
        by = (Source.PHONE, phone), (Source.TABLET, tablet), (Source.HOST, host)
        for timed in range(phone + tablet, visits - paper + 1):
            for numbers in ways(timed, parts):
                yield {
                    **dict(by),
                    Source.PAPER: paper,
                    **dict(zip(PARTS, numbers, strict=False)),
                    NO_TIME: visits - paper - timed,
                }


def parts_rule(day: Day, threshold: int) -> Shows:
    """What a month shows; low counters are dropped when the next month begins."""
    sources = told_of_sources(*(day[source] for source in COUNTED), threshold)
    visits = sum(day[source] for source in COUNTED)
    parts = tuple((part, day[part]) for part in PARTS if part in day)
    if sum(number for _part, number in parts) < 2 * threshold:
        parts = ()
    return sources, told_of_parts(parts, visits, sources, threshold)


# Many months share sources, and many of those share parts: compute each once.
@cache
def told_of_sources(phone: int, tablet: int, host: int, paper: int, threshold: int) -> Sources:
    numbers = zip(COUNTED, (phone, tablet, host, paper), strict=True)
    counts = {Cell(Measure.SOURCE, source=source): number for source, number in numbers}
    return tuple(sources_of(counts, sum(counts.values()), threshold).items())


@cache
def told_of_parts(
    parts: tuple[tuple[PartOfDay, int], ...], visits: int, sources: Sources, threshold: int
) -> tuple[tuple[PartOfDay, Interval], ...]:
    return tuple(parts_of(dict(parts), visits, dict(sources), threshold).items())


def every_part_alone(day: Day, threshold: int) -> Shows:
    """A broken rule: it shows the untimed count, whatever that reveals about the parts."""
    sources, _parts = parts_rule(day, threshold)
    return sources, tuple(
        (part, Interval(1, threshold - 1) if 0 < day[part] < threshold else Interval.of(day[part]))
        for part in (*PARTS, NO_TIME)
        if part in day
    )


def no_time_as_it_is(day: Day, threshold: int) -> Shows:
    """A broken rule: if all counters are gone, it says nobody had a time."""
    sources, parts = parts_rule(day, threshold)
    if sum(day.get(part, 0) for part in PARTS) < 2 * threshold:
        live = sum(day[source] for source in (Source.PHONE, Source.TABLET, Source.HOST))
        told = {**dict.fromkeys(PartOfDay, Interval(0, 0)), NO_TIME: Interval.of(live)}
        parts = tuple(told.items())
    return sources, parts


def parts_found_out(
    visits: int, parts: int, threshold: int, rule: Callable[[Day, int], Shows]
) -> set[Source | PartOfDay]:
    """Small numbers that are certain in some month, among all with the same output."""
    certain: dict[Shows, dict[Source | PartOfDay, int]] = {}
    for day in months_with_parts(visits, parts):
        shown = rule(day, threshold)
        before = certain.setdefault(shown, day)
        if before is not day:
            certain[shown] = {what: n for what, n in before.items() if day[what] == n}
    return {what for day in certain.values() for what, n in day.items() if 0 < n < threshold}


@pytest.mark.parametrize(
    ("visits", "parts", "threshold"),
    [(9, 2, 3), (12, 2, 3), (13, 2, 3), (9, 3, 3), (10, 3, 3), (12, 2, 4), (13, 2, 5)],
)
def test_it_tells_no_small_part_of_the_day_and_no_source_by_the_parts(
    visits: int, parts: int, threshold: int
) -> None:
    assert parts_found_out(visits, parts, threshold, parts_rule) == set()


def test_it_would_find_out_parts_that_are_hidden_alone() -> None:
    assert parts_found_out(11, 2, 3, every_part_alone) >= {*PARTS[:2]}


def test_it_would_find_out_by_counters_that_are_gone_that_they_were_few() -> None:
    assert Source.PHONE in parts_found_out(11, 2, 3, no_time_as_it_is)


def test_it_shows_that_nobody_had_a_time_where_that_was_before_there_were_any() -> None:
    """Twelve came by phone, and phones now always record a time: so this month was earlier."""
    sources = sources_of({Cell(Measure.SOURCE, source=PHONE): 12}, 12, 5)
    assert parts_of({}, 12, sources, 5)[NO_TIME] == Interval.of(12)
    few = sources_of({Cell(Measure.SOURCE, source=Source.HOST): 12}, 12, 5)
    assert parts_of({}, 12, few, 5)[NO_TIME] == Interval(0, 12)


Parts = dict[PartOfDay, int]
World = tuple[Counts, Parts]


def months_of_parts(visits: int) -> Iterator[World]:
    """Every way phone and paper visits can fall into two parts or neither."""
    for phone in range(visits + 1):
        counts = {
            Cell(Measure.VISITS): visits,
            Cell(Measure.SOURCE, source=Source.PHONE): phone,
            Cell(Measure.SOURCE, source=Source.PAPER): visits - phone,
        }
        for early in range(phone + 1):
            for late in range(phone + 1 - early):
                yield (
                    {cell: number for cell, number in counts.items() if number},
                    {PartOfDay.FROM_9: early, PartOfDay.FROM_12: late},
                )


def found_parts(worlds: list[World], rule: Callable[[Counts, Parts], Figures]) -> list[object]:
    """Every small number that is certain: for a part, the untimed count, or a source."""
    same_output: dict[str, list[dict[object, int]]] = defaultdict(list)
    for counts, parts in worlds:
        sources: dict[object, int] = dict.fromkeys(Source, 0)
        sources |= {cell.source: n for cell, n in counts.items() if cell.measure is Measure.SOURCE}
        live = sources[Source.PHONE]
        told = {**sources, **parts, PartOfDay.NO_TIME: live - sum(parts.values())}
        same_output[repr(rule(counts, parts))].append(told)
    found: list[object] = []
    for group in same_output.values():
        certain = set.intersection(*(set(told.items()) for told in group))
        found += [what for what, number in certain if 0 < number < 3]
    return found


def test_it_tells_no_small_number_of_a_part_of_the_day() -> None:
    for visits in range(1, 15):
        worlds = list(months_of_parts(visits))
        assert found_parts(worlds, lambda c, p: protect(c, {}, 3, (), p)) == []


def test_it_would_find_out_parts_that_are_shown_beside_a_hidden_source() -> None:
    def beside(counts: Counts, parts: Parts) -> Figures:
        """A broken rule: it protects the parts, but not against the sources."""
        live = counts.get(Cell(Measure.SOURCE, source=Source.PHONE), 0)
        numbers = {**parts, PartOfDay.NO_TIME: live - sum(parts.values())}
        shown = {p: Interval(1, 2) if 0 < n < 3 else Interval.of(n) for p, n in numbers.items()}
        return dataclasses.replace(protect(counts, {}, 3, ()), parts=shown)

    assert found_parts(list(months_of_parts(12)), beside)
