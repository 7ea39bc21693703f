"""The numbers of a report: exact ones, and what is told of what visitors said of themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from app.domain.base.interval import NONE, Interval
from app.domain.days.settling import Settled, Untold
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source

ANY = Interval.at_least(0)
Key = TypeVar("Key", int, tuple[int, int])


@dataclass(frozen=True, slots=True)
class ActivityTotal:
    """Participations in an activity, and the number of days with at least one."""

    participations: int
    times_held: int

    def __add__(self, other: ActivityTotal) -> ActivityTotal:
        return ActivityTotal(
            self.participations + other.participations, self.times_held + other.times_held
        )


@dataclass(frozen=True)
class SettledFigures:
    """What is told of roles and company: the sum of settled units (see `app.domain.days.settling`).

    `roles` is keyed by role id, and `within` by (activity id, role id). A number that not every
    unit of the sum tells has no upper limit. `several_roles` and `company` are None if no unit
    tells anything of them.

    `told` is the number of units that tell roles, and `untold` those that do not, by reason.
    `waiting` are units that have not settled yet. `longer` are those that began before the period
    or end after it, so that their numbers are in none of its sums: a month of a venue that settles
    by the quarter has one.
    """

    roles: dict[int, Interval] = field(default_factory=dict)
    within: dict[tuple[int, int], Interval] = field(default_factory=dict)
    several_roles: Interval | None = None
    company: Interval | None = None
    told: int = 0
    untold: dict[Untold, int] = field(default_factory=dict)
    waiting: int = 0
    longer: int = 0


@dataclass(frozen=True)
class Figures:
    """The numbers of one month at one venue, or the sum of several.

    `visits` is the sum of `just_here`, `took_part`, and the earlier counts in `sources`.
    `activities` is keyed by activity id. `parts` add up to the visits, those without a time among
    them; it is empty where they are not told. `held` are visits that no host has confirmed; they
    are in no other number.
    """

    visits: int = 0
    just_here: int = 0
    took_part: int = 0
    changed: int = 0
    held: int = 0
    activities: dict[int, ActivityTotal] = field(default_factory=dict)
    sources: dict[Source, int] = field(default_factory=dict)
    parts: dict[PartOfDay, int] = field(default_factory=dict)

    @property
    def counted_here(self) -> int:
        """The visits that are no earlier counts."""
        return self.visits - self.sources.get(Source.IMPORT, 0)

    @property
    def only_imported(self) -> bool:
        """Whether all visits are earlier counts, of which nothing else is known."""
        return self.visits > 0 and self.just_here + self.took_part == 0


def with_imported(figures: Figures, more: int) -> Figures:
    """Return the numbers with more visits from earlier counts, or fewer if `more` is negative."""
    sources = {**figures.sources, Source.IMPORT: figures.sources.get(Source.IMPORT, 0) + more}
    told = {source: number for source, number in sorted(sources.items()) if number}
    return replace(figures, visits=figures.visits + more, sources=told)


def total(months: Iterable[Figures]) -> Figures:
    """Return the sum of months, without their parts of the day."""
    all_ = tuple(months)
    return Figures(
        visits=sum(one.visits for one in all_),
        just_here=sum(one.just_here for one in all_),
        took_part=sum(one.took_part for one in all_),
        changed=sum(one.changed for one in all_),
        held=sum(one.held for one in all_),
        activities=_activities(one.activities for one in all_),
        sources=_sources(one.sources for one in all_),
    )


def settled_total(units: Iterable[Settled], *, waiting: int = 0, longer: int = 0) -> SettledFigures:
    """Return the sum of what settled units tell."""
    all_ = tuple(units)
    telling = [one for one in all_ if one.untold is None]
    open_ended = bool(waiting or longer)
    roles = _intervals([one.roles for one in telling])
    within = _intervals([one.within for one in telling])

    def one_number(numbers: list[Interval | None]) -> Interval | None:
        there = [number for number in numbers if number is not None]
        if not there:
            return None
        if len(there) == len(all_) and not open_ended:
            return sum_of(there)
        low = sum(number.low for number in there)
        return Interval.at_least(low) if low else None

    if open_ended or len(telling) < len(all_):
        roles = {key: Interval.at_least(number.low) for key, number in roles.items()}
        within = {key: Interval.at_least(number.low) for key, number in within.items()}
    return SettledFigures(
        # "At least 0" says nothing.
        roles={key: number for key, number in roles.items() if number != ANY},
        within={key: number for key, number in within.items() if number != ANY},
        several_roles=one_number([one.several_roles for one in all_]),
        company=one_number([one.company for one in all_]),
        told=len(telling),
        untold=dict(Counter(one.untold for one in all_ if one.untold is not None)),
        waiting=waiting,
        longer=longer,
    )


def sum_of(numbers: Iterable[Interval]) -> Interval:
    """Return the sum, from the sum of the lower limits to that of the upper ones."""
    return sum(numbers, start=NONE)


def _intervals(units: Sequence[Mapping[Key, Interval]]) -> dict[Key, Interval]:
    """Add up by key. A number that some unit does not have has no upper limit."""
    sums: dict[Key, Interval] = {}
    times: Counter[Key] = Counter()
    for unit in units:
        times.update(unit.keys())
        for key, number in unit.items():
            sums[key] = sums[key] + number if key in sums else number
    return {
        key: sums[key] if times[key] == len(units) else Interval.at_least(sums[key].low)
        for key in sorted(sums)
    }


def _sources(months: Iterable[Mapping[Source, int]]) -> dict[Source, int]:
    sums: dict[Source, int] = {}
    for month in months:
        for source, number in month.items():
            sums[source] = sums.get(source, 0) + number
    return sums


def _activities(months: Iterable[Mapping[int, ActivityTotal]]) -> dict[int, ActivityTotal]:
    found: dict[int, ActivityTotal] = {}
    for month in months:
        for key, number in month.items():
            found[key] = found[key] + number if key in found else number
    return found
