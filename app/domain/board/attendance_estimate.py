"""Now and then: how many are here right now? What share of them had the codes caught?

A caveat beside the numbers, never a multiplier: nothing is computed from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

EVERY = 6
"""One day in so many; another weekday each time, since a week has seven."""


STEP = 10
"""The share is said in steps of so many percent: the question was *about* how many."""


@dataclass(frozen=True)
class AttendanceEstimate:
    """About how many were there, and how many the codes had counted until then."""

    said: int
    by_codes: int


@dataclass(frozen=True)
class Caught:
    """What the codes caught on the days that were checked, in percent, in steps of ten."""

    days: int
    percent: int


def asks_on(date: dt.date, venue_id: int) -> bool:
    """Whether the board asks on that day. Other houses are asked on other days."""
    return (date.toordinal() + venue_id) % EVERY == 0


def caught(checks: Iterable[AttendanceEstimate], threshold: int) -> Caught | None:
    """The share of all checked days together; None where too few people stand behind it.

    On one day the codes cannot have caught more than were there: who had left again is no gain.
    """
    answered = [check for check in checks if check.said]
    said = sum(check.said for check in answered)
    if said < 2 * threshold:
        return None
    found = sum(min(check.by_codes, check.said) for check in answered)
    return Caught(len(answered), (100 * found + STEP * said // 2) // (STEP * said) * STEP)
