"""What only set-up changes at a venue, as one value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from app.domain.base.languages import Spoken
from app.domain.base.opening_hours import OpeningHistory
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.logo import Logo
from app.domain.venues.role import RoleOption


@dataclass(frozen=True)
class VenueProfile:
    """A venue as it is set up, with all activities it has ever had.

    `version` stands for all the rest: it is another one whenever anything here is. `colour` and
    `picture` are those shown, not those chosen. `closed_ahead` are the days announced as closed
    that have no row of their own yet. `screen_key` is the secret behind the changing code on the
    venue's screens, if that is on.
    """

    version: int
    venue_id: int
    name: str
    day_limit: int
    colour: str
    picture: str
    offers_company: bool
    daily_cap: int
    minute_cap: int
    archived_on: dt.date | None
    languages: Spoken
    hours: OpeningHistory
    closed_ahead: frozenset[dt.date]
    activities: tuple[ScheduledActivity, ...]
    roles: tuple[RoleOption, ...]
    logo: Logo | None = None
    screen_key: bytes | None = field(default=None, repr=False)
