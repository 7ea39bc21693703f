"""The geometry of the chart of a month's days. Lengths are in units of its view box."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.counting import DayState
from app.domain.report import ReportDay

SLOT = 30
BAR = 22
TOP = 24
BASE = 214
HEIGHT = 262


@dataclass(frozen=True)
class Bar:
    """A day: where its slot and its bar begin, how tall the bar is, and what stands on it."""

    date: dt.date
    state: DayState | None
    visits: int
    left: int
    middle: int
    top: int
    height: int


@dataclass(frozen=True)
class Chart:
    """A chart that is as wide as its days."""

    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]


def chart(days: tuple[ReportDay, ...]) -> Chart:
    """One bar for each day; the tallest reaches the top."""
    most = max((day.visits or 0 for day in days), default=0) or 1
    bars = []
    for at, day in enumerate(days):
        visits = day.visits or 0
        # A single visit among hundreds is still a bar that one can see.
        height = max(round(visits * (BASE - TOP) / most), 2) if visits else 0
        bars.append(
            Bar(
                date=day.date,
                state=day.state,
                visits=visits,
                left=at * SLOT + (SLOT - BAR) // 2,
                middle=at * SLOT + SLOT // 2,
                top=BASE - height,
                height=height,
            )
        )
    return Chart(width=len(days) * SLOT, height=HEIGHT, base=BASE, bars=tuple(bars))
