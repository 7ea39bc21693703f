"""The days of a venue's month as bits, so that thousands of months are added up quickly.

The lowest bit is the first of the month. `days_of` in `report_days` says the same of each date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from app.domain.base.months import Month
from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.day_state import DayState
from app.domain.reports.report_days import Coverage, was_counted


@dataclass(frozen=True)
class MonthDays:
    """Which days of a month were counted, and of which it is known that they were or were closed.

    Days on which the count was zero are counted, too.
    """

    month: Month
    counted: int = 0
    known: int = 0

    def with_state(self, date: dt.date, state: DayState | None) -> MonthDays:
        """Return the days with this state of one of them; None if nothing is known of it."""
        bit = 1 << (date.day - 1)
        counted, known = self.counted & ~bit, self.known & ~bit
        return MonthDays(
            self.month,
            counted | bit if was_counted(state) else counted,
            known | bit if state is not None else known,
        )


@dataclass(frozen=True)
class DaysInUse:
    """The days on which a venue could have been counted, and those on which it was open.

    `since` is its first day, `ended` the first day on which it is archived, and `until` the first
    day that is not over.
    """

    hours: OpeningHistory
    since: dt.date
    ended: dt.date | None
    until: dt.date
    _masks: dict[Month, int] = field(default_factory=dict, compare=False, repr=False)

    def coverage(self, days: MonthDays) -> Coverage:
        """Count the days counted and the opening days that are over.

        A day that was counted outside the opening hours is an opening day too.
        """
        counted = days.counted.bit_count()
        if not self.hours.known:
            return Coverage(counted, None)
        missed = self._open(days.month) & ~days.known
        return Coverage(counted, counted + missed.bit_count())

    def _open(self, month: Month) -> int:
        if month not in self._masks:
            until = self.until if self.ended is None else min(self.until, self.ended)
            between = days_before(month, until) & ~days_before(month, self.since)
            self._masks[month] = between & open_by_hours(self.hours, month) if between else 0
        return self._masks[month]


def days_before(month: Month, date: dt.date) -> int:
    """Return the days of the month that are before the date."""
    if date <= month.first:
        return 0
    days = min((date - month.first).days, (month.last - month.first).days + 1)
    return (1 << days) - 1


def open_by_hours(hours: OpeningHistory, month: Month) -> int:
    """Return the days of the month on which the hours in force say that the venue was open."""
    first, last = hours.in_force(month.first), hours.in_force(month.last)
    if first is not last or first is None:
        return sum(1 << (date.day - 1) for date in month.dates() if hours.on(date) is not None)
    masks = weekday_masks(month)
    return sum(masks[weekday] for weekday in first.spans)


@lru_cache(maxsize=2400)
def weekday_masks(month: Month) -> tuple[int, ...]:
    """Return the days of the month that are Mondays, Tuesdays and so on."""
    masks = [0] * 7
    for date in month.dates():
        masks[date.weekday()] |= 1 << (date.day - 1)
    return tuple(masks)


def days_by_weekday(months: Iterable[MonthDays]) -> tuple[int, ...]:
    """Return how many days were counted on each weekday (Monday is 0)."""
    counted = [0] * 7
    for days in months:
        if days.counted:
            for weekday, mask in enumerate(weekday_masks(days.month)):
                counted[weekday] += (days.counted & mask).bit_count()
    return tuple(counted)


def weekday_sums(visits: Mapping[dt.date, int]) -> tuple[int, ...]:
    """Return the visits on each weekday (Monday is 0)."""
    sums = [0] * 7
    for date, number in visits.items():
        sums[date.weekday()] += number
    return tuple(sums)
