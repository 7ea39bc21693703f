"""How long the host's pages were in use: per venue and day, never per host.

Counting should take at most a minute a day. If it takes more, the coordinator sees which page took
longest.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

BUDGET_SECONDS = 60
MOST_AT_ONCE = 120
"""The most seconds accepted in one report. Pages report every 30 seconds of use."""


class HostPage(StrEnum):
    """The host's pages whose use is measured."""

    BOARD = "board"
    NUMBERS = "numbers"
    NOTE = "note"
    DAYS = "days"
    PAPER = "paper"
    ACTIVITIES = "activities"


@dataclass(frozen=True)
class HostWorkload:
    """Use of the host's pages over some days.

    `days` were measured and `over` of them exceeded BUDGET_SECONDS. `median` is in seconds a day.
    `most` is the page that took longest on the days over budget.
    """

    days: int
    over: int
    median: int
    most: HostPage | None


def workload_of(seconds: Mapping[dt.date, Mapping[HostPage, int]]) -> HostWorkload | None:
    """Summarise seconds per day and page. Returns None if nothing was measured."""
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
