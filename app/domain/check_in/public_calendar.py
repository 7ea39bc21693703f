"""A venue's activities as calendar events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from app.domain.base.opening_hours import Span, WeekOpenings
from app.domain.base.service_day import ONE_DAY
from app.domain.venues.activity import ActivityKind, ScheduledActivity

NO_HOURS: WeekOpenings = {}


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
    hours: WeekOpenings = NO_HOURS,
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
            starts, ends = _on(activity.times.get(activity.on_date.weekday()), activity.on_date)
            yield Event(uid, activity.name, created_on, starts, ends, weekly=False)
        return
    own = {weekday: (span,) for weekday, span in activity.times.items()}
    for weekday, at, span in _weekly(
        own or (hours if activity.kind is ActivityKind.FIXED else NO_HOURS)
    ):
        first = created_on + dt.timedelta(days=(weekday - created_on.weekday()) % 7)
        starts, ends = _on(span, first)
        yield Event(
            f"{uid}-{weekday}" if at == 1 else f"{uid}-{weekday}-{at}",
            activity.name,
            created_on,
            starts,
            ends,
            weekly=True,
            not_on=tuple(
                _on(span, date)[0]
                for date in sorted(closed)
                if date >= first and date.weekday() == weekday
            ),
        )


def _weekly(openings: WeekOpenings) -> Iterator[tuple[int, int, Span]]:
    """Yield each opening with its weekday and its number on that day, from 1."""
    for weekday, spans in sorted(openings.items()):
        for at, span in enumerate(spans, start=1):
            yield weekday, at, span


def _on(span: Span | None, date: dt.date) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    if span is None:
        return date, date + ONE_DAY
    midnight = dt.datetime.combine(date, dt.time())
    return midnight + dt.timedelta(minutes=span.start), midnight + dt.timedelta(minutes=span.end)
