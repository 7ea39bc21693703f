"""The lines of a report, by activity, role, weekday and kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.domain.base.interval import Interval
from app.domain.reports.definitions import Number
from app.domain.reports.figures import Figures, SettledFigures
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.role import RoleOption
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source


@dataclass(frozen=True, slots=True)
class RoleLine:
    role: RoleOption
    number: Interval


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """An activity in a report.

    `times_held` is a number of days. `venue` is the name of its venue in a report of several
    venues, otherwise empty.
    """

    activity: ScheduledActivity
    participations: int
    times_held: int
    roles: tuple[RoleLine, ...]
    venue: str = ""


@dataclass(frozen=True)
class WeekdayLine:
    """Visits on one weekday (Monday is 0), and how many such days were counted."""

    weekday: int
    visits: int
    days_counted: int


@dataclass(frozen=True)
class KindLine:
    """Totals for one kind of activity. If `kind` is None, for causes of any kind."""

    kind: ActivityKind | None
    activities: int
    participations: int
    times_held: int


class ReportLine(NamedTuple):
    """One number of a report and what it is about. Exported files are lists of these."""

    what: Number
    number: Interval
    activity: ScheduledActivity | None = None
    role: RoleOption | None = None
    source: Source | None = None
    times_held: int | None = None
    weekday: int | None = None
    part: PartOfDay | None = None
    kind: ActivityKind | None = None
    venue: str = ""


NamedActivity = tuple[ScheduledActivity, str]
"""An activity, and the name of its venue in a report of several, otherwise empty."""


def by_name(activities: Iterable[NamedActivity]) -> tuple[NamedActivity, ...]:
    """Sort activities as reports list them."""
    return tuple(sorted(activities, key=lambda one: (one[0].name.casefold(), one[1], one[0].id)))


def activity_lines(
    figures: Figures,
    settled: SettledFigures,
    activities: Iterable[NamedActivity],
    roles: Iterable[RoleOption],
) -> tuple[ActivityLine, ...]:
    """Return the activities that anybody took part in, in the order of `activities`."""
    ordered = tuple(roles)
    within: dict[int, list[RoleLine]] = {}
    if settled.within:
        for activity, _venue in activities:
            within[activity.id] = [
                RoleLine(role, number)
                for role in ordered
                if (number := settled.within.get((activity.id, role.id)))
            ]
    return tuple(
        ActivityLine(
            activity,
            total.participations,
            total.times_held,
            tuple(within.get(activity.id, ())),
            venue,
        )
        for activity, venue in activities
        if (total := figures.activities.get(activity.id))
    )


def weekday_lines(visits: Sequence[int], days: Sequence[int]) -> tuple[WeekdayLine, ...]:
    """Return a line for each weekday (Monday is 0) that was counted at least once."""
    return tuple(
        WeekdayLine(weekday, visits[weekday], days[weekday])
        for weekday in range(7)
        if days[weekday]
    )


def role_lines(settled: SettledFigures, roles: Iterable[RoleOption]) -> tuple[RoleLine, ...]:
    """Return the roles that the period tells of, in the order of `roles`."""
    return tuple(
        RoleLine(role, settled.roles[role.id]) for role in roles if role.id in settled.roles
    )
