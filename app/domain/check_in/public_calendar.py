"""A venue's activities as calendar events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.domain.base.opening_hours import Span
from app.domain.base.service_day import ONE_DAY
from app.domain.venues.activity import ActivityKind, ScheduledActivity

NO_HOURS: Mapping[int, Span] = {}


@dataclass(frozen=True)
class Event:
    """A calendar event. `uid` stays the same when the activity is changed.

    `starts` and `ends` are naive local datetimes, or dates for an all-day event, in which case
    `ends` is the day after. A weekly event repeats on its first weekday, except at the starts in
    `not_on`, when the venue is closed.
    """

    uid: str
    name: str
    created_on: dt.date
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    weekly: bool
    not_on: tuple[dt.datetime | dt.date, ...] = ()


def events(
    activity: ScheduledActivity,
    created_on: dt.date,
    today: dt.date,
    *,
    hours: Mapping[int, Span] = NO_HOURS,
    closed: Collection[dt.date] = (),
) -> Iterator[Event]:
    """Yield the activity's events: none if it is over, or has neither a date nor times.

    A fixed activity without times runs during `hours`, the venue's opening hours by weekday.
    Nothing happens on the `closed` dates.
    """
    if activity.is_over(today):
        return
    uid = f"activity-{activity.id}"
    if activity.on_date is not None:
        if activity.on_date not in closed:
            starts, ends = _on(activity.times, activity.on_date)
            yield Event(uid, activity.name, created_on, starts, ends, weekly=False)
        return
    times = activity.times or (hours if activity.kind is ActivityKind.FIXED else NO_HOURS)
    for weekday in sorted(times):
        first = created_on + dt.timedelta(days=(weekday - created_on.weekday()) % 7)
        starts, ends = _on(times, first)
        yield Event(
            f"{uid}-{weekday}",
            activity.name,
            created_on,
            starts,
            ends,
            weekly=True,
            not_on=tuple(
                _on(times, date)[0]
                for date in sorted(closed)
                if date >= first and date.weekday() == weekday
            ),
        )


def _on(
    times: Mapping[int, Span], date: dt.date
) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    span = times.get(date.weekday())
    if span is None:
        return date, date + ONE_DAY
    midnight = dt.datetime.combine(date, dt.time())
    return midnight + dt.timedelta(minutes=span.start), midnight + dt.timedelta(minutes=span.end)
