"""What a board shows of days before: yesterday, and the same weekday a week ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.days.day_state import DayState

BACK = (1, 7)
"""How many days before today the two days are."""


@dataclass(frozen=True)
class EarlierDay:
    """A day that is over. `state` tells zero visits from a day on which nobody counted."""

    date: dt.date
    state: DayState
    visits: int


def earlier_day(date: dt.date, state: DayState | None, visits: int) -> EarlierDay:
    """Return the day. A day with visits has been counted, whatever a host set before."""
    counted = DayState.COUNTED if visits else state or DayState.NOT_COUNTED
    return EarlierDay(date, counted, visits)
