"""The stretches of time that a report can be about: whole months, one or several."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.months import Month, Quarter

FORM = re.compile(r"(\d{4})(?:-(?:(\d\d)|k([1-4])|h([12])|til-(\d\d)))?", re.ASCII)


class PeriodKind(StrEnum):
    """How long a period is. `so_far` is a year from January to one of its months."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SO_FAR = "so_far"


@dataclass(frozen=True)
class Period:
    """Whole months of one year, from `start` to `end`.

    As text, in addresses and names of files: 2026-11, 2026-k4, 2026-h2, 2026, 2026-til-11.
    """

    kind: PeriodKind
    start: Month
    end: Month

    @classmethod
    def month(cls, month: Month) -> Period:
        """One month."""
        return cls(PeriodKind.MONTH, month, month)

    @classmethod
    def quarter(cls, quarter: Quarter) -> Period:
        """A quarter."""
        return cls(PeriodKind.QUARTER, quarter.months[0], quarter.months[2])

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Half a year, 1 or 2."""
        return cls(PeriodKind.HALF, Month(year, number * 6 - 5), Month(year, number * 6))

    @classmethod
    def year(cls, year: int) -> Period:
        """A year."""
        return cls(PeriodKind.YEAR, Month(year, 1), Month(year, 12))

    @classmethod
    def so_far(cls, month: Month) -> Period:
        """The year up to and with a month."""
        return cls(PeriodKind.SO_FAR, Month(month.year, 1), month)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read what `str` has written. Raises ValueError for anything else."""
        found = FORM.fullmatch(text)
        # The year before it has to be one that we know too.
        if found is None or not 2001 <= int(found[1]) <= 2199:
            raise ValueError("not a period")
        year, month, quarter, half, so_far = found.groups()
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
        """Every period that a month is in, the shortest first."""
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
        """The month, quarter, half and whole year that ended last before the running month."""
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
        return year

    @property
    def iso(self) -> str:
        """As files say it, in any language: an ISO 8601 month, year or interval of months."""
        if self.kind in (PeriodKind.MONTH, PeriodKind.YEAR):
            return str(self)
        return f"{self.start}/{self.end}"

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months, in order."""
        return tuple(
            Month(self.start.year, n) for n in range(self.start.number, self.end.number + 1)
        )

    @property
    def first(self) -> dt.date:
        """The first day."""
        return self.start.first

    @property
    def last(self) -> dt.date:
        """The last day."""
        return self.end.last

    @property
    def a_year_before(self) -> Period:
        """The same period of the year before."""
        return Period(
            self.kind,
            Month(self.start.year - 1, self.start.number),
            Month(self.end.year - 1, self.end.number),
        )
