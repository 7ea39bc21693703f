"""The lines of a report, by activity, role, weekday and kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class ReportLine:
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


def activity_lines(
    figures: Figures,
    settled: SettledFigures,
    activities: Iterable[ScheduledActivity],
    roles: Iterable[RoleOption],
    venue_names: Mapping[int, str] | None = None,
) -> tuple[ActivityLine, ...]:
    """Return the activities that anybody took part in, sorted by name.

    `venue_names` maps activity ids to venue names.
    """
    named = venue_names or {}
    known = {activity.id: activity for activity in activities}
    ordered = tuple(roles)
    lines = [
        ActivityLine(
            activity=known[activity_id],
            participations=number.participations,
            times_held=number.times_held,
            roles=tuple(
                RoleLine(role, within)
                for role in ordered
                if (within := settled.within.get((activity_id, role.id)))
            ),
            venue=named.get(activity_id, ""),
        )
        for activity_id, number in figures.activities.items()
    ]
    return tuple(
        sorted(
            lines, key=lambda line: (line.activity.name.casefold(), line.venue, line.activity.id)
        )
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
