"""Settling a period: decides which roles are shown, and how, before the exact counts are deleted.

Roles, roles within activities, two roles or more, and company are protected: a number below the
threshold t reads "under t". Everything else is exact. A period is settled once, after its last day
can no longer be corrected; what this returns is stored, and the exact numbers are destroyed.

The rules protect against a reader who knows them and every exact number of every output, and who
lists all the periods that would give that very output. tests/days/test_settling_referee.py is that
reader. docs/counting.md has the rules in plain words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.base.interval import Interval


class Untold(StrEnum):
    """Why the roles of a period are not told."""

    FEW_VISITS = "few_visits"
    TOO_CLOSE = "too_close"
    BEFORE_SETTLING = "before_settling"


@dataclass(frozen=True)
class SaidCounts:
    """The exact counts of a period that are about to be destroyed.

    `visits` are those counted here, without earlier counts. `outside` is how many visits at least
    had a role but no activity: by day, those who took part beyond the day's participations, added
    up. `roles` is keyed by role id, and `within` by (activity id, role id); `activities` are the
    participations by activity id.
    """

    visits: int
    outside: int
    activities: Mapping[int, int]
    roles: Mapping[int, int]
    within: Mapping[tuple[int, int], int]
    several_roles: int
    company: int


@dataclass(frozen=True)
class Settled:
    """What is shown of a period from then on. If `untold` has a reason, no role is shown.

    `several_roles` and `company` are None if they are not told.
    """

    roles: dict[int, Interval] = field(default_factory=dict)
    within: dict[tuple[int, int], Interval] = field(default_factory=dict)
    several_roles: Interval | None = None
    company: Interval | None = None
    untold: Untold | None = None


def settle(
    counts: SaidCounts,
    threshold: int,
    *,
    offered: Collection[int],
    all_along: Collection[int],
    asks_company: bool,
) -> Settled:
    """Return what is told of a period.

    `offered` are the ids of the roles that the venue offers as it settles, and `all_along` those
    of them that it offered from the first day. `asks_company` is whether visitors are asked if
    they would like company.
    """
    if counts.visits < 2 * threshold:
        return Settled(untold=Untold.FEW_VISITS)
    large = {role for role, number in counts.roles.items() if number >= threshold}
    roles = {
        role: told(counts.roles.get(role, 0), threshold) for role in sorted({*offered, *large})
    }
    many_ask = counts.company >= threshold
    company = told(counts.company, threshold) if asks_company or many_ask else None
    # Only roles that everybody could have chosen hide among those under the threshold.
    small = len(set(all_along) - large)
    for within in (_within(counts, threshold, large), {}):
        most = sum(counts.roles[role] for role in large) - sum(within.values())
        slack = most + small * (threshold - 1) - counts.outside
        if not counts.outside or slack >= threshold:
            break
    else:
        return Settled(company=company, untold=Untold.TOO_CLOSE)
    several = None
    if all(counts.roles.get(role, 0) >= 2 * threshold for role in roles):
        several = told(counts.several_roles, threshold)
    exact = {cell: Interval.of(number) for cell, number in sorted(within.items())}
    return Settled(roles, exact, several, company)


def told(number: int, threshold: int) -> Interval:
    """Return a protected number as it is told: exact from the threshold on."""
    return Interval.of(number) if number >= threshold else Interval.below(threshold)


def _within(
    counts: SaidCounts, threshold: int, large: Collection[int]
) -> dict[tuple[int, int], int]:
    """Return the roles within activities that may be told, all of them exact.

    The activity has at least the threshold of others, so that nobody's role follows from being
    there, and the rest of the role is nothing or at least the threshold.
    """
    within: dict[tuple[int, int], int] = {}
    for role in large:
        cells = {
            (activity, of): number
            for (activity, of), number in counts.within.items()
            if of == role and threshold <= number <= counts.activities[activity] - threshold
        }
        rest = counts.roles[role] - sum(cells.values())
        if not 0 < rest < threshold:
            within |= cells
    return within
