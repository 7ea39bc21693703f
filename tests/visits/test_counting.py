"""How a day's visits become its counts."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.domain.visits.counting import Cell, Measure, VisitRow, count
from app.domain.visits.source import Source

VISITS = st.lists(
    st.builds(
        VisitRow,
        size=st.integers(1, 8),
        source=st.sampled_from(Source),
        changed=st.booleans(),
        activities=st.frozensets(st.integers(1, 4)),
        roles=st.dictionaries(st.integers(1, 3), st.one_of(st.none(), st.integers(1, 4))),
    ),
    max_size=30,
)


@given(VISITS)
def test_the_total_is_visits_and_adds_up_over_sources_and_presence(visits: list[VisitRow]) -> None:
    counts = count(visits)
    total = sum(visit.size for visit in visits)
    assert counts.get(Cell(Measure.VISITS), 0) == total
    by_source = [n for cell, n in counts.items() if cell.measure is Measure.SOURCE]
    present = [counts.get(Cell(m), 0) for m in (Measure.JUST_HERE, Measure.TOOK_PART)]
    assert sum(by_source) == sum(present) == total


@given(VISITS, st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_no_trace(visits: list[VisitRow], luck: random.Random) -> None:
    shuffled = list(visits)
    luck.shuffle(shuffled)
    assert count(shuffled) == count(visits)


@given(VISITS)
def test_no_cell_is_empty_and_none_is_above_the_total(visits: list[VisitRow]) -> None:
    counts = count(visits)
    total = counts.get(Cell(Measure.VISITS), 0)
    assert all(0 < number <= total for number in counts.values())


def test_a_visit_in_two_activities_is_one_visit() -> None:
    counts = count([VisitRow(1, Source.PHONE, activities=frozenset({1, 2}))])
    assert counts[Cell(Measure.VISITS)] == 1
    assert counts[Cell(Measure.ACTIVITY, activity_id=1)] == 1
    assert counts[Cell(Measure.ACTIVITY, activity_id=2)] == 1


def test_a_role_in_the_venue_is_taking_part_too() -> None:
    counts = count([VisitRow(1, Source.PHONE, roles={7: None})])
    assert counts[Cell(Measure.TOOK_PART)] == 1
    assert counts[Cell(Measure.ROLE, role_id=7)] == 1
    assert Cell(Measure.JUST_HERE) not in counts


def test_cells_have_names_of_their_own() -> None:
    cells = [
        Cell(Measure.VISITS),
        Cell(Measure.ACTIVITY, activity_id=1),
        Cell(Measure.ROLE, role_id=1),
        Cell(Measure.ROLE, role_id=1, activity_id=1),
        Cell(Measure.ROLE, role_id=11),
        Cell(Measure.SOURCE, source=Source.PHONE),
    ]
    assert len({cell.key for cell in cells}) == len(cells)
