"""How long a day's host pages were in use: per venue and day, never per host.

A minute a day is what counting may cost. Beyond it the coordinator sees what could be dropped.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

BUDGET_SECONDS = 60


MOST_AT_ONCE = 120
"""A page tells its time every half minute; more than this at once is no person's use."""


class HostPage(StrEnum):
    """Which of the host's pages."""

    BOARD = "board"
    NUMBERS = "numbers"
    NOTE = "note"
    DAYS = "days"
    PAPER = "paper"
    ACTIVITIES = "activities"


@dataclass(frozen=True)
class HostWorkload:
    """A month's use. `most` is the part that took longest on the days over the budget."""

    days: int
    over: int
    median: int
    most: HostPage | None


def workload_of(seconds: Mapping[dt.date, Mapping[HostPage, int]]) -> HostWorkload | None:
    """What the days of a month cost; None where nothing was measured."""
    totals = {date: sum(parts.values()) for date, parts in seconds.items()}
    measured = sorted(total for total in totals.values() if total)
    if not measured:
        return None
    over = [date for date, total in totals.items() if total > BUDGET_SECONDS]
    return HostWorkload(
        days=len(measured),
        over=len(over),
        median=measured[len(measured) // 2],
        most=_largest(seconds[date] for date in over),
    )


def _largest(days: Iterable[Mapping[HostPage, int]]) -> HostPage | None:
    together: Counter[HostPage] = Counter()
    for parts in days:
        together.update(parts)
    return max(together, key=lambda part: (together[part], part), default=None)
