"""Whether a venue takes check-ins now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from app.domain.base.opening_hours import OpeningHistory, Span
from app.domain.base.service_day import minute_of
from app.domain.venues.activity import ScheduledActivity

# People come before opening time to set the tables, and stay on after closing time.
MARGIN_MINUTES = 120


def is_open_at(
    hours: OpeningHistory,
    activities: Sequence[ScheduledActivity],
    date: dt.date,
    now: dt.datetime,
    *,
    said_closed: bool = False,
) -> bool:
    """Whether the venue takes check-ins at `now` on the service day `date`.

    It does within `MARGIN_MINUTES` of its opening hours or of the times of an activity that runs
    that day. It does all day if it has no opening hours, if a single activity without times is on
    that date, or if a host has started an activity.

    If the day is marked as closed (`said_closed`), only an activity started by a host opens it.
    """
    runs = [activity for activity in activities if activity.runs_on(date)]
    if said_closed:
        return any(activity.said.get(date) for activity in runs)
    if not hours.known_on(date):
        return True
    minute = minute_of(now, date)
    spans: list[Span | None] = [*hours.on(date)]
    for activity in runs:
        spans.append(activity.span_on(date))
        if activity.said.get(date) or (activity.on_date == date and not activity.times):
            return True
    return any(span.holds(minute, MARGIN_MINUTES) for span in spans if span)
