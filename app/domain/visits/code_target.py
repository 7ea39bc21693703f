"""What a code leads to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.logo import Logo
from app.domain.venues.role import RoleOption


class Notice(StrEnum):
    """Why an activity's code leads to the venue's check-in page today."""

    ACTIVITY_ENDED = "activity_ended"
    ACTIVITY_NOT_TODAY = "activity_not_today"


@dataclass(frozen=True)
class CodeTarget:
    """The venue, and possibly the activity, that a code leads to, and what runs there today.

    `date` is the running service day and `ends_at` the UTC instant when it ends. `activity` is
    None for a venue's own code. It is also None if the code's activity does not run today;
    `notice` then says why, and `notice_name` is the activity's name. `version` is that of the
    venue's profile, from which all this is made; `is_as_offered` says that nothing has been added
    to it for one visitor.
    """

    code: str
    venue_id: int
    venue_name: str
    date: dt.date
    ends_at: dt.datetime
    activity: ScheduledActivity | None
    activities: tuple[ScheduledActivity, ...]
    roles: tuple[RoleOption, ...]
    colour: str = ""
    picture: str = ""
    logo: Logo | None = None
    offers_company: bool = False
    notice: Notice | None = None
    notice_name: str = ""
    languages: Spoken = WITHOUT_A_VENUE
    version: int = 0
    is_as_offered: bool = True
