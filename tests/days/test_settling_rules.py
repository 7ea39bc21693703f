"""What is told of a period, by example, with a threshold of 5."""

from __future__ import annotations

from dataclasses import replace

from app.domain.base.interval import Interval
from app.domain.base.months import Month
from app.domain.days.settling import SaidCounts, Settled, Untold, settle
from app.domain.days.units import MONTH, QUARTER, Unit, unit_of
from app.domain.reports.figures import settled_total

COOK, CLEAN, KNIT = 11, 12, 1
UNDER_5 = Interval(0, 4)
COUNTS = SaidCounts(
    visits=60,
    outside=8,
    activities={KNIT: 30},
    roles={COOK: 18, CLEAN: 3},
    within={(KNIT, COOK): 12, (KNIT, CLEAN): 0},
    several_roles=2,
    company=1,
)


def settled(counts: SaidCounts = COUNTS, late: frozenset[int] = frozenset()) -> Settled:
    offered = {COOK, CLEAN}
    return settle(counts, 5, offered=offered, all_along=offered - late, asks_company=True)


def test_a_number_is_exact_from_the_threshold_on_and_under_it_below() -> None:
    assert settled().roles == {COOK: Interval.of(18), CLEAN: UNDER_5}
    assert settled().company == UNDER_5


def test_nobody_reads_the_same_as_a_few() -> None:
    none = replace(COUNTS, roles={COOK: 18}, company=0)
    assert settled(none) == settled()


def test_few_visits_tell_no_role() -> None:
    assert settled(replace(COUNTS, visits=9)) == Settled(untold=Untold.FEW_VISITS)
    assert settled(replace(COUNTS, visits=10)).untold is None


def test_roles_are_hidden_where_those_outside_leave_the_small_ones_no_room() -> None:
    # Outside the activities at most 18 - 12 cooked and 4 cleaned. Without telling how many cooked
    # in one, it is 18 and 4.
    told = settled(replace(COUNTS, outside=6))
    assert told.within == {}
    assert told.roles[COOK] == Interval.of(18)
    assert settled(replace(COUNTS, outside=17)).untold is None
    assert settled(replace(COUNTS, outside=18)).untold is Untold.TOO_CLOSE
    assert settled(replace(COUNTS, outside=14), frozenset({CLEAN})).untold is Untold.TOO_CLOSE


def test_a_role_within_an_activity_leaves_others_in_the_role_and_in_the_activity() -> None:
    one = replace(COUNTS, outside=0)
    assert settled(one).within == {(KNIT, COOK): Interval.of(12)}
    assert settled(replace(one, within={(KNIT, COOK): 18})).within != {}
    assert settled(replace(one, within={(KNIT, COOK): 14})).within == {}
    assert settled(replace(one, activities={KNIT: 16})).within == {}


def test_two_roles_or_more_is_told_where_every_role_is_large() -> None:
    assert settled().several_roles is None
    large = replace(COUNTS, roles={COOK: 18, CLEAN: 10})
    assert settled(large).several_roles == UNDER_5
    assert settled(replace(large, several_roles=7)).several_roles == Interval.of(7)


def test_a_role_that_is_no_longer_offered_is_told_if_it_is_large() -> None:
    let_go = replace(COUNTS, roles={COOK: 18, CLEAN: 3, 13: 6, 14: 4})
    assert set(settled(let_go).roles) == {COOK, CLEAN, 13}


def test_a_sum_says_what_it_is_at_least() -> None:
    quarter = settled()
    year = settled_total([quarter, quarter])
    assert year.roles == {COOK: Interval.of(36), CLEAN: Interval(0, 8)}
    with_hidden = settled_total([quarter, Settled(untold=Untold.FEW_VISITS)])
    assert with_hidden.roles == {COOK: Interval.at_least(18)}
    assert with_hidden.untold == {Untold.FEW_VISITS: 1}
    assert settled_total([quarter], waiting=1).roles[COOK] == Interval.at_least(18)


def test_a_change_of_length_counts_from_its_quarter() -> None:
    lengths = [(Month(2026, 4), QUARTER), (Month(2026, 10), MONTH)]
    assert unit_of(Month(2026, 3), lengths) == Unit(Month(2026, 3), MONTH)
    assert unit_of(Month(2026, 8), lengths) == Unit(Month(2026, 7), QUARTER)
    assert unit_of(Month(2026, 8), lengths).months[-1] == Month(2026, 9)
    assert unit_of(Month(2026, 11), lengths) == Unit(Month(2026, 11), MONTH)
