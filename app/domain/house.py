"""Setting up a house: what can be chosen, and why something is refused."""

from __future__ import annotations

from enum import StrEnum

SMALL_NUMBERS = range(3, 21)
"""A month's role or source with fewer visits than the chosen number is not shown."""

DAY_LIMITS = (0, 60, 180, 240, 300, 360)
"""When a service day may end, in minutes after midnight. Not 02:00: one night in March
has no such time, and one in October has it twice."""

GRACE_DAYS = (0, 14, 60, 365)
"""For how many days a replaced code can go on working; 0 is for the rest of today."""

DEFAULT_GRACE = 60


class OrganisationKind(StrEnum):
    """What kind of organisation stands behind a partnership."""

    ASSOCIATION = "association"
    MUNICIPALITY = "municipality"
    COMPANY = "company"
    OTHER = "other"


class SetUpRefused(Exception):
    """The house cannot be set up like that; nothing was changed."""


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


class AlreadyMember(SetUpRefused):
    """The person has access to this partnership already."""


class LastCoordinator(SetUpRefused):
    """Without this person nobody could set anything up."""


class OwnAccess(SetUpRefused):
    """Nobody takes away their own access; somebody else must do it."""


class AccountElsewhere(SetUpRefused):
    """The person's account serves another partnership too, so it is not ours to change."""
