"""Setting up a house: what can be chosen, and why something is refused."""

from __future__ import annotations

from app.domain.base.refusals import SetUpRefused

SMALL_NUMBERS = range(3, 21)
"""A month's role or source with fewer visits than the chosen number is not shown."""


DAY_LIMITS = (0, 60, 180, 240, 300, 360)
"""When a service day may end, in minutes after midnight. Not 02:00: one night in March
has no such time, and one in October has it twice."""


GRACE_DAYS = (0, 14, 60, 365)
"""For how many days a replaced code can go on working; 0 is for the rest of today."""


DEFAULT_GRACE = 60


class NameTaken(SetUpRefused):
    """Something else here has that name already."""


class SingleNeedsDate(SetUpRefused):
    """A single activity is on one date, and none was given."""


class NightIsOver(Exception):
    """The night that a later day limit would prolong has been counted and closed already."""


class OutsideDay(SetUpRefused):
    """Times of a weekday (Monday is 0) reach over the moment when the service day ends."""

    def __init__(self, weekday: int) -> None:
        super().__init__(f"weekday {weekday}")
        self.weekday = weekday


class AlreadyReplaced(SetUpRefused):
    """The code has a successor already."""
