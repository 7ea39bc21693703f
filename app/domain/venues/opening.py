"""Whether a venue takes check-ins now."""

from __future__ import annotations

import datetime as dt

from app.domain.base.opening_hours import OpeningHistory
from app.domain.base.service_day import minute_of
from app.domain.venues.activity import ScheduledActivity, running

# People come before the door opens, to set the tables, and stay after it has closed.
MARGIN_MINUTES = 120


def is_open_at(
    hours: OpeningHistory,
    activities: list[ScheduledActivity],
    date: dt.date,
    now: dt.datetime,
    *,
    said_closed: bool = False,
) -> bool:
    """Whether the place takes check-ins now.

    Open within the margin around the opening hours, and around any activity of the day that
    has times or was made for just this day. A place without opening hours is always open. Where
    somebody has said that it is closed, only what a host has opened since is stronger.
    """
    if said_closed:
        return any(activity.said.get(date) for activity in running(activities, date))
    if not hours.known_on(date):
        return True
    minute = minute_of(now, date)
    spans = [hours.on(date)]
    for activity in running(activities, date):
        spans.append(activity.span_on(date))
        if activity.said.get(date) or (activity.on_date == date and not activity.times):
            return True
    return any(span.holds(minute, MARGIN_MINUTES) for span in spans if span)
