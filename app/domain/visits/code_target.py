"""What a code leads to: a venue, perhaps an activity, and what goes on today."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.languages import WITHOUT_A_VENUE, Spoken
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.role import RoleOption


class Notice(StrEnum):
    """Why the page of an activity's code is the page of the place today."""

    ACTIVITY_ENDED = "activity_ended"
    ACTIVITY_NOT_TODAY = "activity_not_today"


@dataclass(frozen=True)
class CodeTarget:
    """What a code opens: a place, perhaps an activity, and what goes on today."""

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
    offers_company: bool = False
    notice: Notice | None = None
    notice_name: str = ""
    languages: Spoken = WITHOUT_A_VENUE
