"""The exact numbers behind a report, added up by the database. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import ColumnElement, Integer, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import models
from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.day_state import DayState
from app.domain.reports.figures import ActivityTotal, Figures, with_imported
from app.domain.reports.month_days import MonthDays
from app.domain.venues.activity import ScheduledActivity
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.services.core.venue_profile import activities_of_all, opening_hours_of_all
from app.services.reports.unfinished import LeftOut, first_days, left_out

NUMBERS = (
    Measure.VISITS,
    Measure.JUST_HERE,
    Measure.TOOK_PART,
    Measure.CHANGED,
    Measure.HELD,
)
COUNTED = (DayState.COUNTED, DayState.ZERO)
KNOWN = (*COUNTED, DayState.CLOSED)
Days = models.Day
DayCounts = models.DayCount
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
        self._venues = tuple(venues)
        self._ids = [venue.id for venue in venues]
        self._months = tuple(months)
        self._until = until
        self._by_date: dict[tuple[Month, ...], dict[dt.date, int]] = {}
        self._by_venue: dict[tuple[Month, ...], dict[int, dict[dt.date, int]]] = {}
        self._states: dict[Month, dict[int, dict[dt.date, DayState]]] = {}
        self._activity_sums: dict[tuple[Month, ...], dict[int, ActivityTotal]] = {}

    @cached_property
    def running(self) -> frozenset[tuple[int, Month]]:
        """The venues' months with a day that is not closed yet."""
        return frozenset(
            (venue_id, Month.of(date))
            for venue_id, date in self._session.execute(
                select(Days.venue_id, Days.service_date).where(
                    Days.venue_id.in_(self._ids),
                    _within(Days.service_date, self._months),
                    Days.closed.is_(False),
                )
            )
        )

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
        for venue_id, month, *numbers in self._session.execute(
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
            .group_by(MonthCounts.venue_id, MonthCounts.month)
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

    def activity_sums(self, months: tuple[Month, ...]) -> dict[int, ActivityTotal]:
        """The participations of each activity, by its id, over all of the months."""
        if months not in self._activity_sums:
            sums = self._session.execute(
                select(
                    MonthCounts.activity_id,
                    func.sum(MonthCounts.number),
                    func.sum(MonthCounts.days),
                )
                .where(*self._of_activities(months))
                .group_by(MonthCounts.activity_id)
                .order_by(MonthCounts.activity_id)
            )
            self._activity_sums[months] = {
                activity_id: ActivityTotal(int(number), int(days))
                for activity_id, number, days in sums
                if activity_id is not None
            }
        return self._activity_sums[months]

    def read_months(self, months: tuple[Month, ...]) -> None:
        """Read the activities' sums for each of the months by itself, in one query."""
        found: dict[Month, dict[int, ActivityTotal]] = {month: {} for month in months}
        for month, activity_id, number, days in self._session.execute(
            select(MonthCounts.month, MonthCounts.activity_id, MonthCounts.number, MonthCounts.days)
            .where(*self._of_activities(months))
            .order_by(MonthCounts.activity_id)
        ):
            if activity_id is not None:
                found[Month.of(month)][activity_id] = ActivityTotal(number, days)
        self._activity_sums.update({(month,): sums for month, sums in found.items()})

    def _of_activities(self, months: tuple[Month, ...]) -> list[ColumnElement[bool]]:
        return [
            MonthCounts.venue_id.in_(self._ids),
            MonthCounts.month.in_([month.first for month in months]),
            MonthCounts.activity_id.is_not(None),
        ]

    @cached_property
    def parts(self) -> dict[tuple[int, Month], dict[PartOfDay, int]]:
        """The check-ins by part of the day."""
        counts = models.PartOfDayCount
        found: dict[tuple[int, Month], dict[PartOfDay, int]] = defaultdict(dict)
        for venue_id, month, *numbers in self._session.execute(
            select(
                counts.venue_id,
                counts.month,
                *(func.sum(counts.number).filter(counts.part == part) for part in TIMED),
            )
            .where(
                counts.venue_id.in_(self._ids),
                counts.month.in_([month.first for month in self._months]),
            )
            .group_by(counts.venue_id, counts.month)
        ):
            found[venue_id, Month.of(month)] = {
                part: int(number)
                for part, number in zip(TIMED, numbers, strict=True)
                if number is not None
            }
        return found

    @cached_property
    def days(self) -> dict[tuple[int, Month], MonthDays]:
        """Which days were counted and which are known to have been, as bits."""
        month = func.substr(cast(Days.service_date, String), 1, 7)
        of_month = cast(func.substr(cast(Days.service_date, String), 9, 2), Integer)
        bit = literal(1).op("<<")(of_month - 1)
        found: dict[tuple[int, Month], MonthDays] = {}
        for venue_id, name, counted, known in self._session.execute(
            select(
                Days.venue_id,
                month.label("of_month"),
                func.sum(bit).filter(Days.state.in_(COUNTED)),
                func.sum(bit),
            )
            .where(
                self._over(),
                _within(Days.service_date, self._months),
                Days.state.in_(KNOWN),
            )
            .group_by(Days.venue_id, "of_month")
        ):
            key = (venue_id, Month.parse(name))
            found[key] = MonthDays(key[1], int(counted or 0), int(known))
        for (venue_id, date), day in self._left_out.items():
            key = (venue_id, Month.of(date))
            if key[1] in self._months:
                stored = found.get(key) or MonthDays(key[1])
                found[key] = stored.with_state(date, day.state)
        return found

    def visits_by_date(self, months: tuple[Month, ...]) -> dict[dt.date, int]:
        """The visits at all the venues together on each day on which somebody counted."""
        if months not in self._by_date:
            rows = self._session.execute(
                select(Days.service_date, func.sum(DayCounts.number))
                .join_from(Days, DayCounts, _same_day())
                .where(*self._counted(months))
                .group_by(Days.service_date)
            )
            found = {date: int(number) for date, number in rows}
            for (_venue_id, date), day in self._left_out.items():
                if Month.of(date) in months:
                    found[date] = found.get(date, 0) + day.more
            self._by_date[months] = found
        return self._by_date[months]

    def visits_by_venue(self, months: tuple[Month, ...]) -> dict[int, dict[dt.date, int]]:
        """The visits of each venue on each day on which somebody counted there."""
        if months not in self._by_venue:
            found: dict[int, dict[dt.date, int]] = {venue_id: {} for venue_id in self._ids}
            for venue_id, date, number in self._session.execute(
                select(Days.venue_id, Days.service_date, DayCounts.number)
                .join_from(Days, DayCounts, _same_day())
                .where(*self._counted(months))
            ):
                found[venue_id][date] = number
            for (venue_id, date), day in self._left_out.items():
                if Month.of(date) in months:
                    found[venue_id][date] = found[venue_id].get(date, 0) + day.more
            self._by_venue[months] = found
        return self._by_venue[months]

    def states(self, month: Month) -> dict[int, dict[dt.date, DayState]]:
        """The state of each closed day of the month that has one, by venue."""
        if month not in self._states:
            found: dict[int, dict[dt.date, DayState]] = {venue_id: {} for venue_id in self._ids}
            for venue_id, date, state in self._session.execute(
                select(Days.venue_id, Days.service_date, Days.state).where(
                    Days.venue_id.in_(self._ids),
                    Days.service_date.between(month.first, month.last),
                    Days.closed.is_not(False),
                )
            ):
                if state is not None:
                    found[venue_id][date] = DayState(state)
            for (venue_id, date), day in self._left_out.items():
                found[venue_id].pop(date, None)
                if day.state is not None and Month.of(date) == month:
                    found[venue_id][date] = day.state
            self._states[month] = found
        return self._states[month]

    @cached_property
    def since(self) -> dict[int, dt.date]:
        """Each venue's first day: its creation, or its first day of imported counts if earlier."""
        since = {venue.id: venue.created_on for venue in self._venues}
        for venue_id, date in self._first_days():
            if date is not None:
                since[venue_id] = min(since[venue_id], date)
        for (venue_id, date), day in self._left_out.items():
            if day.state is not None:
                since[venue_id] = min(since[venue_id], date)
        return since

    def _first_days(self) -> Iterable[tuple[int, dt.date | None]]:
        if self._left_out:
            return first_days(self._session, self._ids).items()
        first = (
            select(func.min(Days.service_date))
            .where(Days.venue_id == models.Venue.id)
            .scalar_subquery()
        )
        rows = self._session.execute(
            select(models.Venue.id, first).where(models.Venue.id.in_(self._ids))
        )
        return [(row[0], row[1]) for row in rows]

    @cached_property
    def _left_out(self) -> dict[tuple[int, dt.date], LeftOut]:
        return left_out(self._session, self._ids)

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

    def _over(self) -> ColumnElement[bool]:
        """Whether a day is closed and over at its venue. Most have the same limit between days."""
        alike: dict[dt.date, list[int]] = defaultdict(list)
        for venue_id in self._ids:
            alike[self._until[venue_id]].append(venue_id)
        limits = [
            and_(Days.venue_id.in_(ids), Days.service_date < until) for until, ids in alike.items()
        ]
        return and_(
            Days.venue_id.in_(self._ids),
            limits[0] if len(limits) == 1 else or_(*limits),
            # Not `is true`: SQLite would take the index of what is closed, which is nearly all.
            Days.closed.is_not(False),
        )

    def _counted(self, months: tuple[Month, ...]) -> list[ColumnElement[bool]]:
        return [self._over(), _within(Days.service_date, months), Days.state.in_(COUNTED)]


def _number_of(cell: str) -> ColumnElement[int]:
    # A month has at most one row of each cell, so this is its number.
    return func.max(MonthCounts.number).filter(MonthCounts.cell == cell)


def _same_day() -> ColumnElement[bool]:
    return and_(
        DayCounts.venue_id == Days.venue_id,
        DayCounts.service_date == Days.service_date,
        DayCounts.cell == Cell(Measure.VISITS).key,
    )


def _within(date: InstrumentedAttribute[dt.date], months: Sequence[Month]) -> ColumnElement[bool]:
    """Whether the date is in one of the months, which are few spans without gaps."""
    spans: list[list[Month]] = []
    for month in sorted(months):
        if spans and spans[-1][1].next == month:
            spans[-1][1] = month
        else:
            spans.append([month, month])
    inside = [date.between(first.first, last.last) for first, last in spans]
    around = date.between(spans[0][0].first, spans[-1][1].last)
    return around if len(spans) == 1 else and_(around, or_(*inside))
