"""The report of one or more venues for a period. Pages and files all read this one value.

What it tells of roles and company was made when the period settled (see
`app.domain.days.settling`), so no output can be subtracted from another to find a small number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from app.domain.base.interval import Interval
from app.domain.reports.definitions import Number
from app.domain.reports.figures import Figures, SettledFigures
from app.domain.reports.period import Period
from app.domain.reports.report_days import Coverage, ReportDay, visits_per_day
from app.domain.reports.report_lines import (
    ActivityLine,
    KindLine,
    ReportLine,
    RoleLine,
    WeekdayLine,
)
from app.domain.reports.roles_shown import RolesShown, roles_shown
from app.domain.venues.activity import ActivityKind


@dataclass(frozen=True)
class ReportVenue:
    id: int
    name: str


@dataclass(frozen=True)
class Report:
    """The numbers of one or more venues for a period.

    `name` is the venue's name, the partnership's name for a report of all its venues, or empty
    for a report of some of them. `days` is empty unless the report is of one venue and one month.

    `begun` is whether a day of the period is over at one of the venues, after its first day there.
    `existed` is whether any of the venues was set up, or was counted, by its end.
    `complete` is false until every day of the period has been closed. `corrected_until` is the
    last date on which the numbers can be corrected, or None once they are final. `settles_on` is
    the date on which the last of the period's units settles, or None once they all have.
    `offers_roles` is whether visitors can choose a role at any of the venues today.
    """

    venues: tuple[ReportVenue, ...]
    name: str
    period: Period
    complete: bool
    coverage: Coverage
    figures: Figures
    settled: SettledFigures
    activities: tuple[ActivityLine, ...]
    roles: tuple[RoleLine, ...]
    days: tuple[ReportDay, ...] = ()
    weekdays: tuple[WeekdayLine, ...] = ()
    corrected_until: dt.date | None = None
    settles_on: dt.date | None = None
    offers_roles: bool = True
    begun: bool = True
    existed: bool = True

    @property
    def kinds(self) -> tuple[KindLine, ...]:
        """A line for each kind that has activities, then one for the causes if there are any."""
        of_kinds: dict[ActivityKind | None, list[ActivityLine]] = {
            kind: [] for kind in (*ActivityKind, None)
        }
        for row in self.activities:
            of_kinds[row.activity.kind].append(row)
            if row.activity.is_cause:
                of_kinds[None].append(row)
        return tuple(
            KindLine(
                kind,
                len(rows),
                sum(row.participations for row in rows),
                sum(row.times_held for row in rows),
            )
            for kind, rows in of_kinds.items()
            if rows
        )

    @property
    def empty(self) -> bool:
        return self.figures.visits == 0

    @property
    def uncounted(self) -> bool:
        """Whether no day was counted, which is not the same as zero visits."""
        return self.empty and not self.coverage.counted

    @property
    def visits_per_day(self) -> Decimal | None:
        """Visits per day counted, or None if no day was counted."""
        return visits_per_day(self.figures.visits, self.coverage.counted)

    @property
    def roles_shown(self) -> RolesShown:
        """Whether roles are told.

        Where nobody was counted or no role is offered, there is nothing to tell.
        """
        none = not self.offers_roles and not self.settled.roles
        nothing = none or self.empty or self.figures.only_imported
        return RolesShown.ALL if nothing else roles_shown(self.settled)

    @property
    def hides(self) -> bool:
        """Whether any number is not told, or not exactly."""
        inexact = any(number.exact is None for number in self._protected())
        return inexact or self.roles_shown is not RolesShown.ALL

    @property
    def hidden_under(self) -> int:
        """The limit that its numbers which read "under" are below, or 0 if there are none."""
        return max((number.under or 0 for number in self._protected()), default=0)

    def _protected(self) -> Iterator[Interval]:
        """Every number that may not be told exactly; all others are."""
        if self.uncounted:
            return
        for one in (self.settled.several_roles, self.settled.company):
            if one is not None:
                yield one
        yield from self.settled.roles.values()
        yield from self.settled.within.values()

    @cached_property
    def numbers(self) -> frozenset[Number]:
        """What its lines tell, as far as it has them, without making them."""
        there = {Number.DAYS_COUNTED}
        figures, settled = self.figures, self.settled
        if figures.held:
            there.add(Number.HELD)
        if self.coverage.opening_days is not None:
            there.add(Number.OPENING_DAYS)
        if self.uncounted:
            return frozenset(there)
        there.add(Number.VISITS)
        if not figures.only_imported:
            there |= {Number.JUST_HERE, Number.TOOK_PART, Number.CHANGED}
        found = {
            Number.SEVERAL_ROLES: settled.several_roles is not None,
            Number.COMPANY: settled.company is not None,
            Number.PARTICIPATIONS: figures.activities,
            Number.ROLE_IN_ACTIVITY: settled.within,
            Number.KIND: figures.activities,
            Number.ROLE: self.roles,
            Number.SOURCE: any(figures.sources.values()),
            Number.WEEKDAY: self.coverage.counted,
            Number.TIME_OF_DAY: figures.parts,
        }
        return frozenset(there.union(number for number, has in found.items() if has))

    def lines(self) -> tuple[ReportLine, ...]:
        """Return every number of the report, in the order shown on the page.

        If no day was counted, there are only the numbers of days and any held visits.
        """
        return self._lines

    @cached_property
    def _lines(self) -> tuple[ReportLine, ...]:
        lines = [] if self.uncounted else self._counted()
        if self.figures.held:
            lines.append(ReportLine(Number.HELD, Interval.of(self.figures.held)))
        lines.append(ReportLine(Number.DAYS_COUNTED, Interval.of(self.coverage.counted)))
        if self.coverage.opening_days is not None:
            lines.append(ReportLine(Number.OPENING_DAYS, Interval.of(self.coverage.opening_days)))
        return tuple(lines)

    def _of_activities(self) -> Iterator[ReportLine]:
        for row in self.activities:
            yield ReportLine(
                Number.PARTICIPATIONS,
                Interval.of(row.participations),
                row.activity,
                times_held=row.times_held,
                venue=row.venue,
            )
            for of_role in row.roles:
                yield ReportLine(
                    Number.ROLE_IN_ACTIVITY,
                    of_role.number,
                    row.activity,
                    of_role.role,
                    venue=row.venue,
                )

    def _counted(self) -> list[ReportLine]:
        figures, settled = self.figures, self.settled
        lines = [ReportLine(Number.VISITS, Interval.of(figures.visits))]
        if not figures.only_imported:
            lines += [
                ReportLine(Number.JUST_HERE, Interval.of(figures.just_here)),
                ReportLine(Number.TOOK_PART, Interval.of(figures.took_part)),
                ReportLine(Number.CHANGED, Interval.of(figures.changed)),
            ]
        if settled.several_roles is not None:
            lines.append(ReportLine(Number.SEVERAL_ROLES, settled.several_roles))
        if settled.company is not None:
            lines.append(ReportLine(Number.COMPANY, settled.company))
        lines += self._of_activities()
        lines.extend(
            ReportLine(
                Number.KIND,
                Interval.of(row.participations),
                kind=row.kind,
                times_held=row.times_held,
            )
            for row in self.kinds
        )
        lines.extend(ReportLine(Number.ROLE, row.number, role=row.role) for row in self.roles)
        lines.extend(
            ReportLine(Number.SOURCE, Interval.of(number), source=source)
            for source, number in figures.sources.items()
            if number
        )
        lines.extend(
            ReportLine(Number.WEEKDAY, Interval.of(row.visits), weekday=row.weekday)
            for row in self.weekdays
        )
        lines.extend(
            ReportLine(Number.TIME_OF_DAY, Interval.of(number), part=part)
            for part, number in figures.parts.items()
        )
        return lines
