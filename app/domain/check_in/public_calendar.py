"""A venue's activities as calendar events."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from app.domain.base.opening_hours import OpeningHistory, Span, pairs_of
from app.domain.base.service_day import ONE_DAY
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.usual_times import OF_THE_MONTH, WEEK, Rhythm, UsualTime, spans_on

NO_HOURS = OpeningHistory()
AHEAD = 2
"""For how many years after this one even and odd weeks are written out."""


@dataclass(frozen=True)
class Event:
    """A calendar event. `uid` stays the same when the activity is changed.

    `starts` and `ends` are naive local datetimes, or dates for an all-day event, in which case
    `ends` is the day after. An event with `weeks` repeats after that many, one with `of_month` on
    that one of its weekdays in each month (-1 is the last); both until the start `until`, if there
    is one, and never on the starts in `not_on`, when the venue is closed.
    """

    uid: str
    name: str
    created_on: dt.date
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    weeks: int = 0
    of_month: int = 0
    until: dt.datetime | dt.date | None = None
    not_on: tuple[dt.datetime | dt.date, ...] = ()


@dataclass(frozen=True)
class _Run:
    """Dates on which a time applies, at even distances; without end if `last` is None."""

    first: dt.date
    last: dt.date | None = None
    weeks: int = 0
    of_month: int = 0
    uid: str = ""


def events(
    activity: ScheduledActivity,
    created_on: dt.date,
    today: dt.date,
    *,
    hours: OpeningHistory = NO_HOURS,
    closed: Collection[dt.date] = (),
) -> Iterator[Event]:
    """Yield the activity's events: none if it is over, or has neither a date nor times.

    A fixed activity without times runs during `hours`, the venue's opening hours, each set from the
    day it comes into force. Nothing happens on the `closed` dates.
    """
    if activity.is_over(today):
        return
    uid = f"activity-{activity.id}"
    if activity.on_date is not None:
        if activity.on_date not in closed:
            spans = spans_on(activity.times, activity.on_date)
            starts, ends = _on(spans[0] if spans else None, activity.on_date)
            yield Event(uid, activity.name, created_on, starts, ends)
        return
    for own, time, began, ended in _times(activity, created_on, hours):
        for run in _runs(time, began, ended, today):
            starts, ends = _on(time.span, run.first)
            yield Event(
                f"{uid}-{own}{run.uid}",
                activity.name,
                created_on,
                starts,
                ends,
                weeks=run.weeks,
                of_month=run.of_month,
                until=_on(time.span, run.last)[0] if run.last else None,
                not_on=tuple(
                    _on(time.span, date)[0]
                    for date in sorted(closed)
                    if run.first <= date <= (run.last or date) and time.is_on(date)
                ),
            )


def _times(
    activity: ScheduledActivity, created_on: dt.date, hours: OpeningHistory
) -> Iterator[tuple[str, UsualTime, dt.date, dt.date | None]]:
    """Yield each usual time with its part of the UID, its first day and the day it ends."""
    if activity.times:
        yield from _numbered(activity.times, "", created_on, None)
    elif activity.kind is ActivityKind.FIXED and hours.known:
        in_force = hours.in_force(created_on)
        later = hours.coming(created_on)
        sets = (*([in_force] if in_force else []), *later)
        ends = (*(each.valid_from for each in later), None)
        for each, ended in zip(sets, ends, strict=True):
            is_first = each is in_force
            yield from _numbered(
                (UsualTime(weekday, span) for weekday, span in pairs_of(each.spans)),
                "" if is_first else f"-{each.valid_from:%Y%m%d}",
                created_on if is_first else each.valid_from,
                ended,
            )


def _numbered(
    times: Iterable[UsualTime], suffix: str, began: dt.date, ended: dt.date | None
) -> Iterator[tuple[str, UsualTime, dt.date, dt.date | None]]:
    """Number the times of a weekday and rhythm, from the second."""
    seen: Counter[str] = Counter()
    for time in times:
        weekly = time.rhythm is Rhythm.EVERY_WEEK
        own = f"{time.weekday}" if weekly else f"{time.weekday}-{time.rhythm}"
        seen[own] += 1
        yield f"{own}{'' if seen[own] == 1 else f'-{seen[own]}'}{suffix}", time, began, ended


def _runs(time: UsualTime, began: dt.date, ended: dt.date | None, today: dt.date) -> Iterator[_Run]:
    """Yield the runs from `began` to the day before `ended`."""
    first = max(began, time.since or began)
    first += (time.weekday - first.weekday()) % 7 * ONE_DAY
    while not time.is_on(first):
        first += WEEK
    last = ended - ONE_DAY if ended else None
    if last and first > last:
        return
    match time.rhythm:
        case Rhythm.EVERY_WEEK:
            yield _Run(first, last, weeks=1)
        case Rhythm.EVERY_OTHER:
            yield _Run(first, last, weeks=2)
        case Rhythm.EVEN_WEEKS | Rhythm.ODD_WEEKS:
            yield from _alternating(time, first, dt.date(today.year + AHEAD, 12, 31))
        case _:
            yield _Run(first, last, of_month=OF_THE_MONTH[time.rhythm])


def _alternating(time: UsualTime, first: dt.date, horizon: dt.date) -> Iterator[_Run]:
    """Yield every second week from `first`, and a new run after each year with 53 weeks."""
    while first <= horizon:
        last = first
        while (following := last + 2 * WEEK) <= horizon and time.is_on(following):
            last = following
        yield _Run(first, last, weeks=2, uid=f"-{first:%Y%m%d}")
        first = last + WEEK
        while not time.is_on(first):
            first += WEEK


def _on(span: Span | None, date: dt.date) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    if span is None:
        return date, date + ONE_DAY
    midnight = dt.datetime.combine(date, dt.time())
    return midnight + dt.timedelta(minutes=span.start), midnight + dt.timedelta(minutes=span.end)
