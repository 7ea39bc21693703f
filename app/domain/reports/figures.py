"""The protected figures of a month, and their sums.

`app.domain.reports.disclosure` decides what may be shown of a month.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

from app.domain.reports.interval import NONE, Interval
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class ActivityTotal:
    """Participations in an activity, and the number of days with at least one."""

    participations: int
    times_held: int


@dataclass(frozen=True)
class Figures:
    """What may be shown of one month at one venue, or of a sum of such months.

    `activities` and `roles` are keyed by id, and `roles_within` by (activity id, role id).
    `parts`, plus the visits from paper and import, add up to `visits`. `held` are visits that no
    host has confirmed; they are in no other number.

    `roles_hidden` is the number of months in which the roles are hidden. `few_visits` and
    `unsettled` are the numbers of months that show only totals, because they had few visits or
    because they can still be corrected.
    """

    visits: int
    just_here: Interval
    took_part: Interval
    changed: Interval
    several_roles: Interval
    activities: dict[int, ActivityTotal] = field(default_factory=dict)
    roles: dict[int, Interval] = field(default_factory=dict)
    roles_within: dict[tuple[int, int], Interval] = field(default_factory=dict)
    sources: dict[Source, Interval] = field(default_factory=dict)
    parts: dict[PartOfDay, Interval] = field(default_factory=dict)
    company: Interval = NONE
    held: int = 0
    roles_hidden: int = 0
    few_visits: int = 0
    unsettled: int = 0


NO_FIGURES = Figures(0, NONE, NONE, NONE, NONE)
Value = TypeVar("Value")
ENDS = attrgetter("low", "high")
HELD = attrgetter("participations", "times_held")


def total(months: Iterable[Figures]) -> Figures:
    """Return the sum of protected months.

    Do not protect a sum of exact counts instead: comparing it with the months would reveal
    small numbers.
    """
    parts = tuple(months)
    if len(parts) < 2:
        return parts[0] if parts else NO_FIGURES
    # Sums field by field. Adding one part at a time would build a full Figures at every step,
    # which is slow for a report of forty venues.
    return Figures(
        visits=sum(part.visits for part in parts),
        just_here=_sum(part.just_here for part in parts),
        took_part=_sum(part.took_part for part in parts),
        changed=_sum(part.changed for part in parts),
        several_roles=_sum(part.several_roles for part in parts),
        activities=_sums((part.activities for part in parts), HELD, ActivityTotal),
        roles=_sums((part.roles for part in parts), ENDS, Interval),
        roles_within=_sums((part.roles_within for part in parts), ENDS, Interval),
        sources=_sums((part.sources for part in parts), ENDS, Interval),
        parts=_sums((part.parts for part in parts), ENDS, Interval),
        company=_sum(part.company for part in parts),
        held=sum(part.held for part in parts),
        roles_hidden=sum(part.roles_hidden for part in parts),
        few_visits=sum(part.few_visits for part in parts),
        unsettled=sum(part.unsettled for part in parts),
    )


def _sums(
    numbers: Iterable[Mapping[Key, Value]],
    both: Callable[[Value], tuple[int, int]],
    made: Callable[[int, int], Value],
) -> dict[Key, Value]:
    """Sum values that consist of two numbers, key by key.

    `both` splits a value into its two numbers; `made` builds a value from two sums.
    """
    sums: dict[Key, list[int]] = {}
    for one in numbers:
        for key, value in one.items():
            summed = sums.setdefault(key, [0, 0])
            first, second = both(value)
            summed[0] += first
            summed[1] += second
    return {key: made(*summed) for key, summed in sums.items()}


def _sum(numbers: Iterable[Interval]) -> Interval:
    low = high = 0
    for number in numbers:
        low += number.low
        high += number.high
    return Interval(low, high)
