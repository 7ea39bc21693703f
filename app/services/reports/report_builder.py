"""Builds overviews of one or more venues: a report, its parts and what it is compared with.

Takes an open session.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from heapq import nlargest
from typing import TypeVar

from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.reports.day_bits import weekday_sums
from app.domain.reports.detail import ALL_LINES, BRIEF, Detail
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report
from app.services.reports.report_maker import ReportMaker
from app.services.reports.venue_in_report import VenueInReport

Made = TypeVar("Made")


class Counts:
    """The numbers of venues in one partnership, in all of `months`, in as much detail as needed."""

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
        detail: Detail = ALL_LINES,
    ) -> None:
        self._maker = ReportMaker(session, venues, months, now=now)
        self._rows, self._venues = self._maker.rows, self._maker.venues
        self._made = self._maker.made
        self._detail = detail

    def report(self, period: Period, name: str = "") -> Report:
        """Return the report of a period; `name` is its name if it covers several venues."""
        visits = self._rows.days.visits_by_date(period.months)
        weekdays = weekday_sums(visits)
        return self._made(period, self._venues, name, visits=visits, weekdays=weekdays)

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
            by_venue_and_month=self._by_venue_and_month(period) if self._detail.each_month else (),
        )

    def _compared(self, report: Report, period: Period) -> Report:
        """Return another period's report, to show beside a report."""
        if self._detail.lines:
            return self.report(period, name=report.name)
        found = self._made(period, self._venues, report.name, lines=False, activities=False)
        sums = self._rows.activity_sums(period.months, self._shown(report))
        parts = self._maker.parts.of(self._venues, period.months)
        return replace(found, figures=replace(found.figures, activities=sums, parts=parts))

    def _shown(self, report: Report) -> frozenset[int] | None:
        """Return the ids of the activities that a page shows, or None if it shows them all."""
        if self._detail.longest is None or len(report.activities) <= self._detail.longest:
            return None
        largest = nlargest(
            self._detail.longest, report.activities, key=lambda one: one.participations
        )
        return frozenset(line.activity.id for line in largest)

    def _by_month(self, period: Period, name: str) -> tuple[Report, ...]:
        months = [Period.month(month) for month in period.months]
        if len(months) == 1:
            return ()
        if not self._detail.lines:
            return tuple(self._part(month, self._venues, name) for month in months)
        self._rows.read_months(period.months)
        visits: dict[Month, dict[dt.date, int]] = {month: {} for month in period.months}
        for date, number in self._rows.days.visits_by_date(period.months).items():
            visits[Month.of(date)][date] = number
        return tuple(
            self._made(
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
        if not self._detail.lines:
            return tuple(self._part(period, (venue,), "") for venue in self._largest(period))
        if len(period.months) == 1:
            visits = self._rows.days.visits_by_venue(period.months)[period.start]
            return tuple(
                self._made(
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
            self._made(period, (venue,), "", weekdays=weekdays[venue.id]) for venue in self._venues
        )

    def _by_venue_and_month(self, period: Period) -> tuple[Report, ...]:
        """Return each venue's months that have begun; none if one venue or month is all."""
        if len(self._venues) == 1 or len(period.months) == 1:
            return ()
        days = self._detail.each_day
        visits = self._rows.days.visits_by_venue(period.months) if days else None
        self._rows.days.read_states(period.months if days else ())
        made = (
            self._made(
                Period.month(month),
                (venue,),
                "",
                visits=visits[month][venue.id] if visits else None,
                lines=False,
                activities=False,
            )
            for venue in self._venues
            for month in period.months
        )
        return tuple(report for report in made if report.begun)

    def _largest(self, period: Period) -> tuple[VenueInReport, ...]:
        """Return the venues that a page shows: those with most visits, in their order."""
        longest = self._detail.longest
        if longest is None or len(self._venues) <= longest:
            return self._venues
        figures = self._rows.figures
        visits = {
            venue.id: sum(figures[venue.id, month].visits for month in period.months)
            for venue in self._venues
        }
        shown = set(nlargest(longest, visits, key=visits.__getitem__))
        return tuple(venue for venue in self._venues if venue.id in shown)

    def _part(self, period: Period, venues: tuple[VenueInReport, ...], name: str) -> Report:
        return self._made(period, venues, name, lines=False, activities=False)


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
    counts = Counts(session, venues, period.months, now=now, detail=BRIEF)
    months, whole = _in_a_row(counts.by_venue, period)
    return [
        (venue.name, [month[at] for month in months], whole[at]) for at, venue in enumerate(venues)
    ]


def _in_a_row(made: Callable[[Period], Made], period: Quarter | Month) -> tuple[list[Made], Made]:
    months = [made(Period.month(month)) for month in period.months]
    return months, months[0] if isinstance(period, Month) else made(Period.quarter(period))
