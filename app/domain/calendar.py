"""What goes on at a place, as a calendar on a phone understands it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.activities import Activity
from app.domain.service_day import ONE_DAY


@dataclass(frozen=True)
class Event:
    """One line of the calendar; `uid` stays when the rest is changed.

    With times, `starts` and `ends` are the wall clock at the place. Without, they are dates, and
    `ends` is the day after. A weekly one comes again on the weekday it starts on.
    """

    uid: str
    name: str
    made_on: dt.date
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    weekly: bool


def events(activity: Activity, made_on: dt.date, today: dt.date) -> Iterator[Event]:
    """The activity's events. None for what is over, and for what has neither day nor time."""
    if activity.is_over(today):
        return
    uid = f"activity-{activity.id}"
    if activity.on_date is not None:
        starts, ends = _on(activity, activity.on_date)
        yield Event(uid, activity.name, made_on, starts, ends, weekly=False)
        return
    for weekday in sorted(activity.times):
        first = made_on + dt.timedelta(days=(weekday - made_on.weekday()) % 7)
        starts, ends = _on(activity, first)
        yield Event(f"{uid}-{weekday}", activity.name, made_on, starts, ends, weekly=True)


def _on(activity: Activity, date: dt.date) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    span = activity.times.get(date.weekday())
    if span is None:
        return date, date + ONE_DAY
    midnight = dt.datetime.combine(date, dt.time())
    return midnight + dt.timedelta(minutes=span.start), midnight + dt.timedelta(minutes=span.end)
