"""Small-number protection: from a month's exact counts to what may be shown of them.

Visits and participations are shown as they are. Every other number says something about the
people behind it, and is shown only where it is 0 or at least the partnership's threshold. The
rules, the reasoning and the attacker they hold against are in docs/counting.md; the test
enumerates every month that a small house can have and finds no small number in what is shown.

Whatever is shown is a function of the month alone, and quarters and years are sums of what the
months show. So no output can be subtracted from another: there is one set of numbers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from app.domain.check_in import Source
from app.domain.counting import Cell, Measure
from app.domain.part_of_day import TIMED, PartOfDay

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
    `roles_hidden` and `all_hidden` count the months in which the roles, or everything but
    visits and participations, stay hidden.
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
    all_hidden: int = 0

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
            all_hidden=self.all_hidden + other.all_hidden,
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


def protect(
    counts: Mapping[Cell, int],
    times_held: Mapping[int, int],
    threshold: int,
    roles: Iterable[int],
    parts: Mapping[PartOfDay, int] | None = MappingProxyType({}),
) -> Figures:
    """What may be shown of a month.

    `counts` are the month's exact counts; `times_held` maps an activity to days; `roles` are all
    roles of the partnership, so that a hidden list is as long as any other; `parts` are check-ins
    by the part of the day, None while the month runs and they are ahead of its closed days.
    """
    visits = counts.get(Cell(Measure.VISITS), 0)
    by_activity = {
        cell.activity_id: number
        for cell, number in counts.items()
        if cell.measure is Measure.ACTIVITY and cell.activity_id is not None and number
    }
    activities = {a: ActivityTotal(n, times_held.get(a, 0)) for a, n in by_activity.items()}
    role_ids = sorted({*roles, *(c.role_id for c in counts if c.role_id is not None)})
    held = counts.get(Cell(Measure.HELD), 0)
    if 0 < visits < 2 * threshold:
        return _only_totals(visits, activities, role_ids, held)

    part = counts.get(Cell(Measure.TOOK_PART), 0)
    several = counts.get(Cell(Measure.SEVERAL_ROLES), 0)
    by_role = dict.fromkeys(role_ids, 0)
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE and cell.role_id is not None:
            by_role[cell.role_id] += number
    roles_shown = _shield(by_role, threshold, overlap=several, most=part)
    # Who takes part without an activity has a role, so this pair tells how many roles there are at
    # least. That is too much where there is only one role to hide.
    if len(role_ids) < 2 and (roles_shown is None or 0 < part < threshold):
        just_here = took_part = Shown(0, visits)
    else:
        busiest = max(by_activity.values(), default=0)
        just_here, took_part = _presence(visits, busiest, part, threshold)
    if just_here.exact is None:
        roles_shown = None
    unknown = Shown(0, took_part.high)
    sources = _sources(counts, visits, threshold)
    shown = roles_shown or dict.fromkeys(role_ids, unknown)
    return Figures(
        visits=visits,
        just_here=just_here,
        took_part=took_part,
        changed=_alone(counts.get(Cell(Measure.CHANGED), 0), threshold),
        several_roles=_alone(several, threshold) if roles_shown else unknown,
        activities=activities,
        roles=shown,
        roles_within=_within(counts, by_activity, shown, threshold),
        sources=sources,
        parts=_parts(parts, visits, sources, threshold),
        company=_alone(counts.get(Cell(Measure.COMPANY), 0), threshold),
        held=held,
        roles_hidden=0 if roles_shown else 1,
    )


def _only_totals(
    visits: int,
    activities: dict[int, ActivityTotal],
    role_ids: list[int],
    held: int,
) -> Figures:
    """A month with so few visits that the exact totals alone would pin the small numbers."""
    unknown = Shown(0, visits)
    return Figures(
        visits=visits,
        just_here=unknown,
        took_part=unknown,
        changed=unknown,
        several_roles=unknown,
        activities=activities,
        roles=dict.fromkeys(role_ids, unknown),
        roles_within={
            (a, r): Shown(0, total.participations)
            for a, total in activities.items()
            for r in role_ids
        },
        sources=dict.fromkeys(Source, unknown),
        parts=_unknown_parts(visits),
        company=unknown,
        held=held,
        roles_hidden=1,
        all_hidden=1,
    )


def _sources(counts: Mapping[Cell, int], visits: int, threshold: int) -> dict[Source, Shown]:
    by_source = {s: counts.get(Cell(Measure.SOURCE, source=s), 0) for s in Source}
    hidden = dict.fromkeys(Source, Shown(0, visits))
    return _shield(by_source, threshold, overlap=0, most=visits) or hidden


def _parts(
    parts: Mapping[PartOfDay, int] | None,
    visits: int,
    sources: Mapping[Source, Shown],
    threshold: int,
) -> dict[PartOfDay, Shown]:
    """Visits by the part of the day, as a list of their own that sums to an exact number.

    Visits from paper and from before have no time. Where it is not shown how many they are, the
    parts would tell, so that they are hidden. Otherwise the others are what the parts sum to.
    """
    paper, earlier = sources[Source.PAPER].exact, sources[Source.IMPORT].exact
    if parts is None or paper is None or earlier is None:
        return _unknown_parts(visits)
    live = visits - paper - earlier
    numbers: dict[PartOfDay, int] = {part: parts.get(part, 0) for part in TIMED}
    numbers[PartOfDay.NO_TIME] = live - sum(numbers.values())
    if numbers[PartOfDay.NO_TIME] == live:
        return {part: Shown.of(number) for part, number in numbers.items()}
    # Later corrections can have taken more away than had no time.
    if numbers[PartOfDay.NO_TIME] < 0 or live < 2 * threshold:
        return _unknown_parts(live)
    shown = _shield(numbers, threshold, overlap=0, most=live)
    if shown is None:
        return _unknown_parts(live)
    # Only what a host counts can be without a time, so the one number bounds the other.
    untimed, by_host = shown[PartOfDay.NO_TIME].high, sources[Source.HOST]
    few = 0 < by_host.high < 2 * threshold or live - untimed < 2 * threshold
    return _unknown_parts(live) if few or untimed > by_host.low else shown


def _unknown_parts(most: int) -> dict[PartOfDay, Shown]:
    """Hidden parts. Whether there are any at all would tell that somebody was counted live."""
    return dict.fromkeys(PartOfDay, Shown(0, most))


def _alone(number: int, threshold: int) -> Shown:
    """A number that is part of no sum."""
    return Shown(1, threshold - 1) if 0 < number < threshold else Shown.of(number)


def _presence(visits: int, busiest: int, took_part: int, threshold: int) -> tuple[Shown, Shown]:
    """Just here and took part: together they are the visits, so a small one hides the other.

    At least `busiest` visits took part, since so many did in one activity alone. Where that
    leaves a small number nothing else to be, it is not told apart from its neighbour.
    """
    small = threshold - 1
    just_here = visits - took_part
    if just_here <= visits - busiest == 1:
        return Shown(0, small), Shown(visits - small, visits)
    if 0 < just_here < threshold:
        return Shown(1, small), Shown(visits - small, visits - 1)
    if took_part <= threshold and busiest == small:
        return Shown(visits - threshold, visits - small), Shown(small, threshold)
    if 0 < took_part < threshold:
        return Shown(visits - small, visits - 1), Shown(1, small)
    return Shown.of(just_here), Shown.of(took_part)


def _shield(
    numbers: Mapping[Key, int], threshold: int, *, overlap: int, most: int
) -> dict[Key, Shown] | None:
    """Numbers that share a sum: the largest gives cover to the small ones.

    Its range is as wide as all that the small ones can be. It gives cover only where it would be
    the largest, at least the threshold and at most `most`, whatever they are; else no
    number of the list can be shown, and the answer is None. `overlap` is the visits that stand in
    several of the numbers; a small overlap needs cover as they do.
    """
    small = [key for key, number in numbers.items() if 0 < number < threshold]
    small_overlap = 0 < overlap < threshold
    if not small and not small_overlap:
        return {key: Shown.of(number) for key, number in numbers.items()}
    large = [key for key, number in numbers.items() if number >= threshold]
    if not large:
        return None
    *others, cover = sorted(large, key=lambda key: numbers[key])
    low = numbers[cover] + sum(numbers[key] - threshold + 1 for key in small)
    high = numbers[cover] + sum(numbers[key] - 1 for key in small)
    if small_overlap:
        low += 1 - overlap
        high += threshold - 1 - overlap
    if low < threshold or high > most or any(numbers[key] >= low for key in others):
        return None
    # Visits in three of the numbers, or a large overlap of small ones, tell that a small number
    # is not as small as it could be.
    if sum(numbers.values()) - overlap > most:
        return None
    if small and overlap >= threshold and overlap > len(small) + sum(numbers[k] for k in others):
        return None
    return {
        key: Shown(low, high) if key == cover else _alone(number, threshold)
        for key, number in numbers.items()
    }


def _within(
    counts: Mapping[Cell, int],
    by_activity: dict[int, int],
    shown_roles: dict[int, Shown],
    threshold: int,
) -> dict[tuple[int, int], Shown]:
    """Roles within activities: shown from the threshold on, where the role itself is shown.

    Below it they are not told from 0, so that nobody learns that there is a small one.
    """
    within = {}
    for activity_id, participations in by_activity.items():
        for role_id, shown in shown_roles.items():
            number = counts.get(Cell(Measure.ROLE, activity_id, role_id), 0)
            most = min(participations, shown.high)
            if shown.exact is None:
                within[activity_id, role_id] = Shown(0, most)
            elif number >= threshold:
                within[activity_id, role_id] = Shown.of(number)
            else:
                within[activity_id, role_id] = Shown(0, min(threshold - 1, most))
    return within


Value = TypeVar("Value", Shown, ActivityTotal)


def _add(one: Mapping[Key, Value], other: Mapping[Key, Value], zero: Value) -> dict[Key, Value]:
    keys = dict.fromkeys((*one, *other))
    return {key: one.get(key, zero) + other.get(key, zero) for key in keys}
