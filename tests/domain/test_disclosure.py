"""An attacker who knows the rules and sees everything that is shown."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import disclosure
from app.domain.check_in import Source
from app.domain.counting import Cell, Measure, VisitRow, count
from app.domain.disclosure import Figures, Shown, protect, total
from app.domain.part_of_day import PartOfDay

Counts = dict[Cell, int]
Rule = Callable[[Counts], Figures]
PHONE = Source.PHONE


def kinds_of_visit(activities: int, roles: int) -> list[VisitRow]:
    """Every state that a visit can be in at the end of a day, by activities and roles."""
    found = []
    for chosen in itertools.product([False, True], repeat=activities):
        taken = [a for a, yes in enumerate(chosen, 1) if yes]
        places = ["no", None, *taken]
        for held in itertools.product(places, repeat=roles):
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
    """The counts of every month that a house with so many visits can have, each once."""
    counted = [count([kind]) for kind in kinds_of_visit(activities, roles)]
    cells = sorted({cell for counts in counted for cell in counts}, key=lambda cell: cell.key)
    vectors = [tuple(counts.get(cell, 0) for cell in cells) for counts in counted]
    sums = {(0,) * len(cells)}
    for _ in range(visits):
        sums = {tuple(map(sum, zip(s, v, strict=True))) for s in sums for v in vectors}
    for one in sums:
        yield {cell: number for cell, number in zip(cells, one, strict=True) if number}


def attributes(counts: Counts) -> Counts:
    """Everything that a month says about people, with role totals beside the places."""
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


def found_out(months: Iterator[Counts], rule: Rule, threshold: int) -> list[tuple[Counts, Cell]]:
    """Every small number that a reader of the output can be sure of.

    The reader can make the list of all months that give this very output, and so knows a number
    as soon as it is the same in all of them.
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
    """What is always exact: no rule can hide what follows from these alone."""
    always = (Measure.VISITS, Measure.ACTIVITY)
    return {cell: number for cell, number in counts.items() if cell.measure in always}


def small_and_certain(worlds: list[Counts], threshold: int) -> set[Cell]:
    """The cells that have the same small number in all of these months."""
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


def every_number_alone(counts: Counts) -> Figures:
    """A broken rule: small numbers are hidden, and nothing is hidden with them."""

    def alone(cell: Cell) -> Shown:
        number = counts.get(cell, 0)
        return Shown(1, 2) if 0 < number < 3 else Shown.of(number)

    return dataclasses.replace(
        rule(3)(counts),
        just_here=alone(Cell(Measure.JUST_HERE)),
        took_part=alone(Cell(Measure.TOOK_PART)),
        several_roles=alone(Cell(Measure.SEVERAL_ROLES)),
        roles={r: alone(Cell(Measure.ROLE, role_id=r)) for r in (11, 12)},
        roles_within={},
    )


def cover_that_says_it_is_large(counts: Counts) -> Figures:
    """A broken rule: two parts of a sum are hidden, but the larger is known to be 3 or more."""
    shown = {
        source: Shown(1, 2) if number < 3 else Shown(3, 10**6)
        for source in Source
        if (number := counts.get(Cell(Measure.SOURCE, source=source), 0))
    }
    return Figures(counts.get(Cell(Measure.VISITS), 0), *[disclosure.NONE] * 4, sources=shown)


def test_it_would_find_out_a_rule_that_hides_nothing_more_than_the_small_numbers() -> None:
    told = {cell.measure for _, cell in found_out(months(8, 0, 2), every_number_alone, 3)}
    assert told == {Measure.JUST_HERE, Measure.TOOK_PART, Measure.ROLE, Measure.SEVERAL_ROLES}


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


def found_sources(worlds: list[Counts], rule: Rule, threshold: int) -> list[Cell]:
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


visit_rows = st.builds(
    VisitRow,
    size=st.integers(1, 4),
    source=st.sampled_from([PHONE, PHONE, PHONE, Source.TABLET, Source.HOST, Source.PAPER]),
    changed=st.integers(0, 9).map(lambda n: n == 0),
    activities=st.frozensets(st.integers(1, 3), max_size=2),
    roles=st.dictionaries(st.integers(11, 13), st.none(), max_size=2),
)
counts_of_months = st.lists(visit_rows, max_size=60).map(count)


def attribute_numbers(figures: Figures) -> list[Shown]:
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

    def holds(shown: Shown, number: int) -> bool:
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
    assert figures.roles == {11: Shown(28, 31), 12: Shown.of(12), 13: Shown(1, 4)}


def test_it_shows_only_totals_of_a_month_with_few_visits() -> None:
    visits = [VisitRow(size=1, source=PHONE, activities=frozenset({1}))] * 9
    figures = protect(count(visits), {1: 2}, 5, ())
    assert figures.all_hidden
    assert figures.activities[1] == disclosure.ActivityTotal(9, 2)
    assert figures.took_part == Shown(0, 9)


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
    assert quarter.changed == Shown(2, 8)
    assert quarter.just_here == Shown(0, 150)


def test_a_wish_for_company_is_shown_like_any_number_about_people() -> None:
    def company(wishes: int, visits: int = 100) -> Shown:
        counts = {Cell(Measure.VISITS): visits, Cell(Measure.TOOK_PART): visits}
        return protect({**counts, Cell(Measure.COMPANY): wishes}, {}, 5, ()).company

    assert [company(wishes).text for wishes in (0, 1, 4, 5, 30)] == ["0", "1–4", "1–4", "5", "30"]
    assert company(1, visits=3).text == "0–3"
