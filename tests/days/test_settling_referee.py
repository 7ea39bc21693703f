"""No small number that settling hides can be worked out; broken rules give theirs away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.domain.base.interval import Interval
from app.domain.days.settling import SaidCounts, Settled, settle, told
from tests.support.referee import House, Seen, pinned

HOUSES = [
    (House(0, 2, (9,)), 3),
    (House(0, 2, (6, 5)), 3),
    (House(0, 3, (4, 3)), 3),
    (House(0, 4, (5,)), 2),
    (House(1, 2, (6,)), 3),
    (House(1, 2, (3, 1)), 2),
    (House(1, 3, (4,)), 2),
    (House(2, 2, (4,)), 2),
]


def as_told(unit: SaidCounts, threshold: int) -> Settled:
    roles = tuple(unit.roles)
    return settle(unit, threshold, offered=roles, all_along=roles, asks_company=False)


def seen(settled: Settled) -> Seen:
    return (
        settled.untold,
        tuple(sorted(settled.roles.items())),
        tuple(sorted(settled.within.items())),
        settled.several_roles,
    )


@pytest.mark.parametrize(("house", "threshold"), HOUSES)
def test_no_small_number_follows_from_all_that_is_shown(house: House, threshold: int) -> None:
    found = pinned(house, threshold, lambda unit, _months: seen(as_told(unit, threshold)))
    assert found.outputs > 50
    assert not found.pinned


def test_he_finds_roles_that_took_part_gives_away() -> None:
    """Without the slack that is left for those under the threshold."""

    def scheme(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        return seen(as_told(replace(unit, outside=0), 3))

    assert "role 11" in pinned(House(0, 2, (9,)), 3, scheme).pinned


def test_he_finds_roles_behind_those_that_nobody_could_choose() -> None:
    """If roles that the venue took on at the end were counted as cover."""

    def scheme(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        roles = (11, 12, 21, 22, 23)
        return seen(settle(unit, 3, offered=roles, all_along=roles, asks_company=False))

    assert "role 11" in pinned(House(0, 2, (9,)), 3, scheme).pinned


def test_he_finds_the_rest_of_a_role() -> None:
    """If a role within an activity were told although the rest of the role is small."""

    def scheme(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        settled = as_told(unit, 2)
        within = {
            cell: Interval.of(number)
            for cell, number in unit.within.items()
            if settled.roles and 2 <= number <= unit.activities[cell[0]] - 2
        }
        return seen(replace(settled, within=within))

    assert "role 11 in 0" in pinned(House(1, 2, (5,)), 2, scheme).pinned


def test_he_finds_two_roles_where_everybody_in_an_activity_has_one() -> None:
    """If a role within an activity were told although nobody there does anything else."""

    def scheme(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        return seen(as_told(replace(unit, activities=dict.fromkeys(unit.activities, 99)), 2))

    assert "several" in pinned(House(2, 2, (4,)), 2, scheme).pinned


def test_he_finds_roles_behind_two_roles_or_more() -> None:
    """If two roles or more were told beside roles that are barely large enough."""

    def scheme(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        settled = as_told(unit, 3)
        return seen(replace(settled, several_roles=told(unit.several_roles, 3)))

    assert pinned(House(0, 3, (8,)), 3, scheme).pinned


def test_he_finds_more_if_both_months_and_quarters_are_told() -> None:
    """What the other numbers give away of a month is little beside it."""

    def both(unit: SaidCounts, months: Sequence[SaidCounts]) -> Seen:
        return tuple(seen(as_told(one, 3)) for one in (unit, *months))

    def quarters(unit: SaidCounts, _months: Sequence[SaidCounts]) -> Seen:
        return seen(as_told(unit, 3))

    house = House(0, 2, (6, 6))
    told_both = pinned(house, 3, both, months=True)
    told_once = pinned(house, 3, quarters, months=True)
    assert told_both.times > 2 * told_once.times


def test_he_finds_the_single_role_of_a_house() -> None:
    """Its number is that of those who took part without an activity, and no rule can hide that."""
    found = pinned(House(1, 1, (6,)), 3, lambda unit, _months: seen(as_told(unit, 3)))
    assert set(found.pinned) == {"role 11", "role 11 in 0"}
