"""Whether a venue takes check-ins now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.opening_hours import OpeningHistory, Span
from app.domain.base.service_day import minute_of
from app.domain.venues.activity import ScheduledActivity

# People come before opening time to set the tables, and stay on after closing time.
MARGIN_MINUTES = 120


@dataclass(frozen=True)
class OpenOn:
    """When a venue takes check-ins on a service day, as far as set-up and its activities say.

    `started` says that a host has started an activity.
    """

    all_day: bool
    started: bool
    spans: tuple[Span, ...] = ()

    def at(self, minute: int, *, said_closed: bool = False) -> bool:
        """Whether it does at that minute of the day.

        If the day is marked as closed (`said_closed`), only an activity started by a host opens it.
        """
        if said_closed or self.all_day:
            return self.started or not said_closed
        return any(span.holds(minute, MARGIN_MINUTES) for span in self.spans)


def open_on(
    hours: OpeningHistory, activities: Sequence[ScheduledActivity], date: dt.date
) -> OpenOn:
    """Return when the venue takes check-ins on the service day `date`.

    It does within `MARGIN_MINUTES` of its opening hours or of the times of an activity that runs
    that day. It does all day if it has no opening hours, if a single activity without times is on
    that date, or if a host has started an activity.
    """
    runs = [activity for activity in activities if activity.runs_on(date)]
    started = any(activity.said.get(date) for activity in runs)
    alone = any(activity.on_date == date and not activity.times for activity in runs)
    if started or alone or not hours.known_on(date):
        return OpenOn(all_day=True, started=started)
    own = (span for activity in runs for span in activity.spans_on(date))
    return OpenOn(all_day=False, started=False, spans=(*hours.on(date), *own))


def is_open_at(
    hours: OpeningHistory,
    activities: Sequence[ScheduledActivity],
    date: dt.date,
    now: dt.datetime,
    *,
    said_closed: bool = False,
) -> bool:
    """Whether the venue takes check-ins at `now` on the service day `date` (see `open_on`)."""
    return open_on(hours, activities, date).at(minute_of(now, date), said_closed=said_closed)
