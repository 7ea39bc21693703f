"""An attacker who knows the rules and sees everything on display."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.reports.disclosure import protect
from app.domain.reports.figures import ActivityTotal, Figures, total
from app.domain.base.interval import Interval
from app.domain.visits.counting import Cell, Measure, VisitRow, count
from app.domain.visits.source import Source

Counts = dict[Cell, int]
Rule = Callable[[Counts], Figures]
PHONE = Source.PHONE


def kinds_of_visit(activities: int, roles: int) -> list[VisitRow]:
    """Every state a visit can end the day in, by activities and roles."""
    found = []
    for chosen in itertools.product([False, True], repeat=activities):
        taken = [a for a, yes in enumerate(chosen, 1) if yes]
        venues = ["no", None, *taken]
        for held in itertools.product(venues, repeat=roles):
            found.append(
                VisitRow(
                    size=1,
                    source=PHONE,
                    activities=frozenset(taken),
                    roles={r: a for r, a in enumerate(held, 11) if a != "no"},  # type: ignore[misc]
                )
            )
    return found


def months(visits: int, activities: int, roles: int) -> Iterator[Counts]:
    """Every distinct set of monthly counts a venue with this many visits can have."""
    counted = [count([kind]) for kind in kinds_of_visit(activities, roles)]
    cells = sorted({cell for counts in counted for cell in counts}, key=lambda cell: cell.key)
    vectors = [tuple(counts.get(cell, 0) for cell in cells) for counts in counted]
    sums = {(0,) * len(cells)}
    for _ in range(visits):
        sums = {tuple(map(sum, zip(s, v, strict=True))) for s in sums for v in vectors}
    for one in sums:
        yield {cell: number for cell, number in zip(cells, one, strict=True) if number}


def attributes(counts: Counts) -> Counts:
    """Everything a month shows about people, with role totals alongside the venues."""
    told = Counter(
        {
            cell: number
            for cell, number in counts.items()
            if cell.measure not in (Measure.VISITS, Measure.ACTIVITY, Measure.SOURCE)
            and not (cell.measure is Measure.ROLE and cell.activity_id is None)
        }
    )
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE:
            told[Cell(Measure.ROLE, activity_id=-1, role_id=cell.role_id)] += number
    return dict(told)


def found_out(
    months: Iterator[Counts], rule: Callable[[Counts], object], threshold: int
) -> list[tuple[Counts, Cell]]:
    """Every small number a reader of the output can be sure of.

    The reader can list every month that would give this exact output, and so knows any number
    that is the same in all of them.
    """
    same_output: dict[str, list[Counts]] = defaultdict(list)
    same_totals: dict[str, list[Counts]] = defaultdict(list)
    for counts in months:
        same_output[repr(rule(counts))].append(counts)
        same_totals[repr(totals(counts))].append(counts)
    by_totals = {key: small_and_certain(worlds, threshold) for key, worlds in same_totals.items()}
    return [
        (worlds[0], cell)
        for worlds in same_output.values()
        for cell in small_and_certain(worlds, threshold) - by_totals[repr(totals(worlds[0]))]
    ]


def totals(counts: Counts) -> Counts:
    """The counts that are always exact: no rule can hide what follows from these alone."""
    always = (Measure.VISITS, Measure.ACTIVITY)
    return {cell: number for cell, number in counts.items() if cell.measure in always}


def small_and_certain(worlds: list[Counts], threshold: int) -> set[Cell]:
    """The cells with the same small number in all these months."""
    told = [attributes(world) for world in worlds]
    certain = set.intersection(*(set(one.items()) for one in told))
    return {cell for cell, number in certain if number < threshold}


def rule(threshold: int, roles: tuple[int, ...] = (11, 12, 13)) -> Rule:
    return lambda counts: protect(counts, {}, threshold, roles)


@pytest.mark.parametrize(
    ("visits", "activities", "roles", "threshold"),
    [
        *((n, 0, 2, 3) for n in (1, 2, 5, 6, 7, 8, 9, 12)),
        *((n, 1, 1, 3) for n in range(1, 10)),
        (6, 0, 3, 3),
        (7, 0, 3, 3),
        (6, 1, 2, 3),
        (6, 2, 1, 3),
        (9, 0, 2, 4),
        (12, 1, 1, 5),
    ],
)
def test_it_tells_no_small_number_of_any_month_that_can_be(
    visits: int, activities: int, roles: int, threshold: int
) -> None:
    known = tuple(range(11, 11 + roles))
    assert found_out(months(visits, activities, roles), rule(threshold, known), threshold) == []


def test_it_would_find_out_by_the_outputs_before_and_after_a_higher_threshold() -> None:
    """Why a final month keeps its threshold."""

    def both(counts: Counts) -> tuple[Figures, Figures]:
        return rule(3, (11,))(counts), rule(4, (11,))(counts)

    assert {cell.measure for _, cell in found_out(months(9, 1, 1), both, 3)} == {Measure.JUST_HERE}


def one_to_choose(offered: int | None) -> Rule:
    """A venue that offers one role in a partnership that has two."""
    return lambda counts: protect(counts, {}, 3, (11, 12), offered=offered)


@pytest.mark.parametrize("visits", [6, 7, 8, 9])
def test_it_tells_no_small_number_where_a_venue_offers_one_role_of_several(visits: int) -> None:
    assert found_out(months(visits, 1, 1), one_to_choose(1), 3) == []


def test_it_would_find_out_by_a_role_that_nobody_could_choose() -> None:
    told = {cell.measure for _, cell in found_out(months(8, 1, 1), one_to_choose(None), 3)}
    assert told == {Measure.ROLE}


def every_number_alone(counts: Counts) -> Figures:
    """A broken rule: it hides small numbers and nothing else."""

    def alone(cell: Cell) -> Interval:
        number = counts.get(cell, 0)
        return Interval(1, 2) if 0 < number < 3 else Interval.of(number)

    return dataclasses.replace(
        rule(3)(counts),
        just_here=alone(Cell(Measure.JUST_HERE)),
        took_part=alone(Cell(Measure.TOOK_PART)),
        several_roles=alone(Cell(Measure.SEVERAL_ROLES)),
        roles={r: alone(Cell(Measure.ROLE, role_id=r)) for r in (11, 12)},
        roles_within={},
    )


def test_it_would_find_out_a_rule_that_hides_nothing_more_than_the_small_numbers() -> None:
    told = {cell.measure for _, cell in found_out(months(8, 0, 2), every_number_alone, 3)}
    assert told == {Measure.JUST_HERE, Measure.TOOK_PART, Measure.ROLE, Measure.SEVERAL_ROLES}


visit_rows = st.builds(
    VisitRow,
    size=st.integers(1, 4),
    source=st.sampled_from([PHONE, PHONE, PHONE, Source.TABLET, Source.HOST, Source.PAPER]),
    changed=st.integers(0, 9).map(lambda n: n == 0),
    activities=st.frozensets(st.integers(1, 3), max_size=2),
    roles=st.dictionaries(st.integers(11, 13), st.none(), max_size=2),
)
counts_of_months = st.lists(visit_rows, max_size=60).map(count)


def attribute_numbers(figures: Figures) -> list[Interval]:
    return [
        figures.just_here,
        figures.took_part,
        figures.changed,
        figures.several_roles,
        *figures.roles.values(),
        *figures.roles_within.values(),
        *figures.sources.values(),
    ]


@given(counts_of_months, st.integers(3, 20))
def test_it_shows_a_number_about_people_only_at_0_or_from_the_threshold_on(
    counts: Counts, threshold: int
) -> None:
    figures = protect(counts, {}, threshold, (11, 12, 13))
    for shown in attribute_numbers(figures):
        assert shown.exact is None or shown.exact == 0 or shown.exact >= threshold


@given(counts_of_months, st.integers(3, 20))
def test_it_never_says_a_wrong_range(counts: Counts, threshold: int) -> None:
    figures = protect(counts, {}, threshold, (11, 12, 13))
    truth = attributes(counts)

    def holds(shown: Interval, number: int) -> bool:
        return shown.low <= number <= shown.high

    assert holds(figures.just_here, truth.get(Cell(Measure.JUST_HERE), 0))
    assert holds(figures.took_part, truth.get(Cell(Measure.TOOK_PART), 0))
    assert holds(figures.changed, truth.get(Cell(Measure.CHANGED), 0))
    assert holds(figures.several_roles, truth.get(Cell(Measure.SEVERAL_ROLES), 0))
    for role_id, shown in figures.roles.items():
        assert holds(shown, truth.get(Cell(Measure.ROLE, -1, role_id), 0))
    for (activity_id, role_id), shown in figures.roles_within.items():
        assert holds(shown, truth.get(Cell(Measure.ROLE, activity_id, role_id), 0))
    for source, shown in figures.sources.items():
        assert holds(shown, counts.get(Cell(Measure.SOURCE, source=source), 0))


@given(counts_of_months, st.integers(3, 20))
def test_it_never_hides_one_part_of_a_sum_alone(counts: Counts, threshold: int) -> None:
    figures = protect(counts, {}, threshold, (11, 12, 13))
    for parts in ([figures.just_here, figures.took_part], [*figures.sources.values()]):
        hidden = [part for part in parts if part.exact is None]
        assert len(hidden) != 1
        assert sum(part.low for part in parts) <= figures.visits
        assert figures.visits <= sum(part.high for part in parts)


@given(counts_of_months, counts_of_months, st.integers(3, 20))
def test_it_tells_nothing_but_totals_of_a_month_that_can_be_corrected(
    counts: Counts, others: Counts, threshold: int
) -> None:
    assume(counts)
    swapped = {cell: n for cell, n in others.items() if cell not in totals(others)}
    swapped |= totals(counts)
    one, other = (
        protect(these, {}, threshold, (11, 12, 13), settled=False) for these in (counts, swapped)
    )
    assert one == other
    assert one.visits == counts.get(Cell(Measure.VISITS), 0)


def test_it_hides_the_largest_role_with_the_small_one() -> None:
    figures = protect(
        {
            Cell(Measure.VISITS): 100,
            Cell(Measure.JUST_HERE): 40,
            Cell(Measure.TOOK_PART): 60,
            Cell(Measure.ROLE, role_id=11): 30,
            Cell(Measure.ROLE, role_id=12): 12,
            Cell(Measure.ROLE, role_id=13): 2,
        },
        {},
        5,
        (11, 12, 13),
    )
    assert figures.roles == {11: Interval(28, 31), 12: Interval.of(12), 13: Interval(1, 4)}


def test_it_shows_only_totals_of_a_month_with_few_visits() -> None:
    visits = [VisitRow(size=1, source=PHONE, activities=frozenset({1}))] * 9
    figures = protect(count(visits), {1: 2}, 5, ())
    assert figures.few_visits
    assert figures.activities[1] == ActivityTotal(9, 2)
    assert figures.took_part == Interval(0, 9)


def test_it_sums_what_the_months_show_and_nothing_else() -> None:
    month = {
        Cell(Measure.VISITS): 50,
        Cell(Measure.JUST_HERE): 48,
        Cell(Measure.TOOK_PART): 2,
    }
    changed = {**month, Cell(Measure.CHANGED): 3}
    shown = [protect(counts, {}, 5, ()) for counts in (month, changed, changed)]
    quarter = total(shown)
    assert quarter.visits == 150
    assert quarter.changed == Interval(2, 8)
    assert quarter.just_here == Interval(0, 150)


def test_a_wish_for_company_is_shown_like_any_number_about_people() -> None:
    def company(wishes: int, visits: int = 100) -> Interval:
        counts = {Cell(Measure.VISITS): visits, Cell(Measure.TOOK_PART): visits}
        return protect({**counts, Cell(Measure.COMPANY): wishes}, {}, 5, ()).company

    assert [company(wishes).text for wishes in (0, 1, 4, 5, 30)] == ["0", "1–4", "1–4", "5", "30"]
    assert company(1, visits=3).text == "0–3"
