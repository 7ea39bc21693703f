"""Report periods: one or more whole months."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from app.domain.base.months import Month, Quarter

FORM = re.compile(r"(\d{4})(?:-(?:(\d\d)(?:-m(\d\d?))?|k([1-4])|h([12])|til-(\d\d)))?", re.ASCII)
LONGEST = 36
"""The most months of a period."""


class PeriodKind(StrEnum):
    """The length of a period. `SO_FAR` runs from January to a given month, and `SPAN` from any
    month to any other.
    """

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SO_FAR = "so_far"
    SPAN = "span"


@dataclass(frozen=True)
class Period:
    """Whole months, from `start` to `end` inclusive. Only a `SPAN` can cross a new year.

    URLs and file names use the text form: 2026-11, 2026-k4, 2026-h2, 2026, 2026-til-11, and for a
    span its first month and their number: 2025-11-m4.
    """

    kind: PeriodKind
    start: Month
    end: Month

    @classmethod
    def month(cls, month: Month) -> Period:
        return cls(PeriodKind.MONTH, month, month)

    @classmethod
    def quarter(cls, quarter: Quarter) -> Period:
        return cls(PeriodKind.QUARTER, quarter.months[0], quarter.months[2])

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Return the first (1) or second (2) half of a year."""
        return cls(PeriodKind.HALF, Month(year, number * 6 - 5), Month(year, number * 6))

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(PeriodKind.YEAR, Month(year, 1), Month(year, 12))

    @classmethod
    def so_far(cls, month: Month) -> Period:
        """Return the months from January up to and including `month`."""
        return cls(PeriodKind.SO_FAR, Month(month.year, 1), month)

    @classmethod
    def span(cls, start: Month, end: Month) -> Period:
        """Return the period from one month to another, of the kind that has a name if it has one.

        Raises ValueError if it ends before it starts, or has more than `LONGEST` months.
        """
        for named in cls.around(end):
            if (named.start, named.end) == (start, end):
                return named
        found = cls(PeriodKind.SPAN, start, end)
        if not 1 <= found.length <= LONGEST:
            raise ValueError("not a period")
        return found

    @classmethod
    def parse(cls, text: str) -> Period:
        """Parse the output of `str`. Raises ValueError for anything else."""
        found = FORM.fullmatch(text)
        # The earliest year is 2001 because `a_year_before` must be a valid period too.
        if found is None or not 2001 <= int(found[1]) <= 2199:
            raise ValueError("not a period")
        year, month, length, quarter, half, so_far = found.groups()
        if length:
            start = Month(int(year), int(month))
            period = cls.span(start, start.later(int(length) - 1))
            if str(period) != text:
                raise ValueError("not a period")
            return period
        if month:
            return cls.month(Month(int(year), int(month)))
        if quarter:
            return cls.quarter(Quarter(int(year), int(quarter)))
        if half:
            return cls.half(int(year), int(half))
        if so_far:
            return cls.so_far(Month(int(year), int(so_far)))
        return cls.year(int(year))

    @classmethod
    def around(cls, month: Month) -> tuple[Period, ...]:
        """Return a period of each kind with a name that contains the month, in their order.

        The `SO_FAR` period ends with the month.
        """
        quarter = Quarter.of(month.first)
        return (
            cls.month(month),
            cls.quarter(quarter),
            cls.half(month.year, (month.number + 5) // 6),
            cls.year(month.year),
            cls.so_far(month),
        )

    @classmethod
    def just_ended(cls, running: Month) -> tuple[Period, ...]:
        """Return the last month, quarter, half and year to end before the running month."""
        last = Month.of(running.first - dt.timedelta(days=1))
        found = []
        for kind in range(4):
            period = cls.around(last)[kind]
            if period.end != last:
                period = cls.around(Month.of(period.first - dt.timedelta(days=1)))[kind]
            found.append(period)
        return tuple(found)

    def __str__(self) -> str:
        year = f"{self.start.year:04d}"
        match self.kind:
            case PeriodKind.MONTH:
                return str(self.start)
            case PeriodKind.QUARTER:
                return f"{year}-k{self.end.number // 3}"
            case PeriodKind.HALF:
                return f"{year}-h{self.end.number // 6}"
            case PeriodKind.SO_FAR:
                return f"{year}-til-{self.end.number:02d}"
            case PeriodKind.SPAN:
                return f"{self.start}-m{self.length}"
        return year

    @cached_property
    def iso(self) -> str:
        """The period in ISO 8601: 2026-11, 2026 or 2026-10/2026-12."""
        if self.kind in (PeriodKind.MONTH, PeriodKind.YEAR):
            return str(self)
        return f"{self.start}/{self.end}"

    @cached_property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.start.later(number) for number in range(self.length))

    @property
    def length(self) -> int:
        """The number of months; not above zero if it ends before it starts."""
        years = self.end.year - self.start.year
        return years * 12 + self.end.number - self.start.number + 1

    @property
    def first(self) -> dt.date:
        return self.start.first

    @property
    def last(self) -> dt.date:
        return self.end.last

    @property
    def has_year_before(self) -> bool:
        """Whether the same months a year earlier are other months."""
        return self.length <= 12

    @property
    def a_year_before(self) -> Period:
        return Period(
            self.kind,
            Month(self.start.year - 1, self.start.number),
            Month(self.end.year - 1, self.end.number),
        )
