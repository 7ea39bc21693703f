"""Builds protected reports of one or more venues. Takes an open session.

All reported numbers come from here. Each venue's month passes through `protect`, and a longer
period or several venues is a sum of protected months, so no output can be subtracted from another
to find a small number.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import corrected_until, settled_from
from app.domain.reports.disclosure import protect
from app.domain.reports.figures import Figures, total
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report, ReportVenue
from app.domain.reports.report_days import Coverage, ReportDay, coverage_of, days_of
from app.domain.reports.report_lines import activity_lines, role_lines, weekday_lines
from app.domain.visits.counting import Cell, Measure
from app.services.core.small_numbers import small_numbers_of
from app.services.core.venue_profile import all_roles_of
from app.services.reports.report_rows import ReportRows


class Counts:
    """The protected numbers of venues in one partnership, from the first to the last of `months`.

    With `settled_only`, months that can still be corrected show only visits and participations.
    """

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
        settled_only: bool = False,
    ) -> None:
        self.venues = tuple(venues)
        wanted = sorted(set(months))
        self._rows = ReportRows(session, venues, wanted[0].first, wanted[-1].last)
        self._now = now
        self._settled_only = settled_only
        self._partnership = session.get_one(models.Partnership, venues[0].partnership_id)
        self._small_numbers = small_numbers_of(session, self._partnership)
        self._roles = all_roles_of(session, self._partnership.id)
        self._made: dict[tuple[int, Month], tuple[Figures, tuple[ReportDay, ...], Coverage]] = {}

    def report(
        self, period: Period, venues: Sequence[models.Venue] | None = None, name: str = ""
    ) -> Report:
        """Return the report of a period for some of the venues, or for all of them.

        `name` is the report's name if it covers several venues.
        """
        chosen = self.venues if venues is None else tuple(venues)
        parts = [self._month(venue, month) for venue in chosen for month in period.months]
        figures = total(part[0] for part in parts)
        days = [day for part in parts for day in part[1]]
        several = len(chosen) > 1
        activities = [activity for venue in chosen for activity in self._rows.activities[venue.id]]
        return Report(
            venues=tuple(ReportVenue(venue.id, venue.name) for venue in chosen),
            name=name if several else chosen[0].name,
            period=period,
            threshold=max(self._small_numbers.of(month) for month in period.months),
            complete=all(self._is_closed(venue, period.end) for venue in chosen),
            corrected_until=None
            if all(self._is_settled(venue, period.end) for venue in chosen)
            else corrected_until(period.last),
            coverage=sum((part[2] for part in parts[1:]), parts[0][2]),
            figures=figures,
            activities=activity_lines(
                figures,
                activities,
                self._roles,
                {
                    activity.id: venue.name
                    for venue in chosen
                    for activity in self._rows.activities[venue.id]
                }
                if several
                else None,
            ),
            roles=role_lines(
                figures,
                self._roles,
                frozenset().union(*(self._rows.offered[venue.id] for venue in chosen)),
            ),
            days=tuple(days) if len(parts) == 1 else (),
            weekdays=weekday_lines(days),
        )

    def overview(self, period: Period, name: str) -> Overview:
        """Return the report for all the venues, with its parts and the periods to compare."""
        report = self.report(period, name=name)
        year = before = None
        if len(period.months) == 1 and period.start.number > 1:
            year = self.report(Period.so_far(period.start), name=name)
        if report.complete:
            last_year = self.report(period.a_year_before, name=name)
            before = last_year if last_year.coverage.counted else None
        months = [self.report(Period.month(month), name=name) for month in period.months]
        return Overview(
            report=report,
            year=year,
            before=before,
            months=tuple(months) if len(months) > 1 else (),
            by_venue=tuple(self.report(period, [venue]) for venue in self.venues)
            if len(self.venues) > 1
            else (),
        )

    def _today(self, venue: models.Venue) -> dt.date:
        return service_date(self._now, venue.day_limit)

    def _month(
        self, venue: models.Venue, month: Month
    ) -> tuple[Figures, tuple[ReportDay, ...], Coverage]:
        key = (venue.id, month)
        if key not in self._made:
            hours = self._rows.hours[venue.id]
            counts, times_held = self._rows.cells[key]
            states, visits = self._rows.days[key]
            days = days_of(
                month,
                hours,
                states,
                visits,
                since=self._rows.since[venue.id],
                ended=venue.archived_on,
                until=self._today(venue),
            )
            figures = protect(
                counts,
                times_held,
                self._small_numbers.of(month),
                [role.id for role in self._roles],
                self._rows.parts[key] if self._is_closed(venue, month) else None,
                offered=self._roles_offered(venue, month),
                settled=not self._settled_only or self._is_settled(venue, month),
            )
            self._made[key] = (figures, days, coverage_of(days, hours))
        return self._made[key]

    def _is_closed(self, venue: models.Venue, month: Month) -> bool:
        """Return whether every day of the month has ended and been closed.

        Until then the part-of-day counts include visits that the day counts don't.
        """
        return month.last < self._today(venue) and (venue.id, month) not in self._rows.running

    def _is_settled(self, venue: models.Venue, month: Month) -> bool:
        """Return whether no day of the month can be corrected any more."""
        over = self._now >= settled_from(month.last, venue.day_limit)
        return over and self._is_closed(venue, month)

    def _roles_offered(self, venue: models.Venue, month: Month) -> int:
        """Return how many roles visitors could choose all month, or since the venue was created.

        A role added during the month doesn't count: everybody knows that nobody had it before,
        so it hides nothing.
        """
        opened = max(month.first, venue.created_on)
        return self._rows.roles_through(venue.id, opened, month.last)


def months_and_whole(
    session: Session,
    venue: models.Venue,
    period: Quarter | Month,
    *,
    now: dt.datetime,
    settled_only: bool = False,
) -> tuple[list[Report], Report]:
    """Return the reports of a quarter's months, and of the whole quarter.

    A single month is returned as both.
    """
    counts = Counts(session, [venue], period.months, now=now, settled_only=settled_only)
    months = [counts.report(Period.month(month)) for month in period.months]
    if isinstance(period, Month):
        return months, months[0]
    return months, counts.report(Period.quarter(period))


def first_month_with_counts(session: Session, venue_ids: Iterable[int]) -> Month | None:
    """Return the first month in which any of the venues has counts, if any."""
    return _month_with_counts(session, venue_ids, func.min(models.MonthCount.month))


def last_month_with_counts(session: Session, venue_ids: Iterable[int]) -> Month | None:
    """Return the latest month in which any of the venues has counts, if any."""
    return _month_with_counts(session, venue_ids, func.max(models.MonthCount.month))


def _month_with_counts(
    session: Session, venue_ids: Iterable[int], which: ColumnElement[dt.date]
) -> Month | None:
    date = session.scalar(
        select(which).where(
            models.MonthCount.venue_id.in_(list(venue_ids)),
            models.MonthCount.cell == Cell(Measure.VISITS).key,
        )
    )
    return Month.of(date) if date else None
