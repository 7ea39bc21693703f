"""The host's occasional estimate of how many are here, and what share the codes counted.

The share is shown as a caveat beside the numbers. It is never used to adjust them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

EVERY = 6
"""The board asks every this many days. Not 7, so that the weekday changes each time."""
STEP = 10
"""The share is rounded to this many percent, because the estimate is rough."""


@dataclass(frozen=True)
class AttendanceEstimate:
    """The host's estimate (`said`), and how many the codes had counted that day by then."""

    said: int
    by_codes: int


@dataclass(frozen=True)
class Caught:
    """The percentage counted by codes, rounded to STEP, and the number of days it is based on."""

    days: int
    percent: int


def asks_on(date: dt.date, venue_id: int) -> bool:
    """Whether the board asks on that day. Venues are spread over the days by their id."""
    return (date.toordinal() + venue_id) % EVERY == 0


def caught(checks: Iterable[AttendanceEstimate], threshold: int) -> Caught | None:
    """The share over all days, or None if the estimates add up to less than twice `threshold`.

    `threshold` is the partnership's small number. The count of each day is capped at its estimate,
    because codes also count people who have already left.
    """
    answered = [check for check in checks if check.said]
    said = sum(check.said for check in answered)
    if said < 2 * threshold:
        return None
    found = sum(min(check.by_codes, check.said) for check in answered)
    return Caught(len(answered), (100 * found + STEP * said // 2) // (STEP * said) * STEP)
