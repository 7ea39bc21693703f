"""What a day was, and what the calendar proposes for a day without visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.holidays import Holiday, holiday


class DayState(StrEnum):
    """Zero is not the same as not counted."""

    COUNTED = "counted"
    ZERO = "zero"
    NOT_COUNTED = "not_counted"
    CLOSED = "closed"


TO_SAY = (DayState.ZERO, DayState.CLOSED)


class WhyClosed(StrEnum):
    """Why the house was closed on a day."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"
    MOVED = "moved"


class SomebodyCame(Exception):
    """The day has visits, so it is counted whatever is said of it."""


@dataclass(frozen=True)
class Proposal:
    """Why the house may well be closed on a day: a holiday, or None where it never opens then."""

    holiday: Holiday | None


def proposal(date: dt.date, hours: OpeningHistory) -> Proposal | None:
    """What the calendar and the opening hours propose for a day without visits, if anything."""
    found = holiday(date)
    if found is not None:
        return Proposal(found)
    if hours.known_on(date) and hours.on(date) is None:
        return Proposal(None)
    return None
