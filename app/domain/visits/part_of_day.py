"""The part of the day in which somebody was counted: all that is ever kept of the clock.

See docs/decisions/0011-time-of-day.md for why there is no finer one.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from app.domain.base.service_day import minute_of


class PartOfDay(StrEnum):
    """A stretch of the day by the local clock, or no time: nobody was there to see it.

    The order is that of the day.
    """

    BEFORE_9 = "before_9"
    FROM_9 = "9_12"
    FROM_12 = "12_15"
    FROM_15 = "15_18"
    FROM_18 = "18_21"
    AFTER_21 = "after_21"
    NO_TIME = "no_time"


TIMED = tuple(part for part in PartOfDay if part is not PartOfDay.NO_TIME)


STARTS = (0, 9, 12, 15, 18, 21)
"""The first hour of each of `TIMED`. The night past midnight belongs to the last one."""


def part_of(moment: dt.datetime, date: dt.date) -> PartOfDay:
    """The part of the service date in which a moment lies."""
    return part_at(minute_of(moment, date))


def part_at(minute: int) -> PartOfDay:
    """The part in which a minute of the service date lies, counted from midnight."""
    hour = minute / 60
    return [part for part, start in zip(TIMED, STARTS, strict=True) if hour >= start][-1]


def up_to(part: PartOfDay) -> tuple[PartOfDay, ...]:
    """This part and those before it, the latest first."""
    return TIMED[TIMED.index(part) :: -1]
