"""The state of each day in a report, and how many of the opening days were counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.day_state import DayState


@dataclass(frozen=True)
class ReportDay:
    """A day of a month.

    `state` is None if the day is not over or is before the venue's first day. `visits` is None
    if the day was not counted.
    """

    date: dt.date
    state: DayState | None
    visits: int | None


@dataclass(frozen=True)
class Coverage:
    """The number of days counted and of opening days.

    `opening_days` is None if the opening hours are not known.
    """

    counted: int
    opening_days: int | None

    def __add__(self, other: Coverage) -> Coverage:
        if self.opening_days is None or other.opening_days is None:
            return Coverage(self.counted + other.counted, None)
        return Coverage(self.counted + other.counted, self.opening_days + other.opening_days)


def visits_per_day(visits: int, days_counted: int) -> Decimal | None:
    """Return visits per day counted, to one decimal; a half is rounded up.

    None if no day was counted, which is not the same as zero visits. Every visit is on a day that
    was counted.
    """
    if not days_counted:
        return None
    tenths = (20 * visits + days_counted) // (2 * days_counted)
    return Decimal(tenths).scaleb(-1)


def days_of(
    month: Month,
    hours: OpeningHistory,
    states: Mapping[dt.date, DayState],
    visits: Mapping[dt.date, int],
    *,
    since: dt.date,
    ended: dt.date | None,
    until: dt.date,
) -> tuple[ReportDay, ...]:
    """Return the days of the month.

    `since` is the venue's first day, `ended` the first day on which it is archived, and `until`
    the first day that is not over. Days before `since` or from `until` on have no state.

    A day that nobody counted is *not counted* if the venue was open according to the hours in
    force on that date, or if its hours are not known. Otherwise it is *closed*.
    """

    def is_open(date: dt.date) -> bool:
        in_use = date >= since and (ended is None or date < ended)
        return in_use and (not hours.known or bool(hours.on(date)))

    def state_of(date: dt.date) -> DayState | None:
        if not since <= date < until:
            return None
        kept = states.get(date)
        if kept is not None and kept is not DayState.NOT_COUNTED:
            return kept
        return DayState.NOT_COUNTED if is_open(date) else DayState.CLOSED

    return tuple(
        ReportDay(date, state, visits.get(date, 0) if was_counted(state) else None)
        for date in month.dates()
        for state in [state_of(date)]
    )


def was_counted(state: DayState | None) -> bool:
    """Whether the day was counted, even if the count was zero."""
    return state in (DayState.COUNTED, DayState.ZERO)
