"""Which days of some venues were counted, and the visits on each. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from sqlalchemy import ColumnElement, String, and_, cast, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app import models
from app.domain.base.months import Month
from app.domain.days.day_state import DayState
from app.domain.reports.day_bits import DayBits, DaysSeen
from app.domain.visits.counting import Cell, Measure
from app.services.core.columns import columns
from app.services.reports.unfinished import LeftOut, first_days

COUNTED = (DayState.COUNTED, DayState.ZERO)
Days = models.Day
DayCounts = models.DayCount


class DayRows:
    """The days of some venues in some months; see `ReportRows`."""

    def __init__(
        self,
        session: Session,
        venues: Sequence[models.Venue],
        months: Sequence[Month],
        until: Mapping[int, dt.date],
        left_out: Mapping[tuple[int, dt.date], LeftOut],
    ) -> None:
        self._session = session
        self._venues = tuple(venues)
        self._ids = [venue.id for venue in venues]
        self._months = tuple(months)
        self._until = until
        self._left_out = left_out
        self._by_date: dict[tuple[Month, ...], dict[dt.date, int]] = {}
        self._states: dict[Month, dict[int, dict[dt.date, DayState]]] = {}

    @cached_property
    def running(self) -> frozenset[tuple[int, Month]]:
        """The venues' months with a day that is not closed yet."""
        return frozenset(
            (venue_id, Month.of(date))
            for venue_id, date in columns(
                self._session,
                select(Days.venue_id, Days.service_date).where(
                    Days.venue_id.in_(self._ids),
                    _within(Days.service_date, self._months),
                    Days.closed.is_(False),
                ),
            )
        )

    @cached_property
    def bits(self) -> DayBits:
        return DayBits(min(self._months).first, max(self._months).last)

    @cached_property
    def seen(self) -> dict[int, DaysSeen]:
        """Each venue's days that are over, by venue id."""
        bits = self.bits
        found = {venue_id: DaysSeen() for venue_id in self._ids}
        # One row for a venue, with its dates as one text: a row for each day takes four times
        # as long, and grouping by month three times.
        by_text = {
            str(bits.first + dt.timedelta(days=step)): 1 << step
            for step in range((bits.last - bits.first).days + 1)
        }
        date = func.aggregate_strings(cast(Days.service_date, String), ",")
        for venue_id, counted, closed in columns(
            self._session,
            select(
                Days.venue_id,
                date.filter(Days.state.in_(COUNTED)),
                date.filter(Days.state == DayState.CLOSED),
            )
            .where(self._over(), _within(Days.service_date, self._months))
            .group_by(Days.venue_id),
        ):
            seen = found[venue_id]
            seen.counted = sum(map(by_text.__getitem__, counted.split(","))) if counted else 0
            seen.known = seen.counted
            seen.known += sum(map(by_text.__getitem__, closed.split(","))) if closed else 0
        for (venue_id, on), day in self._left_out.items():
            if Month.of(on) in self._months:
                found[venue_id].set_state(bits.of(on), day.state)
        return found

    def visits_by_date(self, months: tuple[Month, ...]) -> dict[dt.date, int]:
        """The visits at all the venues together on each day on which somebody counted."""
        if months not in self._by_date:
            rows = columns(
                self._session,
                select(Days.service_date, func.sum(DayCounts.number))
                .join_from(Days, DayCounts, _same_day())
                .where(*self._counted(months))
                .group_by(Days.service_date),
            )
            found = {date: int(number) for date, number in rows}
            for (_venue_id, date), day in self._left_out.items():
                if Month.of(date) in months:
                    found[date] = found.get(date, 0) + day.more
            self._by_date[months] = found
        return self._by_date[months]

    def visits_by_venue(
        self, months: tuple[Month, ...]
    ) -> dict[Month, dict[int, dict[dt.date, int]]]:
        """By month and venue, the visits on each day on which somebody counted there."""
        found: dict[Month, dict[int, dict[dt.date, int]]] = {
            month: {venue_id: {} for venue_id in self._ids} for month in months
        }
        month_of = {(month.year, month.number): found[month] for month in months}
        for venue_id, date, number in columns(
            self._session,
            select(Days.venue_id, Days.service_date, DayCounts.number)
            .join_from(Days, DayCounts, _same_day())
            .where(*self._counted(months)),
        ):
            month_of[date.year, date.month][venue_id][date] = number
        for (venue_id, date), day in self._left_out.items():
            if by_venue := found.get(Month.of(date)):
                by_venue[venue_id][date] = by_venue[venue_id].get(date, 0) + day.more
        return found

    def visits_by_weekday(self, months: tuple[Month, ...]) -> dict[int, list[int]]:
        """The visits of each venue on each weekday (Monday is 0)."""
        found = {venue_id: [0] * 7 for venue_id in self._ids}
        from_sunday = extract("dow", Days.service_date)
        for venue_id, weekday, number in columns(
            self._session,
            select(Days.venue_id, from_sunday.label("weekday"), func.sum(DayCounts.number))
            .join_from(Days, DayCounts, _same_day())
            .where(*self._counted(months))
            .group_by(Days.venue_id, "weekday"),
        ):
            found[venue_id][(int(weekday) - 1) % 7] = int(number)
        for (venue_id, date), day in self._left_out.items():
            if Month.of(date) in months:
                found[venue_id][date.weekday()] += day.more
        return found

    def states(self, month: Month) -> dict[int, dict[dt.date, DayState]]:
        """The state of each closed day of the month that has one, by venue."""
        self.read_states((month,))
        return self._states[month]

    def read_states(self, months: tuple[Month, ...]) -> None:
        """Read the states of several months in one statement."""
        new = tuple(month for month in months if month not in self._states)
        if not new:
            return
        for month in new:
            self._states[month] = {venue_id: {} for venue_id in self._ids}
        state_of = {state.value: state for state in DayState}
        month_of = {(month.year, month.number): self._states[month] for month in new}
        for venue_id, date, state in columns(
            self._session,
            select(Days.venue_id, Days.service_date, Days.state).where(
                Days.venue_id.in_(self._ids),
                _within(Days.service_date, new),
                Days.closed.is_not(False),
                Days.state.is_not(None),
            ),
        ):
            month_of[date.year, date.month][venue_id][date] = state_of[str(state)]
        for (venue_id, date), day in self._left_out.items():
            if Month.of(date) in new:
                by_date = self._states[Month.of(date)][venue_id]
                by_date.pop(date, None)
                if day.state is not None:
                    by_date[date] = day.state

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
        rows = columns(
            self._session, select(models.Venue.id, first).where(models.Venue.id.in_(self._ids))
        )
        return [(row[0], row[1]) for row in rows]

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
