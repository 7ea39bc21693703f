"""Numbers as they are shown: exact, or only the range they lie in; and what may be added up.

What may be shown of a month's counts is decided in `app.domain.disclosure`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from app.domain.check_in import Source
from app.domain.part_of_day import PartOfDay

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Shown:
    """A number as it is shown: exact, or only the range it lies in (both ends included)."""

    low: int
    high: int

    @classmethod
    def of(cls, number: int) -> Shown:
        """An exact number."""
        return cls(number, number)

    @property
    def exact(self) -> int | None:
        """The number, or None where only its range is shown."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        """The number as a file or a table shows it: 12, or 1–4."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    def __add__(self, other: Shown) -> Shown:
        return Shown(self.low + other.low, self.high + other.high)


NONE = Shown(0, 0)


@dataclass(frozen=True)
class ActivityTotal:
    """Participations in an activity, and the days on which it had at least one."""

    participations: int
    times_held: int

    def __add__(self, other: ActivityTotal) -> ActivityTotal:
        return ActivityTotal(
            self.participations + other.participations, self.times_held + other.times_held
        )


@dataclass(frozen=True)
class Figures:
    """What may be shown of a venue's month, or of a sum of its months.

    `held` are visits that waited for a host and stand in no other number.
    `roles_within` maps activity and role to the visits that held the role in the activity.
    `parts` are the visits by the part of the day; with paper and import they are the visits.
    `roles_hidden` counts the months in which the roles stay hidden. So does everything but visits
    and participations in `few_visits` months, which had few, and `unsettled` ones, which can still
    be corrected.
    """

    visits: int
    just_here: Shown
    took_part: Shown
    changed: Shown
    several_roles: Shown
    activities: dict[int, ActivityTotal] = field(default_factory=dict)
    roles: dict[int, Shown] = field(default_factory=dict)
    roles_within: dict[tuple[int, int], Shown] = field(default_factory=dict)
    sources: dict[Source, Shown] = field(default_factory=dict)
    parts: dict[PartOfDay, Shown] = field(default_factory=dict)
    company: Shown = NONE
    held: int = 0
    roles_hidden: int = 0
    few_visits: int = 0
    unsettled: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            visits=self.visits + other.visits,
            just_here=self.just_here + other.just_here,
            took_part=self.took_part + other.took_part,
            changed=self.changed + other.changed,
            several_roles=self.several_roles + other.several_roles,
            activities=_add(self.activities, other.activities, ActivityTotal(0, 0)),
            roles=_add(self.roles, other.roles, NONE),
            roles_within=_add(self.roles_within, other.roles_within, NONE),
            sources=_add(self.sources, other.sources, NONE),
            parts=_add(self.parts, other.parts, NONE),
            company=self.company + other.company,
            held=self.held + other.held,
            roles_hidden=self.roles_hidden + other.roles_hidden,
            few_visits=self.few_visits + other.few_visits,
            unsettled=self.unsettled + other.unsettled,
        )


NO_FIGURES = Figures(0, NONE, NONE, NONE, NONE)


def total(months: Iterable[Figures]) -> Figures:
    """The sum of what the months show. Never protect a sum of exact counts instead."""
    parts = list(months)
    while len(parts) > 1:
        # In pairs: added one by one, the sum of forty places is copied at each of their months.
        pairs = [one + other for one, other in zip(parts[::2], parts[1::2], strict=False)]
        parts = pairs + parts[2 * len(pairs) :]
    return parts[0] if parts else NO_FIGURES


Value = TypeVar("Value", Shown, ActivityTotal)


def _add(one: Mapping[Key, Value], other: Mapping[Key, Value], zero: Value) -> dict[Key, Value]:
    keys = dict.fromkeys((*one, *other))
    return {key: one.get(key, zero) + other.get(key, zero) for key in keys}
