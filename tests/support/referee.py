"""A reader who knows the rules, sees every output, and lists all that could have led to it.

A house is small enough to list everything that can have happened in it: each visit of each month is
a set of activities and a set of roles, each role in one of the activities or in the venue as such.
The reader sees visits, took part (so just here as well) and participations of each month exactly,
and what is told of roles. All that gives the very same output is one group. A number that is the
same in all of a group is pinned.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from app.domain.days.settling import SaidCounts

Vector = tuple[int, ...]
Seen = object
Scheme = Callable[[SaidCounts, Sequence[SaidCounts]], Seen]
"""What is told of a unit, from its counts and from those of each of its months."""


@dataclass(frozen=True)
class House:
    """`visits` are those of each month. Activity ids begin with 1, role ids with 11."""

    activities: int
    roles: int
    visits: tuple[int, ...]

    @property
    def activity_ids(self) -> range:
        return range(1, self.activities + 1)

    @property
    def role_ids(self) -> range:
        return range(11, self.roles + 11)


@dataclass(frozen=True)
class Found:
    """How many outputs there are, and an example of each number that some of them pin.

    `times` is how many numbers are pinned in all.
    """

    outputs: int
    pinned: dict[str, Seen]
    times: int


def pinned(house: House, threshold: int, scheme: Scheme, *, months: bool = False) -> Found:
    """Return the numbers from 1 to the threshold - 1 that some output gives away.

    They are the unit's numbers, or those of its `months`.
    """
    groups: dict[Seen, tuple[Vector, Vector]] = {}
    possible = [
        [(_exact(house, one), _counts(house, visits, one)) for one in _months(house, visits)]
        for visits in house.visits
    ]
    for chosen in itertools.product(*possible):
        parts = [counts for _exact, counts in chosen]
        unit = _sum(parts)
        output = (tuple(exact for exact, _counts in chosen), scheme(unit, parts))
        secret = tuple(n for one in (parts if months else [unit]) for n in _secret(house, one))
        low, high = groups.get(output, (secret, secret))
        groups[output] = (tuple(map(min, low, secret)), tuple(map(max, high, secret)))
    given_away = [
        (name, output)
        for output, (low, high) in groups.items()
        for name, least, most in zip(itertools.cycle(_names(house)), low, high, strict=False)
        if 0 < least == most < threshold
    ]
    return Found(len(groups), dict(given_away), len(given_away))


def _visits(house: House) -> set[Vector]:
    """Return every visit there can be, as took part, participations, several roles, and cells."""
    kinds = set()
    for chosen in itertools.product((False, True), repeat=house.activities):
        places = [None, 0, *(a for a, yes in zip(house.activity_ids, chosen, strict=True) if yes)]
        for held in itertools.product(places, repeat=house.roles):
            several = len([place for place in held if place is not None]) > 1
            took_part = any(chosen) or any(place is not None for place in held)
            cells = [place == at for place in held for at in (0, *house.activity_ids)]
            kinds.add(tuple(map(int, (took_part, *chosen, several, *cells))))
    return kinds


def _months(house: House, visits: int) -> set[Vector]:
    """Return all that a month with so many visits can add up to."""
    kinds = _visits(house)
    sums = {(0,) * len(next(iter(kinds)))}
    for _ in range(visits):
        sums = {tuple(map(int.__add__, one, kind)) for one in sums for kind in kinds}
    return sums


def _exact(house: House, month: Vector) -> Vector:
    return month[: 1 + house.activities]


def _counts(house: House, visits: int, month: Vector) -> SaidCounts:
    took_part, participations = month[0], month[1 : 1 + house.activities]
    several, cells = month[1 + house.activities], iter(month[2 + house.activities :])
    roles: dict[int, int] = {}
    within: dict[tuple[int, int], int] = {}
    for role in house.role_ids:
        numbers = list(itertools.islice(cells, house.activities + 1))
        roles[role] = sum(numbers)
        within |= {(a, role): numbers[a] for a in house.activity_ids}
    return SaidCounts(
        visits=visits,
        outside=max(0, took_part - sum(participations)),
        activities=dict(zip(house.activity_ids, participations, strict=True)),
        roles=roles,
        within=within,
        several_roles=several,
        company=0,
    )


def _sum(parts: Sequence[SaidCounts]) -> SaidCounts:
    first = parts[0]
    return SaidCounts(
        visits=sum(one.visits for one in parts),
        outside=sum(one.outside for one in parts),
        activities={a: sum(one.activities[a] for one in parts) for a in first.activities},
        roles={r: sum(one.roles[r] for one in parts) for r in first.roles},
        within={c: sum(one.within[c] for one in parts) for c in first.within},
        several_roles=sum(one.several_roles for one in parts),
        company=0,
    )


def _names(house: House) -> list[str]:
    cells = [f"role {role} in {a}" for role in house.role_ids for a in (0, *house.activity_ids)]
    return [*(f"role {role}" for role in house.role_ids), *cells, "several"]


def _secret(house: House, unit: SaidCounts) -> Iterator[int]:
    yield from unit.roles.values()
    for role in house.role_ids:
        within = [unit.within[a, role] for a in house.activity_ids]
        yield unit.roles[role] - sum(within)
        yield from within
    yield unit.several_roles
