"""The exact numbers behind a report, added up by the database. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory
from app.domain.reports.figures import ActivityTotal, Figures, with_imported
from app.domain.venues.activity import ScheduledActivity
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED
from app.domain.visits.source import Source
from app.services.core.columns import columns
from app.services.core.venue_profile import activities_of_all, opening_hours_of_all
from app.services.reports.day_rows import DayRows
from app.services.reports.unfinished import left_out

NUMBERS = (
    Measure.VISITS,
    Measure.JUST_HERE,
    Measure.TOOK_PART,
    Measure.CHANGED,
    Measure.HELD,
)
MonthCounts = models.MonthCount


class ReportRows:
    """The numbers of some venues in some months.

    Each is asked for once, when first used, for all the venues together, and comes added up: a
    row for a venue's month at most, however many visits, days and activities it has. Days that an
    import has begun to save or to take back are as they were before it.

    `until` is, by venue id, the first day that is not over.
    """

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Sequence[Month],
        until: Mapping[int, dt.date],
    ) -> None:
        self._session = session
        self._ids = [venue.id for venue in venues]
        self._months = tuple(months)
        self._left_out = left_out(session, self._ids)
        self.days = DayRows(session, venues, months, until, self._left_out)
        self._activity_sums: dict[tuple[Month, ...], dict[int, ActivityTotal]] = {}

    @cached_property
    def hours(self) -> dict[int, OpeningHistory]:
        return opening_hours_of_all(self._session, self._ids)

    @cached_property
    def figures(self) -> dict[tuple[int, Month], Figures]:
        """The month counts, without the activities and the parts of the day."""
        cells = [Cell(measure).key for measure in NUMBERS]
        every = sorted(Source)
        sources = [Cell(Measure.SOURCE, source=source).key for source in every]
        found: dict[tuple[int, Month], Figures] = defaultdict(Figures)
        for venue_id, month, *numbers in columns(
            self._session,
            select(
                MonthCounts.venue_id,
                MonthCounts.month,
                *(_number_of(cell) for cell in (*cells, *sources)),
            )
            .where(
                MonthCounts.venue_id.in_(self._ids),
                MonthCounts.month.in_([month.first for month in self._months]),
                MonthCounts.cell.in_([*cells, *sources]),
            )
            .group_by(MonthCounts.venue_id, MonthCounts.month),
        ):
            main, by_source = numbers[: len(cells)], numbers[len(cells) :]
            visits, just_here, took_part, changed, held = (number or 0 for number in main)
            found[venue_id, Month.of(month)] = Figures(
                visits=visits,
                just_here=just_here,
                took_part=took_part,
                changed=changed,
                held=held,
                sources={
                    source: number
                    for source, number in zip(every, by_source, strict=True)
                    if number is not None
                },
            )
        for (venue_id, date), day in self._left_out.items():
            key = (venue_id, Month.of(date))
            if key[1] in self._months:
                found[key] = with_imported(found[key], day.more)
        return found

    def activity_sums(
        self, months: tuple[Month, ...], among: frozenset[int] | None = None
    ) -> dict[int, ActivityTotal]:
        """The participations of each activity, by its id, over all of the months.

        `among` are the ids of those that are asked for, if not all are.
        """
        if among is not None:
            return self._sums_of(months, among)
        if months not in self._activity_sums:
            self._activity_sums[months] = self._sums_of(months)
        return self._activity_sums[months]

    def _sums_of(
        self, months: tuple[Month, ...], among: frozenset[int] | None = None
    ) -> dict[int, ActivityTotal]:
        only = () if among is None else (MonthCounts.activity_id.in_(among),)
        sums = columns(
            self._session,
            select(
                MonthCounts.activity_id,
                func.sum(MonthCounts.number),
                func.sum(MonthCounts.days),
            )
            .where(*self._of_activities(months), *only)
            .group_by(MonthCounts.activity_id)
            .order_by(MonthCounts.activity_id),
        )
        return {
            activity_id: ActivityTotal(int(number), int(days))
            for activity_id, number, days in sums
            if activity_id is not None
        }

    def read_months(self, months: tuple[Month, ...]) -> None:
        """Read the activities' sums for each of the months by itself, in one query."""
        found: dict[dt.date, dict[int, ActivityTotal]] = {month.first: {} for month in months}
        for first, activity_id, number, days in columns(
            self._session,
            select(MonthCounts.month, MonthCounts.activity_id, MonthCounts.number, MonthCounts.days)
            .where(*self._of_activities(months))
            .order_by(MonthCounts.activity_id),
        ):
            if activity_id is not None:
                found[first][activity_id] = ActivityTotal(number, days)
        self._activity_sums.update({(Month.of(first),): sums for first, sums in found.items()})

    def _of_activities(self, months: tuple[Month, ...]) -> list[ColumnElement[bool]]:
        return [
            MonthCounts.venue_id.in_(self._ids),
            MonthCounts.month.in_([month.first for month in months]),
            MonthCounts.activity_id.is_not(None),
        ]

    @cached_property
    def parts(self) -> dict[tuple[int, Month], tuple[int, ...]]:
        """The check-ins in each of `TIMED`; empty where none of them has any."""
        counts = models.PartOfDayCount
        found: dict[tuple[int, Month], tuple[int, ...]] = defaultdict(tuple)
        for venue_id, month, *numbers in columns(
            self._session,
            select(
                counts.venue_id,
                counts.month,
                *(
                    func.coalesce(func.sum(counts.number).filter(counts.part == part), 0)
                    for part in TIMED
                ),
            )
            .where(
                counts.venue_id.in_(self._ids),
                counts.month.in_([month.first for month in self._months]),
            )
            .group_by(counts.venue_id, counts.month),
        ):
            found[venue_id, Month.of(month)] = tuple(map(int, numbers))
        return found

    @cached_property
    def activities(self) -> dict[int, list[ScheduledActivity]]:
        return activities_of_all(self._session, self._ids)

    @cached_property
    def with_roles(self) -> frozenset[int]:
        """The ids of the venues that offer roles."""
        return frozenset(
            self._session.scalars(
                select(models.VenueRole.venue_id)
                .where(models.VenueRole.venue_id.in_(self._ids))
                .distinct()
            )
        )


def _number_of(cell: str) -> ColumnElement[int]:
    # A month has at most one row of each cell, so this is its number.
    return func.max(MonthCounts.number).filter(MonthCounts.cell == cell)
