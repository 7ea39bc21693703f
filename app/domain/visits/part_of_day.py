"""The part of the day in which a visit was counted. No finer time is ever stored.

See docs/decisions/0011-time-of-day.md for the reasons.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from app.domain.base.service_day import minute_of


class PartOfDay(StrEnum):
    """A part of the day in local time, in order.

    `NO_TIME` is for visits that were not counted as they happened, such as typed totals.
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
"""The first hour of each part in `TIMED`. The hours after midnight belong to the last one."""


def part_of(moment: dt.datetime, date: dt.date) -> PartOfDay:
    """Return the part of the service date that contains the instant."""
    return part_at(minute_of(moment, date))


def part_at(minute: int) -> PartOfDay:
    """Return the part for a number of minutes after midnight of the service date."""
    hour = minute / 60
    return [part for part, start in zip(TIMED, STARTS, strict=True) if hour >= start][-1]


def up_to(part: PartOfDay) -> tuple[PartOfDay, ...]:
    """Return this part and those before it, latest first."""
    return TIMED[TIMED.index(part) :: -1]
