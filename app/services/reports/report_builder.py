"""Builds reports of one or more venues. Takes an open session.

All reported numbers come from here, and each is a plain sum of stored ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import ONE_DAY, service_date
from app.domain.days.correction_window import corrected_until, settled_from
from app.domain.days.units import Unit
from app.domain.reports.figures import Figures, SettledFigures, settled_total, total
from app.domain.reports.overview import Overview
from app.domain.reports.period import Period
from app.domain.reports.report import Report, ReportVenue
from app.domain.reports.report_days import Coverage, ReportDay, coverage_of, days_of
from app.domain.reports.report_lines import activity_lines, role_lines, weekday_lines
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.services.core.venue_profile import all_roles_of
from app.services.reports.report_rows import ReportRows
from app.services.reports.settled_rows import SettledRows


class Counts:
    """The numbers of venues in one partnership, from the first to the last of `months`."""

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
    ) -> None:
        self.venues = tuple(venues)
        wanted = sorted(set(months))
        dates = wanted[0].first, wanted[-1].last
        self._rows = ReportRows(session, venues, *dates)
        self._settled = SettledRows(session, [venue.id for venue in venues], *dates)
        self._now = now
        self._partnership = session.get_one(models.Partnership, venues[0].partnership_id)
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
        settled, settles_on = self._of_units(chosen, period)
        days = [day for part in parts for day in part[1]]
        several = len(chosen) > 1
        activities = [activity for venue in chosen for activity in self._rows.activities[venue.id]]
        return Report(
            venues=tuple(ReportVenue(venue.id, venue.name) for venue in chosen),
            name=name if several else chosen[0].name,
            period=period,
            complete=all(self._is_closed(venue, period.end) for venue in chosen),
            corrected_until=None
            if all(self._is_final(venue, period.end) for venue in chosen)
            else corrected_until(period.last),
            settles_on=settles_on,
            offers_roles=any(venue.id in self._rows.with_roles for venue in chosen),
            coverage=sum((part[2] for part in parts[1:]), parts[0][2]),
            figures=figures,
            settled=settled,
            activities=activity_lines(
                figures,
                settled,
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
            roles=role_lines(settled, self._roles),
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
            figures = replace(self._rows.figures[key], parts=self._parts(venue, month))
            self._made[key] = (figures, days, coverage_of(days, hours))
        return self._made[key]

    def _is_closed(self, venue: models.Venue, month: Month) -> bool:
        """Return whether every day of the month has ended and been closed.

        Until then the part-of-day counts include visits that the day counts don't.
        """
        return month.last < self._today(venue) and (venue.id, month) not in self._rows.running

    def _is_final(self, venue: models.Venue, month: Month) -> bool:
        """Return whether no day of the month can be corrected any more."""
        over = self._now >= settled_from(month.last, venue.day_limit)
        return over and self._is_closed(venue, month)

    def _parts(self, venue: models.Venue, month: Month) -> dict[PartOfDay, int]:
        """Return the visits by part of the day; empty if they are not told.

        Visits from paper and from earlier counts have no time; the parts add up to the rest.
        """
        figures, timed = self._rows.figures[venue.id, month], self._rows.parts[venue.id, month]
        counted = figures.visits - figures.sources.get(Source.IMPORT, 0)
        few = counted < 2 * self._partnership.small_number
        if few or not self._is_closed(venue, month):
            return {}
        live = counted - figures.sources.get(Source.PAPER, 0)
        untimed = live - sum(timed.values())
        # The counters may be older than this, or dropped for being few; and corrections may have
        # removed more visits than there were without a time.
        if (live and not timed) or untimed < 0:
            return {}
        return {**{part: timed.get(part, 0) for part in TIMED}, PartOfDay.NO_TIME: untimed}

    def _of_units(
        self, venues: Iterable[models.Venue], period: Period
    ) -> tuple[SettledFigures, dt.date | None]:
        """Return what the units of a period tell, and the date on which the last one settles."""
        months, told, waiting, longer = set(period.months), [], [], []
        longer_venues = 0
        for venue in venues:
            units = {self._settled.unit_of(venue.id, month) for month in period.months}
            begun = [unit for unit in units if self._has_begun(venue, unit)]
            whole = [unit for unit in begun if months.issuperset(unit.months)]
            for unit in whole:
                settled = self._settled.settled(venue.id, unit)
                if self._is_final(venue, unit.end) and not self._visits_here(venue, unit):
                    continue  # Nobody was counted here, so there is nothing to tell.
                if settled is None:
                    waiting.append(unit)
                else:
                    told.append(settled)
            if len(whole) < len(begun):
                longer_venues += 1
                longer += [
                    unit
                    for unit in begun
                    if unit not in whole and self._settled.settled(venue.id, unit) is None
                ]
        last = max((unit.end.last for unit in waiting or longer), default=None)
        return (
            settled_total(told, waiting=len(waiting), longer=longer_venues),
            None if last is None else corrected_until(last) + ONE_DAY,
        )

    def _has_begun(self, venue: models.Venue, unit: Unit) -> bool:
        """Return whether the venue was there in the unit, up to today."""
        since, until = self._rows.since[venue.id], self._today(venue)
        if venue.archived_on is not None:
            until = min(until, venue.archived_on)
        return since <= unit.end.last and unit.start.first <= until

    def _visits_here(self, venue: models.Venue, unit: Unit) -> int:
        months = [self._rows.figures[venue.id, month] for month in unit.months]
        return sum(one.visits - one.sources.get(Source.IMPORT, 0) for one in months)


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
