"""The choices in setting up a venue, and the errors raised when a change is refused."""

from __future__ import annotations

from app.domain.base.refusals import SetUpRefused

SMALL_NUMBERS = range(3, 21)
"""The small-number thresholds that a partnership can choose from."""
DAY_LIMITS = (0, 60, 180, 240, 300, 360)
"""When a service day may end, in minutes after midnight. 02:00 is not a choice: one night in
March has no such time, and one night in October has it twice."""
GRACE_DAYS = (0, 14, 60, 365)
"""How many more days a replaced code may work; 0 is for the rest of today."""
DEFAULT_GRACE = 60


class NameTaken(SetUpRefused):
    """Something else of the same kind already has that name."""


class SingleNeedsDate(SetUpRefused):
    """A single activity was given no date."""


class NightIsOver(Exception):
    """A later day limit would extend a service day that has already been closed."""


class TimesOverlap(SetUpRefused):
    """Two of an activity's times overlap on a weekday, in the same weeks."""


class OutsideDay(SetUpRefused):
    """A weekday's times (Monday is 0) extend beyond the service day."""

    def __init__(self, weekday: int) -> None:
        super().__init__(f"weekday {weekday}")
        self.weekday = weekday


class AlreadyReplaced(SetUpRefused):
    """The code has already been replaced."""
