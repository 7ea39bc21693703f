"""Builds reports of one or more venues. Takes an open session.

All reported numbers come from here, and each is a plain sum of stored ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import TypeVar

from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import ONE_DAY, service_date
from app.domain.days.correction_window import corrected_until
from app.domain.reports.day_bits import days_by_weekday, weekday_sums
from app.domain.reports.figures import ActivityTotal, total
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.domain.reports.report_days import Coverage, ReportDay, days_of
from app.domain.reports.report_lines import (
    NamedActivity,
    activity_lines,
    by_name,
    role_lines,
    weekday_lines,
)
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.services.core.venue_profile import all_roles_of
from app.services.reports.report_rows import ReportRows
from app.services.reports.unit_sums import UnitSums
from app.services.reports.venue_in_report import VenueInReport, venue_in_report

PARTS = (*TIMED, PartOfDay.NO_TIME)
NO_TIMES = (0,) * len(TIMED)
Made = TypeVar("Made")


class Counts:
    """The numbers of venues in one partnership, in all of `months`.

    `brief` reports are for a page: the parts of an overview have no lines of their activities,
    roles and weekdays, which are most of the work and only in files. If it shows no more than the
    `longest` largest venues and activities, only those get a part of their own or a comparison.
    `each_month` adds a part for each month of each venue.
    """

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
        brief: bool = False,
        longest: int | None = None,
        each_month: bool = False,
    ) -> None:
        wanted = sorted(set(months))
        until = {venue.id: service_date(now, venue.day_limit) for venue in venues}
        self._rows = ReportRows(session, venues, wanted, until)
        self._units = UnitSums(session, list(until), wanted, self._rows, now=now)
        self._venues = tuple(
            venue_in_report(venue, self._rows, until[venue.id]) for venue in venues
        )
        self._brief, self._longest, self._each_month = brief, longest, each_month
        partnership = session.get_one(models.Partnership, venues[0].partnership_id)
        self._few = 2 * partnership.small_number
        self._roles = all_roles_of(session, partnership.id)
        self._activities: dict[tuple[VenueInReport, ...], tuple[NamedActivity, ...]] = {}
        self._told_parts: dict[tuple[int, Month], tuple[int, ...]] = {}

    def report(self, period: Period, name: str = "") -> Report:
        """Return the report of a period; `name` is its name if it covers several venues."""
        visits = self._rows.days.visits_by_date(period.months)
        weekdays = weekday_sums(visits)
        return self._report(period, self._venues, name, visits=visits, weekdays=weekdays)

    def overview(self, period: Period, name: str) -> Overview:
        """Return the report for all the venues, with its parts and the periods to compare."""
        report = self.report(period, name=name)
        year = before = None
        if len(period.months) == 1 and period.start.number > 1:
            year = self._compared(report, Period.so_far(period.start))
        if report.complete and period.has_year_before:
            last_year = self._compared(report, period.a_year_before)
            before = last_year if last_year.coverage.counted else None
        return Overview(
            report=report,
            year=year,
            before=before,
            months=self._by_month(period, name),
            months_before=self._months_before(period, name),
            by_venue=self.by_venue(period),
            by_venue_and_month=self._by_venue_and_month(period) if self._each_month else (),
        )

    def _compared(self, report: Report, period: Period) -> Report:
        """Return another period's report, to show beside a report."""
        if not self._brief:
            return self.report(period, name=report.name)
        found = self._report(period, self._venues, report.name, lines=False, activities=False)
        sums = self._rows.activity_sums(period.months, self._shown(report))
        parts = self._parts(self._venues, period.months)
        return replace(found, figures=replace(found.figures, activities=sums, parts=parts))

    def _shown(self, report: Report) -> frozenset[int] | None:
        """Return the ids of the activities that a page shows, or None if it shows them all."""
        if self._longest is None or len(report.activities) <= self._longest:
            return None
        largest = nlargest(self._longest, report.activities, key=lambda one: one.participations)
        return frozenset(line.activity.id for line in largest)

    def _by_month(self, period: Period, name: str) -> tuple[Report, ...]:
        months = [Period.month(month) for month in period.months]
        if len(months) == 1:
            return ()
        if self._brief:
            return tuple(self._part(month, self._venues, name) for month in months)
        self._rows.read_months(period.months)
        visits: dict[Month, dict[dt.date, int]] = {month: {} for month in period.months}
        for date, number in self._rows.days.visits_by_date(period.months).items():
            visits[Month.of(date)][date] = number
        return tuple(
            self._report(
                month,
                self._venues,
                name,
                visits=visits[month.start],
                weekdays=weekday_sums(visits[month.start]),
            )
            for month in months
        )

    def _months_before(self, period: Period, name: str) -> tuple[Report, ...]:
        """Return the months of the year before, in brief; none if none of them was counted."""
        if len(period.months) == 1 or not period.has_year_before:
            return ()
        found = tuple(
            self._part(Period.month(month), self._venues, name)
            for month in period.a_year_before.months
        )
        return found if any(month.coverage.counted for month in found) else ()

    def by_venue(self, period: Period) -> tuple[Report, ...]:
        """Return the report of each venue, or nothing if there is only one."""
        if len(self._venues) == 1:
            return ()
        if self._brief:
            return tuple(self._part(period, (venue,), "") for venue in self._largest(period))
        if len(period.months) == 1:
            visits = self._rows.days.visits_by_venue(period.months)[period.start]
            return tuple(
                self._report(
                    period,
                    (venue,),
                    "",
                    visits=visits[venue.id],
                    weekdays=weekday_sums(visits[venue.id]),
                )
                for venue in self._venues
            )
        weekdays = self._rows.days.visits_by_weekday(period.months)
        return tuple(
            self._report(period, (venue,), "", weekdays=weekdays[venue.id])
            for venue in self._venues
        )

    def _by_venue_and_month(self, period: Period) -> tuple[Report, ...]:
        """Return each venue's months that have begun; none if one venue or month is all."""
        if len(self._venues) == 1 or len(period.months) == 1:
            return ()
        visits = self._rows.days.visits_by_venue(period.months)
        self._rows.days.read_states(period.months)
        made = (
            self._report(
                Period.month(month),
                (venue,),
                "",
                visits=visits[month][venue.id],
                lines=False,
                activities=False,
            )
            for venue in self._venues
            for month in period.months
        )
        return tuple(report for report in made if report.begun)

    def _largest(self, period: Period) -> tuple[VenueInReport, ...]:
        """Return the venues that a page shows: those with most visits, in their order."""
        if self._longest is None or len(self._venues) <= self._longest:
            return self._venues
        figures = self._rows.figures
        visits = {
            venue.id: sum(figures[venue.id, month].visits for month in period.months)
            for venue in self._venues
        }
        shown = set(nlargest(self._longest, visits, key=visits.__getitem__))
        return tuple(venue for venue in self._venues if venue.id in shown)

    def _part(self, period: Period, venues: tuple[VenueInReport, ...], name: str) -> Report:
        return self._report(period, venues, name, lines=False, activities=False)

    def _report(
        self,
        period: Period,
        venues: tuple[VenueInReport, ...],
        name: str,
        *,
        visits: Mapping[dt.date, int] | None = None,
        weekdays: Sequence[int] | None = None,
        lines: bool = True,
        activities: bool = True,
    ) -> Report:
        """Return a report; `visits` by date are those of its days, and `weekdays` their sums.

        Without `lines` it has none of activities and weekdays, and without `activities` it does
        not know their numbers or those of the parts of the day either.
        """
        months = period.months
        within = self._rows.days.bits.between(period.first, period.last)
        by_month = self._rows.figures
        figures = total([by_month[venue.id, month] for venue in venues for month in months])
        if activities:
            figures = replace(
                figures,
                activities=self._activity_sums(venues, months),
                parts=self._parts(venues, months),
            )
        settled, settles_on = self._units.of(venues, period)
        coverage = self._coverage(venues, within)
        is_month = len(venues) == len(months) == 1 and visits is not None
        return Report(
            venues=tuple(venue.named for venue in venues),
            name=name if len(venues) > 1 else venues[0].name,
            period=period,
            complete=all(self._units.is_closed(venue, period.end) for venue in venues),
            corrected_until=None
            if all(self._units.is_final(venue, period.end) for venue in venues)
            else corrected_until(period.last),
            settles_on=settles_on,
            begun=any(
                max(venue.since, period.first) < min(venue.until, period.last + ONE_DAY)
                for venue in venues
            ),
            existed=coverage.counted > 0 or any(venue.since <= period.last for venue in venues),
            offers_roles=any(venue.id in self._rows.with_roles for venue in venues),
            coverage=coverage,
            figures=figures,
            settled=settled,
            activities=activity_lines(figures, settled, self._activities_of(venues), self._roles)
            if lines
            else (),
            roles=role_lines(settled, self._roles),
            days=self._days(venues[0], period.start, visits or {}) if is_month else (),
            weekdays=()
            if weekdays is None
            else weekday_lines(weekdays, self._days_by_weekday(venues, within)),
        )

    def _coverage(self, venues: tuple[VenueInReport, ...], within: int) -> Coverage:
        seen = self._rows.days.seen
        parts = [seen[venue.id].coverage(within, venue.opening) for venue in venues]
        return sum(parts[1:], parts[0])

    def _days_by_weekday(self, venues: tuple[VenueInReport, ...], within: int) -> tuple[int, ...]:
        days = self._rows.days
        return days_by_weekday((days.seen[venue.id] for venue in venues), within, days.bits)

    def _parts(
        self, venues: tuple[VenueInReport, ...], months: tuple[Month, ...]
    ) -> dict[PartOfDay, int]:
        """Return the visits by part of the day; empty if they are not told of some month.

        Their sum would not be the visits then.
        """
        told = []
        for venue in venues:
            for month in months:
                key = (venue.id, month)
                if key not in self._told_parts:
                    self._told_parts[key] = self._parts_of(venue, month)
                parts = self._told_parts[key]
                if parts:
                    told.append(parts)
                elif self._rows.figures[key].visits:
                    return {}
        return dict(zip(PARTS, map(sum, zip(*told, strict=True)), strict=True)) if told else {}

    def _parts_of(self, venue: VenueInReport, month: Month) -> tuple[int, ...]:
        """Return the month's visits in each of `PARTS`; empty if they are not told.

        They add up to all visits: those from paper and earlier counts are among those without a
        time.
        """
        figures = self._rows.figures[venue.id, month]
        counted = figures.counted_here
        if counted < self._few or not self._units.is_closed(venue, month):
            return ()
        timed = self._rows.parts[venue.id, month]
        live = counted - figures.sources.get(Source.PAPER, 0)
        untimed = live - sum(timed)
        # The counters may be older than this, or dropped for being few; and corrections may have
        # removed more visits than there were without a time.
        if (live and not timed) or untimed < 0:
            return ()
        return (*(timed or NO_TIMES), figures.visits - sum(timed))

    def _activity_sums(
        self, venues: tuple[VenueInReport, ...], months: tuple[Month, ...]
    ) -> dict[int, ActivityTotal]:
        sums = self._rows.activity_sums(months)
        if venues == self._venues:
            return sums
        ids = (activity.id for venue in venues for activity in self._rows.activities[venue.id])
        return {activity_id: sums[activity_id] for activity_id in ids if activity_id in sums}

    def _activities_of(self, venues: tuple[VenueInReport, ...]) -> tuple[NamedActivity, ...]:
        if venues not in self._activities:
            own = self._rows.activities
            self._activities[venues] = by_name(
                (activity, venue.name if len(venues) > 1 else "")
                for venue in venues
                for activity in own[venue.id]
            )
        return self._activities[venues]

    def _days(
        self, venue: VenueInReport, month: Month, visits: Mapping[dt.date, int]
    ) -> tuple[ReportDay, ...]:
        return days_of(
            month,
            self._rows.hours[venue.id],
            self._rows.days.states(month)[venue.id],
            visits,
            since=venue.since,
            ended=venue.ended,
            until=venue.until,
        )


def months_and_whole(
    session: Session,
    venues: Sequence[models.Venue],
    period: Quarter | Month,
    *,
    now: dt.datetime,
) -> tuple[list[Report], Report]:
    """Return the reports of a quarter's months, and of the whole quarter.

    A single month is returned as both.
    """
    return _in_a_row(Counts(session, venues, period.months, now=now).report, period)


def months_by_venue(
    session: Session,
    venues: Sequence[models.Venue],
    period: Quarter | Month,
    *,
    now: dt.datetime,
) -> list[tuple[str, list[Report], Report]]:
    """Return the name of each venue, with its `months_and_whole` in brief; none for only one."""
    if len(venues) < 2:
        return []
    counts = Counts(session, venues, period.months, now=now, brief=True)
    months, whole = _in_a_row(counts.by_venue, period)
    return [
        (venue.name, [month[at] for month in months], whole[at]) for at, venue in enumerate(venues)
    ]


def _in_a_row(made: Callable[[Period], Made], period: Quarter | Month) -> tuple[list[Made], Made]:
    months = [made(Period.month(month)) for month in period.months]
    return months, months[0] if isinstance(period, Month) else made(Period.quarter(period))
