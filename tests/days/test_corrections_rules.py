"""How a correction changes a day's counts: they stay counts that real visits could produce."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.days.corrections import TooFew, corrected
from app.domain.days.count_differences import added, difference, undone
from app.domain.days.paper_tally import SheetProblem, SheetRefused, TallySheet, visits_of
from app.domain.visits.counting import Cell, Measure, VisitRow, cell_of, count, imported
from app.domain.visits.source import Source

VISITS, JUST_HERE, TOOK_PART = (
    Cell(m) for m in (Measure.VISITS, Measure.JUST_HERE, Measure.TOOK_PART)
)
IN_1 = Cell(Measure.ACTIVITY, activity_id=1)
COOKS_IN_1 = Cell(Measure.ROLE, activity_id=1, role_id=7)


def visit(
    size: int = 1,
    source: Source | None = Source.PHONE,
    activities: list[int] | frozenset[int] | tuple[()] = (),
    roles: dict[int, int | None] | None = None,
    **more: Any,
) -> VisitRow:
    return VisitRow(size, source, activities=frozenset(activities), roles=roles or {}, **more)


DAY = count(
    [
        visit(activities=[1], roles={7: 1}),
        visit(2, activities=[1, 2]),
        visit(source=Source.HOST),
        visit(source=Source.TABLET, roles={8: None}, changed=True),
    ]
)


def test_more_in_an_activity_are_more_visits_of_a_host() -> None:
    after = corrected(DAY, 3, activity_id=1)
    assert difference(after, DAY) == {
        "activity:1": 3,
        "source:host": 3,
        "took_part": 3,
        "visits": 3,
    }


def test_fewer_take_those_who_were_just_here_and_a_hosts_count_first() -> None:
    after = corrected(DAY, -1)
    assert difference(after, DAY) == {"just_here": -1, "source:host": -1, "visits": -1}


def test_fewer_never_take_earlier_counts() -> None:
    day = added(DAY, imported(10))
    assert difference(corrected(day, -5), day) == {
        "activity:1": -3,
        "activity:2": -2,
        "changed": -1,
        "just_here": -1,
        "role:7@1": -1,
        "role:8@0": -1,
        "source:host": -1,
        "source:phone": -3,
        "source:tablet": -1,
        "took_part": -4,
        "visits": -5,
    }
    with pytest.raises(TooFew) as few:
        corrected(day, -6)
    assert few.value.left == 5


def test_fewer_in_a_role_keep_the_activity_that_others_are_in() -> None:
    after = corrected(DAY, -1, role_id=7)
    assert COOKS_IN_1 not in after
    assert (after[VISITS], after[TOOK_PART], after[IN_1]) == (4, 3, 3)


def test_it_takes_no_more_than_there_are() -> None:
    with pytest.raises(TooFew) as few:
        corrected(DAY, -4, activity_id=1)
    assert few.value.left == 3


def test_it_undoes_to_the_letter_what_still_can_be_undone() -> None:
    after = corrected(DAY, -2, activity_id=1)
    assert undone(after, difference(after, DAY)) == DAY
    more = corrected(DAY, 2, activity_id=2)
    emptied = corrected(more, -3, activity_id=2)
    assert undone(emptied, difference(more, DAY)) is None


rows = st.lists(
    st.builds(
        visit,
        size=st.integers(1, 4),
        source=st.sampled_from(Source),
        activities=st.sets(st.integers(1, 3)),
        roles=st.dictionaries(st.integers(7, 9), st.sampled_from([None, 1, 2])),
        changed=st.booleans(),
        wants_company=st.booleans(),
    ),
    max_size=8,
).map(
    # A role in an activity belongs to somebody who takes part in it.
    lambda visits: [
        visit(v.size, v.source, v.activities | {a for a in v.roles.values() if a}, v.roles)
        for v in visits
    ]
)


@given(rows, st.integers(-6, 6), st.sampled_from([None, 1, 2]), st.sampled_from([None, 7, 8]))
def test_a_corrected_day_is_a_possible_day(
    visits: list[VisitRow], number: int, activity_id: int | None, role_id: int | None
) -> None:
    before = count(visits)
    try:
        after = corrected(before, number, activity_id=activity_id, role_id=role_id)
    except TooFew:
        return

    def of(measure: Measure, **about: int) -> int:
        return sum(
            n
            for cell, n in after.items()
            if cell.measure is measure and all(getattr(cell, k) == v for k, v in about.items())
        )

    total, took = of(Measure.VISITS), of(Measure.TOOK_PART)
    assert total == before.get(VISITS, 0) + number
    assert all(n > 0 for n in after.values())
    assert total == of(Measure.JUST_HERE) + took == of(Measure.SOURCE)
    in_roles = of(Measure.ROLE)
    assert took <= of(Measure.ACTIVITY) + in_roles
    for activity in (1, 2, 3):
        assert of(Measure.ACTIVITY, activity_id=activity) <= took
        for role in (7, 8, 9):
            within = of(Measure.ROLE, activity_id=activity, role_id=role)
            assert within <= of(Measure.ACTIVITY, activity_id=activity)
    for role in (7, 8, 9):
        assert of(Measure.ROLE, role_id=role) <= took
    assert 2 * of(Measure.SEVERAL_ROLES) <= in_roles
    assert of(Measure.SEVERAL_ROLES) <= took
    assert {cell_of(key).key for key in difference(after, before)} == set(difference(after, before))


def test_a_sheet_becomes_visits_that_hold_its_strokes() -> None:
    sheet = TallySheet(10, just_here=4, activities={1: 5, 2: 3}, roles={7: 2})
    counts = count(visits_of(sheet))
    assert counts[VISITS] == counts[Cell(Measure.SOURCE, source=Source.PAPER)] == 10
    assert (counts[JUST_HERE], counts[TOOK_PART]) == (4, 6)
    assert (counts[IN_1], counts[Cell(Measure.ACTIVITY, activity_id=2)]) == (5, 3)
    assert counts[Cell(Measure.ROLE, role_id=7)] == 2
    assert Cell(Measure.SEVERAL_ROLES) not in counts


@given(
    st.integers(0, 12),
    st.integers(0, 12),
    st.dictionaries(st.integers(1, 3), st.integers(1, 12)),
    st.dictionaries(st.integers(7, 9), st.integers(1, 12)),
)
def test_every_sheet_keeps_its_strokes_or_is_refused(
    visits: int, just_here: int, activities: dict[int, int], roles: dict[int, int]
) -> None:
    sheet = TallySheet(visits, just_here, activities, roles)
    try:
        sheet.check()
    except SheetRefused as refused:
        most = max((*activities.values(), *roles.values(), 0))
        empty = refused.problem is SheetProblem.EMPTY
        assert not visits if empty else visits - just_here < most
        return
    counts = count(visits_of(sheet))
    assert counts[VISITS] == visits
    assert counts.get(JUST_HERE, 0) >= just_here
    for activity_id, number in activities.items():
        assert counts[Cell(Measure.ACTIVITY, activity_id=activity_id)] == number
    for role_id, number in roles.items():
        assert counts[Cell(Measure.ROLE, role_id=role_id)] == number
    # Nobody gets two roles unless the numbers require it.
    several = counts.get(Cell(Measure.SEVERAL_ROLES), 0)
    assert several <= max(sum(roles.values()) - (visits - just_here), 0)


def test_a_sheet_of_everybody_adds_only_those_whom_nothing_else_counted() -> None:
    sheet = TallySheet(14, just_here=2, activities={1: 9}, roles={7: 1})
    assert sheet.only(3) == TallySheet(3, 0, {1: 3}, {7: 1})
    assert added(DAY, count(visits_of(sheet.only(3))))[VISITS] == 8
