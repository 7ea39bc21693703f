"""Calendar months and quarters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, total_ordering

from app.domain.base.service_day import ONE_DAY


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
