"""Which day it is at a venue: service days, opening hours, months and quarters.

A service day runs from the venue's limit (04:00 unless set) to the next one, local time, so
that an evening that ends after midnight is one day. Every instant belongs to exactly one
service day, also on the nights when the clock is moved.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, total_ordering
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
DEFAULT_LIMIT = 240
DAY_MINUTES = 24 * 60
ONE_DAY = dt.timedelta(days=1)


def day_starts(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant at which the service day begins; `limit` in minutes after midnight."""
    local = dt.datetime.combine(date, dt.time(limit // 60, limit % 60), tzinfo=ZONE)
    return local.astimezone(dt.UTC)


def day_ends(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant at which the service day is over: the start of the next."""
    return day_starts(date + ONE_DAY, limit)


def service_date(now: dt.datetime, limit: int = DEFAULT_LIMIT) -> dt.date:
    """The service day that the instant belongs to.

    Decided by the days' boundaries and not by the wall clock: in the October night the wall
    clock shows 02:30 twice, and a boundary is passed only once.
    """
    date = now.astimezone(ZONE).date()
    if now < day_starts(date, limit):
        return date - ONE_DAY
    return date


def minute_of(now: dt.datetime, date: dt.date) -> int:
    """The wall clock in minutes after the service date's midnight; past midnight is over 1440."""
    local = now.astimezone(ZONE)
    return (local.date() - date).days * DAY_MINUTES + local.hour * 60 + local.minute


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a day, in minutes after midnight; an end past midnight is over 1440."""

    start: int
    end: int

    def holds(self, minute: int, margin: int = 0) -> bool:
        """Whether the minute is inside, or at most `margin` minutes outside."""
        return self.start - margin <= minute < self.end + margin


@dataclass(frozen=True)
class WeekHours:
    """Opening hours by weekday (Monday is 0), valid from a date on."""

    valid_from: dt.date
    spans: dict[int, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class OpeningHours:
    """All sets of opening hours that a venue has had. None at all: it never says it is closed."""

    sets: tuple[WeekHours, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any opening hours have ever been set."""
        return bool(self.sets)

    def in_force(self, date: dt.date) -> WeekHours | None:
        """The set that a date follows, or None where no set was ever made.

        Days before the first set follow the first set: the house did not open its door on the
        day that somebody typed in its hours.
        """
        if not self.sets:
            return None
        earlier = [hours for hours in self.sets if hours.valid_from <= date]
        if earlier:
            return max(earlier, key=lambda hours: hours.valid_from)
        return min(self.sets, key=lambda hours: hours.valid_from)

    def known_on(self, date: dt.date) -> bool:
        """Whether the house keeps opening hours on that date. A set without any ends them."""
        hours = self.in_force(date)
        return hours is not None and bool(hours.spans)

    def on(self, date: dt.date) -> Span | None:
        """The opening hours of a date, or None where it is not an opening day or not known."""
        hours = self.in_force(date)
        return hours.spans.get(date.weekday()) if hours else None

    def next_opening(
        self, after: dt.date, *, closed: Collection[dt.date] = ()
    ) -> tuple[dt.date, Span] | None:
        """The first opening day after a date, within two weeks beside the days that are closed."""
        for step in range(1, 15 + len(closed)):
            date = after + dt.timedelta(days=step)
            span = self.on(date)
            if span and date not in closed:
                return date, span
        return None


@cache
def _month(year: int, number: int) -> Month:
    # A report of forty places asks for the month of ten thousands of dates.
    return Month(year, number)


@total_ordering
@dataclass(frozen=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 2000 <= self.year <= 2199):
            raise ValueError("not a month")

    def __lt__(self, other: Month) -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def of(cls, date: dt.date) -> Month:
        """The month that holds a date."""
        return _month(date.year, date.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read `2026-11`. Raises ValueError for anything else."""
        year, dash, number = text.partition("-")
        if not (
            dash
            and len(year) == 4
            and len(number) == 2
            and (year + number).isdecimal()
            and text.isascii()
        ):
            raise ValueError("not a month")
        return cls(int(year), int(number))

    @property
    def months(self) -> tuple[Month]:
        """Itself, so that a month can stand where a quarter does."""
        return (self,)

    @property
    def first(self) -> dt.date:
        """The first day."""
        return dt.date(self.year, self.number, 1)

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.next.first - ONE_DAY

    @property
    def next(self) -> Month:
        """The month after."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        """The month before."""
        return Month.of(self.first - ONE_DAY)

    def dates(self) -> Iterator[dt.date]:
        """Every date of the month, in order."""
        for step in range((self.next.first - self.first).days):
            yield self.first + dt.timedelta(days=step)


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A calendar quarter, 1 to 4."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 4 and 2000 <= self.year <= 2199):
            raise ValueError("not a quarter")

    def __lt__(self, other: Quarter) -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number}"

    @classmethod
    def of(cls, date: dt.date) -> Quarter:
        """The quarter that holds a date."""
        return cls(date.year, (date.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read `2026-4`. Raises ValueError for anything else."""
        year, dash, number = text.partition("-")
        if not (
            dash
            and len(year) == 4
            and len(number) == 1
            and (year + number).isdecimal()
            and text.isascii()
        ):
            raise ValueError("not a quarter")
        return cls(int(year), int(number))

    @property
    def months(self) -> tuple[Month, Month, Month]:
        """The three months."""
        first = Month(self.year, self.number * 3 - 2)
        return first, first.next, first.next.next

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.months[0].first

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.months[2].last

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return Quarter.of(self.last + ONE_DAY)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter.of(self.first - ONE_DAY)
