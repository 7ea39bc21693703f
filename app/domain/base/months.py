"""Calendar months and quarters."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, total_ordering

from app.domain.base.service_day import ONE_DAY


@cache
def _month(year: int, number: int) -> Month:
    # Cached: a report on forty venues looks up the month of tens of thousands of dates.
    return Month(year, number)


@total_ordering
@dataclass(frozen=True)
class Month:
    """A calendar month from 2000 to 2199. Raises ValueError for any other."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not (1 <= self.number <= 12 and 2000 <= self.year <= 2199):
            raise ValueError("not a month")

    def __lt__(self, other: Month) -> bool:
        return (self.year, self.number) < (other.year, other.number)

    def __hash__(self) -> int:
        return self.year * 12 + self.number

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def of(cls, date: dt.date) -> Month:
        return _month(date.year, date.month)

    @classmethod
    def parse(cls, text: str) -> Month:
        """Parse text like `2026-11`. Raises ValueError for any other format."""
        year, dash, number = text.partition("-")
        if not (
            dash
            and len(year) == 4
            and len(number) == 2
            and (year + number).isdecimal()
            and text.isascii()
        ):
            raise ValueError("not a month")
        return _month(int(year), int(number))

    @property
    def months(self) -> tuple[Month]:
        """Just this month, so that a month can be used like a quarter."""
        return (self,)

    @cached_property
    def first(self) -> dt.date:
        return dt.date(self.year, self.number, 1)

    @cached_property
    def last(self) -> dt.date:
        return self.first.replace(day=monthrange(self.year, self.number)[1])

    @property
    def next(self) -> Month:
        """The month after this. Raises ValueError in December 2199."""
        return _month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def previous(self) -> Month:
        return Month.of(self.first - ONE_DAY)

    def later(self, months: int) -> Month:
        """Return the month so many months after this. Raises ValueError outside 2000 to 2199."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return _month(year, number + 1)

    def dates(self) -> Iterator[dt.date]:
        """Yield every date of the month, in order."""
        for step in range(self.last.day):
            yield self.first + dt.timedelta(days=step)


@total_ordering
@dataclass(frozen=True)
class Quarter:
    """A calendar quarter from 2000 to 2199, numbered 1 to 4. Raises ValueError for any other."""

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
        return cls(date.year, (date.month + 2) // 3)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Parse text like `2026-4`. Raises ValueError for any other format."""
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
        first = _month(self.year, self.number * 3 - 2)
        return first, first.next, first.next.next

    @property
    def first(self) -> dt.date:
        return self.months[0].first

    @property
    def last(self) -> dt.date:
        return self.months[2].last

    @property
    def next(self) -> Quarter:
        return Quarter.of(self.last + ONE_DAY)

    @property
    def previous(self) -> Quarter:
        return Quarter.of(self.first - ONE_DAY)
