"""The state of a day, and what to suggest for a day without visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.holidays import Holiday, holiday


class DayState(StrEnum):
    """How a day was counted. Zero is not the same as not counted."""

    COUNTED = "counted"
    ZERO = "zero"
    NOT_COUNTED = "not_counted"
    CLOSED = "closed"


TO_SAY = (DayState.ZERO, DayState.CLOSED)


class WhyClosed(StrEnum):
    """Why the venue was closed on a day."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"
    MOVED = "moved"


class SomebodyCame(Exception):
    """The day has visits, so it cannot be marked as zero or closed."""


@dataclass(frozen=True)
class Proposal:
    """Why the venue may be closed on a day: a holiday, or None if it is not an opening day."""

    holiday: Holiday | None


def proposal(date: dt.date, hours: OpeningHistory) -> Proposal | None:
    """The suggested reason why a day has no visits, or None if it is an ordinary opening day."""
    found = holiday(date)
    if found is not None:
        return Proposal(found)
    if hours.known_on(date) and not hours.on(date):
        return Proposal(None)
    return None
