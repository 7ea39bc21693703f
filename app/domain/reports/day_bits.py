"""Days as the bits of a number, so that years of hundreds of venues are added up quickly.

`days_of` in `report_days` says the same of each date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.day_state import DayState
from app.domain.reports.report_days import Coverage, was_counted


class DayBits:
    """The days from `first` to `last`; the lowest bit is `first`."""

    def __init__(self, first: dt.date, last: dt.date) -> None:
        self.first, self.last = first, last
        length = (last - first).days + 1
        every_week = sum(1 << day for day in range(0, length, 7))
        whole = (1 << length) - 1
        self.weekdays = tuple(
            (every_week << (weekday - first.weekday()) % 7) & whole for weekday in range(7)
        )
        """Which days are Mondays, Tuesdays and so on."""

    def of(self, date: dt.date) -> int:
        """Return the bit of a day, or 0 if it is not one of them."""
        return 1 << (date - self.first).days if self.first <= date <= self.last else 0

    def between(self, first: dt.date, last: dt.date) -> int:
        """Return the bits of the days from `first` to `last`, as far as they are among them."""
        start, end = max(first, self.first), min(last, self.last)
        if start > end:
            return 0
        return ((1 << (end - start).days + 1) - 1) << (start - self.first).days

    def before(self, date: dt.date) -> int:
        return self.between(self.first, date - dt.timedelta(days=1))

    def opening(self, hours: OpeningHistory) -> int:
        """Return the days on which the hours in force say that the venue was open."""
        sets = sorted(hours.sets, key=lambda one: one.valid_from)
        found = 0
        for at, one in enumerate(sets):
            # The first set also holds before it was entered, as `OpeningHistory.in_force` says.
            days = self.between(self.first if at == 0 else one.valid_from, self.last)
            if at + 1 < len(sets):
                days &= self.before(sets[at + 1].valid_from)
            found |= days & sum(self.weekdays[weekday] for weekday in one.spans)
        return found

    def in_use(
        self,
        hours: OpeningHistory,
        *,
        since: dt.date,
        ended: dt.date | None,
        until: dt.date,
    ) -> int | None:
        """Return the opening days that are over, or None if the hours are not known.

        `since` is the venue's first day, `ended` the first day on which it is archived, and
        `until` the first day that is not over.
        """
        if not hours.known:
            return None
        over = self.before(until if ended is None else min(until, ended))
        return over & ~self.before(since) & self.opening(hours)


@dataclass(slots=True)
class DaysSeen:
    """Which of a venue's days were counted, and of which it is known that they were or were closed.

    Days on which the count was zero are counted, too.
    """

    counted: int = 0
    known: int = 0

    def set_state(self, day: int, state: DayState | None) -> None:
        """Give one day, a bit, this state; None if nothing is known of it."""
        self.counted = self.counted | day if was_counted(state) else self.counted & ~day
        self.known = self.known & ~day if state is None else self.known | day

    def coverage(self, within: int, opening: int | None) -> Coverage:
        """Count the days counted, and the opening days that are over, of those in `within`.

        A day that was counted outside the opening hours is an opening day too.
        """
        counted = (self.counted & within).bit_count()
        if opening is None:
            return Coverage(counted, None)
        missed = opening & within & ~self.known
        return Coverage(counted, counted + missed.bit_count())


def days_by_weekday(venues: Iterable[DaysSeen], within: int, bits: DayBits) -> tuple[int, ...]:
    """Return how many of the days in `within` were counted on each weekday (Monday is 0)."""
    masks = [mask & within for mask in bits.weekdays]
    counted = [0] * 7
    for seen in venues:
        for weekday, mask in enumerate(masks):
            counted[weekday] += (seen.counted & mask).bit_count()
    return tuple(counted)


def weekday_sums(visits: Mapping[dt.date, int]) -> tuple[int, ...]:
    """Return the visits on each weekday (Monday is 0)."""
    sums = [0] * 7
    for date, number in visits.items():
        sums[date.weekday()] += number
    return tuple(sums)
