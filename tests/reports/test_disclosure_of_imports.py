"""The same attacker, who saw a month both before and after earlier counts were imported."""

from __future__ import annotations

import pytest

from app.domain.days.count_differences import added
from app.domain.reports.disclosure import protect
from app.domain.reports.figures import Figures
from app.domain.base.interval import Interval
from app.domain.visits.counting import Cell, Measure, VisitRow, count
from app.domain.visits.source import Source
from tests.reports.test_disclosure import Counts, found_out, months
from tests.reports.test_disclosure_lists import found_sources, months_of_sources

STEPS = (0, 1, 2, 3, 7, 40)
JUST_HERE = Cell(Measure.JUST_HERE)


def with_more(counts: Counts, number: int, source: Source = Source.IMPORT) -> Counts:
    """The counts with days imported from a spreadsheet."""
    return added(counts, count([VisitRow(size=number, source=source)] if number else []))


def before_and_after(
    counts: Counts, threshold: int, roles: tuple[int, ...], source: Source = Source.IMPORT
) -> tuple[Figures, ...]:
    """What the month shows as more is imported; undoing an import restores it."""
    return tuple(protect(with_more(counts, step, source), {}, threshold, roles) for step in STEPS)


@pytest.mark.parametrize(
    ("visits", "activities", "roles", "threshold"),
    [
        *((n, 0, 2, 3) for n in (1, 5, 6, 7, 8)),
        *((n, 1, 1, 3) for n in (5, 6, 7, 8)),
        (6, 0, 3, 3),
        (8, 0, 2, 4),
    ],
)
def test_it_tells_no_small_number_by_what_was_shown_before_and_after(
    visits: int, activities: int, roles: int, threshold: int
) -> None:
    known = tuple(range(11, 11 + roles))
    worlds = months(visits, activities, roles)
    told = found_out(worlds, lambda c: before_and_after(c, threshold, known), threshold)
    assert told == []


def test_it_would_find_out_earlier_counts_that_are_protected_with_the_others() -> None:
    def with_the_others(counts: Counts) -> tuple[Figures, ...]:
        """A broken rule: an import hides or reveals what was counted here."""
        return before_and_after(counts, 3, (11, 12), Source.PAPER)

    told = found_out(months(7, 0, 2), with_the_others, 3)
    assert Measure.JUST_HERE in {cell.measure for _, cell in told}


@pytest.mark.parametrize("threshold", [3, 4])
def test_it_tells_no_small_source_by_what_was_shown_before_and_after(threshold: int) -> None:
    for visits in range(1, 13):
        worlds = list(months_of_sources(visits, 3))
        told = found_sources(worlds, lambda c: before_and_after(c, threshold, ()), threshold)
        assert told == []


def test_it_adds_earlier_counts_to_what_the_others_show() -> None:
    counted = count(
        [
            VisitRow(size=3, source=Source.PHONE),
            VisitRow(size=30, source=Source.HOST, activities=frozenset({1})),
        ]
    )
    alone = protect(counted, {1: 2}, 5, ())
    together = protect(with_more(counted, 20), {1: 2}, 5, ())
    assert (alone.just_here, together.just_here) == (Interval(1, 4), Interval(21, 24))
    assert (together.visits, together.took_part) == (53, alone.took_part)
    assert together.sources == {**alone.sources, Source.IMPORT: Interval.of(20)}
    assert together.parts == alone.parts
    assert together.activities == alone.activities


def test_it_shows_a_month_that_came_from_a_spreadsheet_as_it_is() -> None:
    for visits in (3, 60):
        figures = protect(with_more({}, visits), {}, 5, (11,))
        assert (figures.just_here, figures.took_part) == (Interval.of(visits), Interval.of(0))
        assert figures.sources[Source.IMPORT] == Interval.of(visits)
        assert not figures.few_visits


def test_it_hides_what_few_visits_did_beside_many_earlier_ones() -> None:
    counted = count([VisitRow(size=9, source=Source.PHONE, activities=frozenset({1}))])
    figures = protect(with_more(counted, 100), {1: 1}, 5, (11,))
    assert (figures.just_here, figures.took_part) == (Interval(100, 109), Interval(0, 9))
    assert figures.sources[Source.PHONE] == Interval(0, 9)
    assert figures.few_visits


def test_it_never_says_less_than_nothing_of_a_day_that_a_host_has_lowered() -> None:
    """Imported yesterday; a host then removed six of the "just here" visits."""
    counts = with_more(count([VisitRow(size=20, source=Source.PHONE)]), 10)
    lowered = {**counts, JUST_HERE: 4, Cell(Measure.TOOK_PART): 20, Cell(Measure.VISITS): 24}
    lowered[Cell(Measure.SOURCE, source=Source.PHONE)] = 14
    figures = protect(lowered, {}, 5, ())
    assert all(shown.low >= 0 for shown in (figures.just_here, *figures.sources.values()))
    assert figures.just_here.low <= 4 <= figures.just_here.high
