"""The same attacker before the lists that sum to the visits: sources, and parts of the day."""

from __future__ import annotations

import dataclasses
import itertools
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from app.domain import disclosure
from app.domain.check_in import Source
from app.domain.counting import Cell, Measure
from app.domain.disclosure import Figures, Shown, protect
from app.domain.part_of_day import PartOfDay
from tests.domain.test_disclosure import Counts, rule


def cover_that_says_it_is_large(counts: Counts) -> Figures:
    """A broken rule: two parts of a sum are hidden, but the larger is known to be 3 or more."""
    shown = {
        source: Shown(1, 2) if number < 3 else Shown(3, 10**6)
        for source in Source
        if (number := counts.get(Cell(Measure.SOURCE, source=source), 0))
    }
    return Figures(counts.get(Cell(Measure.VISITS), 0), *[disclosure.NONE] * 4, sources=shown)


def months_of_sources(visits: int, sources: int) -> Iterator[Counts]:
    """Every way in which visits can have been counted."""
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


MORNING, NOON, NO_TIME = PartOfDay.FROM_9, PartOfDay.FROM_12, PartOfDay.NO_TIME
Day = dict[Source | PartOfDay, int]


def months_with_parts(visits: int) -> Iterator[Day]:
    """Every way in which visits can have been counted, and when.

    Phones and the tablet always have a time; what a host counts can be without.
    """
    for phone, tablet, host in itertools.product(range(visits + 1), repeat=3):
        paper = visits - phone - tablet - host
        if paper < 0:
            continue
        live = visits - paper
        for timed in range(phone + tablet, live + 1):
            for morning in range(timed + 1):
                yield {
                    Source.PHONE: phone,
                    Source.TABLET: tablet,
                    Source.HOST: host,
                    Source.PAPER: paper,
                    MORNING: morning,
                    NOON: timed - morning,
                    NO_TIME: live - timed,
                }


def parts_rule(day: Day, threshold: int) -> Figures:
    counts = {Cell(Measure.SOURCE, source=s): n for s, n in day.items() if isinstance(s, Source)}
    counts[Cell(Measure.VISITS)] = sum(counts.values())
    parts = {part: day[part] for part in (MORNING, NOON)}
    return protect(counts, {}, threshold, (), parts)


def every_part_alone(day: Day, threshold: int) -> Figures:
    """A broken rule: what has no time is shown, whatever it tells of the parts."""
    parts = {
        part: Shown(1, threshold - 1) if 0 < day[part] < threshold else Shown.of(day[part])
        for part in (MORNING, NOON, NO_TIME)
    }
    return dataclasses.replace(parts_rule(day, threshold), parts=parts)


def parts_found_out(
    visits: int, threshold: int, rule: Callable[[Day, int], Figures]
) -> list[tuple[Day, Source | PartOfDay]]:
    same: dict[str, list[Day]] = defaultdict(list)
    for day in months_with_parts(visits):
        figures = rule(day, threshold)
        same[repr((figures.sources, figures.parts))].append(day)
    return [
        (days[0], what)
        for days in same.values()
        for what, number in days[0].items()
        if 0 < number < threshold and all(day[what] == number for day in days)
    ]


@pytest.mark.parametrize("visits", [9, 12, 13])
def test_it_tells_no_small_part_of_the_day_and_no_source_by_the_parts(visits: int) -> None:
    assert parts_found_out(visits, 3, parts_rule) == []


def test_it_would_find_out_parts_that_are_hidden_alone() -> None:
    assert {what for _, what in parts_found_out(11, 3, every_part_alone)} >= {MORNING, NOON}


Parts = dict[PartOfDay, int]
World = tuple[Counts, Parts]


def months_of_parts(visits: int) -> Iterator[World]:
    """Every way in which visits by phone and from paper can fall into two parts or into none."""
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
    """Every small number that is certain: of a part, of what has no time, and of a source."""
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
        """A broken rule: the parts are protected, but not against the sources."""
        live = counts.get(Cell(Measure.SOURCE, source=Source.PHONE), 0)
        numbers = {**parts, PartOfDay.NO_TIME: live - sum(parts.values())}
        shown = {p: Shown(1, 2) if 0 < n < 3 else Shown.of(n) for p, n in numbers.items()}
        return dataclasses.replace(protect(counts, {}, 3, ()), parts=shown)

    assert found_parts(list(months_of_parts(12)), beside)
