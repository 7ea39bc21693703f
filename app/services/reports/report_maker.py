"""Makes the reports of an overview. Takes an open session.

All reported numbers come from here, and each is a plain sum of stored ones.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.base.service_day import ONE_DAY, service_date
from app.domain.days.correction_window import corrected_until
from app.domain.reports.day_bits import days_by_weekday
from app.domain.reports.figures import ActivityTotal, total
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
from app.services.core.venue_profile import all_roles_of
from app.services.reports.part_sums import PartSums
from app.services.reports.report_rows import ReportRows
from app.services.reports.unit_sums import UnitSums
from app.services.reports.venue_in_report import VenueInReport, venue_in_report


class ReportMaker:
    """Makes reports of venues in one partnership, of any of `months`."""

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Iterable[Month],
        *,
        now: dt.datetime,
    ) -> None:
        wanted = sorted(set(months))
        until = {venue.id: service_date(now, venue.day_limit) for venue in venues}
        self.rows = ReportRows(session, venues, wanted, until)
        self.venues = tuple(venue_in_report(venue, self.rows, until[venue.id]) for venue in venues)
        self._units = UnitSums(session, list(until), wanted, self.rows, now=now)
        partnership = session.get_one(models.Partnership, venues[0].partnership_id)
        self.parts = PartSums(self.rows, self._units, few=2 * partnership.small_number)
        self._roles = all_roles_of(session, partnership.id)
        self._activities: dict[tuple[VenueInReport, ...], tuple[NamedActivity, ...]] = {}

    def made(
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
        within = self.rows.days.bits.between(period.first, period.last)
        by_month = self.rows.figures
        each = [by_month[venue.id, month] for venue in venues for month in months]
        figures = each[0] if len(each) == 1 else total(each)
        if activities:
            figures = replace(
                figures,
                activities=self._activity_sums(venues, months),
                parts=self.parts.of(venues, months),
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
            offers_roles=any(venue.id in self.rows.with_roles for venue in venues),
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
        seen = self.rows.days.seen
        parts = [seen[venue.id].coverage(within, venue.opening) for venue in venues]
        return sum(parts[1:], parts[0])

    def _days_by_weekday(self, venues: tuple[VenueInReport, ...], within: int) -> tuple[int, ...]:
        days = self.rows.days
        return days_by_weekday((days.seen[venue.id] for venue in venues), within, days.bits)

    def _activity_sums(
        self, venues: tuple[VenueInReport, ...], months: tuple[Month, ...]
    ) -> dict[int, ActivityTotal]:
        sums = self.rows.activity_sums(months)
        if venues == self.venues:
            return sums
        ids = (activity.id for venue in venues for activity in self.rows.activities[venue.id])
        return {activity_id: sums[activity_id] for activity_id in ids if activity_id in sums}

    def _activities_of(self, venues: tuple[VenueInReport, ...]) -> tuple[NamedActivity, ...]:
        if venues not in self._activities:
            own = self.rows.activities
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
            self.rows.hours[venue.id],
            self.rows.days.states(month)[venue.id],
            visits,
            since=venue.since,
            ended=venue.ended,
            until=venue.until,
        )
