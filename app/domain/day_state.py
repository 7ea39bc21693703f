"""What a host can say of a day, how far back, and what the calendar proposes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.access import NotFound
from app.domain.counting import DayState
from app.domain.holidays import Holiday, holiday
from app.domain.service_day import DEFAULT_LIMIT, ONE_DAY, OpeningHours, day_ends

DAYS_BACK = 7
"""How many days back a host can still say something, correct a number, or enter paper."""

TO_SAY = (DayState.ZERO, DayState.CLOSED)


class WhyClosed(StrEnum):
    """Why the house was closed on a day."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"
    MOVED = "moved"


class SomebodyCame(Exception):
    """The day has visits, so it is counted whatever is said of it."""


class NotSettled(Exception):
    """A day of the period can still be corrected, until and including the date `until`."""

    def __init__(self, until: dt.date) -> None:
        super().__init__("not settled")
        self.until = until


@dataclass(frozen=True)
class Proposal:
    """Why the house may well be closed on a day: a holiday, or None where it never opens then."""

    holiday: Holiday | None


def open_dates(today: dt.date) -> tuple[dt.date, ...]:
    """Today and the days back that can still be changed, the latest first."""
    return tuple(today - step * ONE_DAY for step in range(DAYS_BACK + 1))


def must_be_open(date: dt.date, today: dt.date) -> None:
    """Raises NotFound for a day to come, and for one that is too long ago to be changed."""
    if date not in open_dates(today):
        raise NotFound


def corrected_until(last: dt.date) -> dt.date:
    """The last service day on which a day up to `last` can still be corrected."""
    return last + DAYS_BACK * ONE_DAY


def settled_from(last: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant from which no day up to `last` can be corrected any more.

    What is handed in or released before it could be subtracted from what is afterwards.
    """
    return day_ends(corrected_until(last), limit)


def proposal(date: dt.date, hours: OpeningHours) -> Proposal | None:
    """What the calendar and the opening hours propose for a day without visits, if anything."""
    found = holiday(date)
    if found is not None:
        return Proposal(found)
    if hours.known_on(date) and hours.on(date) is None:
        return Proposal(None)
    return None
