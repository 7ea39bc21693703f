"""Builds reports of one or more venues. Takes an open session.

All reported numbers come from here, and each is a plain sum of stored ones.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import corrected_until
from app.domain.reports.figures import ActivityTotal, Figures, SettledFigures, total
from app.domain.reports.month_days import DaysInUse, MonthDays, days_by_weekday, weekday_sums
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report, ReportVenue
from app.domain.reports.report_days import Coverage, ReportDay, days_of
from app.domain.reports.report_lines import (
    ActivityLine,
    activity_lines,
    role_lines,
    weekday_lines,
)
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.services.core.venue_profile import all_roles_of
from app.services.reports.report_rows import ReportRows
from app.services.reports.unit_sums import UnitSums


class Counts:
    """The numbers of venues in one partnership, in all of `months`.

    `brief` reports are for a page: the parts of an overview have no lines of their activities,
    roles and weekdays, which are most of the work and only in files.
    """

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
        brief: bool = False,
    ) -> None:
        self.venues = tuple(venues)
        wanted = sorted(set(months))
        until = {venue.id: service_date(now, venue.day_limit) for venue in venues}
        self._rows = ReportRows(session, venues, wanted, until)
        self._units = UnitSums(session, venues, wanted, self._rows, until=until, now=now)
        self._brief = brief
        self._partnership = session.get_one(models.Partnership, venues[0].partnership_id)
        self._roles = all_roles_of(session, self._partnership.id)
        self._in_use = {
            venue.id: DaysInUse(
                self._rows.hours[venue.id],
                self._rows.since[venue.id],
                venue.archived_on,
                until[venue.id],
            )
            for venue in venues
        }
        self._made: dict[tuple[int, Month], tuple[Figures, MonthDays, Coverage]] = {}

    def report(
        self, period: Period, venues: Sequence[models.Venue] | None = None, name: str = ""
    ) -> Report:
        """Return the report of a period for some of the venues, or for all of them.

        `name` is the report's name if it covers several venues.
        """
        chosen = self.venues if venues is None else tuple(venues)
        return self._report(period, chosen, name, visits=self._visits(chosen, period))

    def overview(self, period: Period, name: str) -> Overview:
        """Return the report for all the venues, with its parts and the periods to compare."""
        report = self.report(period, name=name)
        year = before = None
        if len(period.months) == 1 and period.start.number > 1:
            year = self._compared(Period.so_far(period.start), name)
        if report.complete:
            last_year = self._compared(period.a_year_before, name)
            before = last_year if last_year.coverage.counted else None
        return Overview(
            report=report,
            year=year,
            before=before,
            months=self._by_month(period, name),
            by_venue=self._by_venue(period),
        )

    def _compared(self, period: Period, name: str) -> Report:
        if self._brief:
            return self._report(period, self.venues, name, lines=False)
        return self.report(period, name=name)

    def _by_month(self, period: Period, name: str) -> tuple[Report, ...]:
        months = [Period.month(month) for month in period.months]
        if len(months) == 1:
            return ()
        if self._brief:
            return tuple(self._part(month, self.venues, name) for month in months)
        self._rows.read_months(period.months)
        visits = self._visits(self.venues, period)
        return tuple(
            self._report(
                month,
                self.venues,
                name,
                visits={date: n for date, n in visits.items() if month.first <= date <= month.last},
            )
            for month in months
        )

    def _by_venue(self, period: Period) -> tuple[Report, ...]:
        if len(self.venues) == 1:
            return ()
        if self._brief:
            return tuple(self._part(period, (venue,), "") for venue in self.venues)
        visits = self._rows.visits_by_venue(period.months)
        return tuple(
            self._report(period, (venue,), "", visits=visits[venue.id]) for venue in self.venues
        )

    def _part(self, period: Period, venues: tuple[models.Venue, ...], name: str) -> Report:
        return self._report(period, venues, name, lines=False, activities=False)

    def _visits(self, venues: tuple[models.Venue, ...], period: Period) -> dict[dt.date, int]:
        if venues == self.venues:
            return self._rows.visits_by_date(period.months)
        by_venue = self._rows.visits_by_venue(period.months)
        sums: Counter[dt.date] = Counter()
        for venue in venues:
            sums.update(by_venue[venue.id])
        return dict(sums)

    def _report(
        self,
        period: Period,
        venues: tuple[models.Venue, ...],
        name: str,
        *,
        visits: Mapping[dt.date, int] | None = None,
        lines: bool = True,
        activities: bool = True,
    ) -> Report:
        """Return a report; `visits` by date are those of its days and weekdays.

        Without `lines` it has none of activities and weekdays, and without `activities` it does
        not know their numbers either.
        """
        months = period.months
        parts = [self._month(venue, month) for venue in venues for month in months]
        figures = total(part[0] for part in parts)
        if activities:
            figures = replace(figures, activities=self._activity_sums(venues, months))
        settled, settles_on = self._units.of(venues, period)
        is_month = len(parts) == 1 and visits is not None
        return Report(
            venues=tuple(ReportVenue(venue.id, venue.name) for venue in venues),
            name=name if len(venues) > 1 else venues[0].name,
            period=period,
            complete=all(self._units.is_closed(venue, period.end) for venue in venues),
            corrected_until=None
            if all(self._units.is_final(venue, period.end) for venue in venues)
            else corrected_until(period.last),
            settles_on=settles_on,
            offers_roles=any(venue.id in self._rows.with_roles for venue in venues),
            coverage=sum((part[2] for part in parts[1:]), parts[0][2]),
            figures=figures,
            settled=settled,
            activities=self._activity_lines(figures, settled, venues) if lines else (),
            roles=role_lines(settled, self._roles),
            days=self._days(venues[0], period.start, visits or {}) if is_month else (),
            weekdays=()
            if visits is None
            else weekday_lines(weekday_sums(visits), days_by_weekday(part[1] for part in parts)),
        )

    def _month(self, venue: models.Venue, month: Month) -> tuple[Figures, MonthDays, Coverage]:
        key = (venue.id, month)
        if key not in self._made:
            days = self._rows.days.get(key) or MonthDays(month)
            figures = self._rows.figures[key]
            if figures.visits:
                figures = replace(figures, parts=self._parts(venue, month))
            self._made[key] = (figures, days, self._in_use[venue.id].coverage(days))
        return self._made[key]

    def _parts(self, venue: models.Venue, month: Month) -> dict[PartOfDay, int]:
        """Return the visits by part of the day; empty if they are not told.

        Visits from paper and from earlier counts have no time; the parts add up to the rest.
        """
        figures, timed = self._rows.figures[venue.id, month], self._rows.parts[venue.id, month]
        counted = figures.visits - figures.sources.get(Source.IMPORT, 0)
        few = counted < 2 * self._partnership.small_number
        if few or not self._units.is_closed(venue, month):
            return {}
        live = counted - figures.sources.get(Source.PAPER, 0)
        untimed = live - sum(timed.values())
        # The counters may be older than this, or dropped for being few; and corrections may have
        # removed more visits than there were without a time.
        if (live and not timed) or untimed < 0:
            return {}
        return {**{part: timed.get(part, 0) for part in TIMED}, PartOfDay.NO_TIME: untimed}

    def _activity_sums(
        self, venues: tuple[models.Venue, ...], months: tuple[Month, ...]
    ) -> dict[int, ActivityTotal]:
        sums = self._rows.activity_sums(months)
        if venues == self.venues:
            return sums
        ids = (activity.id for venue in venues for activity in self._rows.activities[venue.id])
        return {activity_id: sums[activity_id] for activity_id in ids if activity_id in sums}

    def _activity_lines(
        self, figures: Figures, settled: SettledFigures, venues: tuple[models.Venue, ...]
    ) -> tuple[ActivityLine, ...]:
        own = self._rows.activities
        activities = [activity for venue in venues for activity in own[venue.id]]
        named = {activity.id: venue.name for venue in venues for activity in own[venue.id]}
        return activity_lines(
            figures, settled, activities, self._roles, named if len(venues) > 1 else None
        )

    def _days(
        self, venue: models.Venue, month: Month, visits: Mapping[dt.date, int]
    ) -> tuple[ReportDay, ...]:
        in_use = self._in_use[venue.id]
        return days_of(
            month,
            in_use.hours,
            self._rows.states(month)[venue.id],
            visits,
            since=in_use.since,
            ended=in_use.ended,
            until=in_use.until,
        )


def months_and_whole(
    session: Session,
    venue: models.Venue,
    period: Quarter | Month,
    *,
    now: dt.datetime,
) -> tuple[list[Report], Report]:
    """Return the reports of a quarter's months, and of the whole quarter.

    A single month is returned as both.
    """
    counts = Counts(session, [venue], period.months, now=now)
    months = [counts.report(Period.month(month)) for month in period.months]
    if isinstance(period, Month):
        return months, months[0]
    return months, counts.report(Period.quarter(period))
