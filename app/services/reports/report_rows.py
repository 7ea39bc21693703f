"""The exact rows behind a report, by venue and month."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.day_state import DayState
from app.domain.reports.figures import ActivityTotal, Figures
from app.domain.venues.activity import ScheduledActivity
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
from app.services.core.venue_profile import activities_of_all, opening_hours_of_all


class ReportRows:
    """The rows of some venues between two dates. Takes an open session.

    Each property is queried once, when first used, for all the venues together, so that a year of
    forty venues takes a handful of queries.
    """

    def __init__(
        self, session: Session, venues: Sequence[models.Venue], first: dt.date, last: dt.date
    ) -> None:
        self._session = session
        self._venues = tuple(venues)
        self._ids = [venue.id for venue in venues]
        self._first, self._last = first, last

    @cached_property
    def running(self) -> frozenset[tuple[int, Month]]:
        """The venues' months with a day that is not closed yet."""
        return frozenset(
            (venue_id, Month.of(date))
            for venue_id, date in self._session.execute(
                select(models.Day.venue_id, models.Day.service_date).where(
                    models.Day.venue_id.in_(self._ids),
                    models.Day.service_date.between(self._first, self._last),
                    models.Day.closed.is_(False),
                )
            )
        )

    @cached_property
    def hours(self) -> dict[int, OpeningHistory]:
        return opening_hours_of_all(self._session, self._ids)

    @cached_property
    def figures(self) -> dict[tuple[int, Month], Figures]:
        """The month counts, without the parts of the day."""
        found: dict[tuple[int, Month], Figures] = defaultdict(Figures)
        numbers: dict[tuple[int, Month], dict[Measure, int]] = defaultdict(dict)
        for row in self._session.execute(
            select(
                models.MonthCount.venue_id,
                models.MonthCount.month,
                models.MonthCount.measure,
                models.MonthCount.activity_id,
                models.MonthCount.source,
                models.MonthCount.number,
                models.MonthCount.days,
            ).where(
                models.MonthCount.venue_id.in_(self._ids),
                models.MonthCount.month.between(self._first, self._last),
            )
        ):
            key = (row.venue_id, Month.of(row.month))
            if row.activity_id is not None:
                total = ActivityTotal(row.number, row.days)
                found[key].activities[row.activity_id] = total
            elif row.source is not None:
                found[key].sources[Source(row.source)] = row.number
            else:
                numbers[key][Measure(row.measure)] = row.number
        for key, by_measure in numbers.items():
            found[key] = replace(
                found[key],
                visits=by_measure.get(Measure.VISITS, 0),
                just_here=by_measure.get(Measure.JUST_HERE, 0),
                took_part=by_measure.get(Measure.TOOK_PART, 0),
                changed=by_measure.get(Measure.CHANGED, 0),
                held=by_measure.get(Measure.HELD, 0),
            )
        return found

    @cached_property
    def parts(self) -> dict[tuple[int, Month], dict[PartOfDay, int]]:
        """The check-ins by part of the day."""
        found: dict[tuple[int, Month], dict[PartOfDay, int]] = defaultdict(dict)
        for row in self._session.execute(
            select(
                models.PartOfDayCount.venue_id,
                models.PartOfDayCount.month,
                models.PartOfDayCount.part,
                models.PartOfDayCount.number,
            ).where(
                models.PartOfDayCount.venue_id.in_(self._ids),
                models.PartOfDayCount.month.between(self._first, self._last),
            )
        ):
            found[row.venue_id, Month.of(row.month)][PartOfDay(row.part)] = row.number
        return found

    @cached_property
    def days(self) -> dict[tuple[int, Month], tuple[dict[dt.date, DayState], dict[dt.date, int]]]:
        """The state of each closed day that has one, and the visits of each day that has any."""
        found: dict[tuple[int, Month], tuple[dict[dt.date, DayState], dict[dt.date, int]]]
        found = defaultdict(lambda: ({}, {}))
        for venue_id, date, state in self._session.execute(
            select(models.Day.venue_id, models.Day.service_date, models.Day.state).where(
                models.Day.venue_id.in_(self._ids),
                models.Day.service_date.between(self._first, self._last),
                models.Day.closed.is_(True),
            )
        ):
            if state is not None:
                found[venue_id, Month.of(date)][0][date] = DayState(state)
        for venue_id, date, number in self._session.execute(
            select(
                models.DayCount.venue_id, models.DayCount.service_date, models.DayCount.number
            ).where(
                models.DayCount.venue_id.in_(self._ids),
                models.DayCount.service_date.between(self._first, self._last),
                models.DayCount.cell == Cell(Measure.VISITS).key,
            )
        ):
            found[venue_id, Month.of(date)][1][date] = number
        return found

    @cached_property
    def since(self) -> dict[int, dt.date]:
        """Each venue's first day: its creation, or its first day of imported counts if earlier."""
        since = {venue.id: venue.created_on for venue in self._venues}
        for venue_id, first in self._session.execute(
            select(models.Day.venue_id, func.min(models.Day.service_date))
            .where(models.Day.venue_id.in_(self._ids))
            .group_by(models.Day.venue_id)
        ):
            since[venue_id] = min(since[venue_id], first)
        return since

    @cached_property
    def activities(self) -> dict[int, list[ScheduledActivity]]:
        return activities_of_all(self._session, self._ids)

    @cached_property
    def with_roles(self) -> frozenset[int]:
        """The ids of the venues that offer roles."""
        return frozenset(
            self._session.scalars(
                select(models.VenueRole.venue_id).where(models.VenueRole.venue_id.in_(self._ids))
            )
        )
