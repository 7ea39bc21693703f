"""Days that a venue will be closed, and public holidays to suggest closing on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.domain.base.opening_hours import OpeningHistory
from app.domain.base.service_day import ONE_DAY
from app.domain.days.day_state import WhyClosed
from app.domain.days.holidays import Holiday, holiday
from app.domain.venues.activity import ActivityKind, ScheduledActivity

TO_CHOOSE = (WhyClosed.HOLIDAY, WhyClosed.MOVED)
"""The reasons that can be given for closing days ahead."""
FURTHEST = 366
"""How many days ahead a day can be closed."""
PROPOSED = 92
"""How many days ahead holidays are suggested: a quarter."""


class AlreadyOver(Exception):
    """The first day is before today."""


class WrongWayRound(Exception):
    """The last day is before the first."""


class TooFarAhead(Exception):
    """The last day is more than a year ahead."""


@dataclass(frozen=True)
class Closing:
    """Consecutive closed days with the same reason, which may be None.

    `misses` are the single activities planned for any of the days.
    """

    first: dt.date
    last: dt.date
    why: WhyClosed | None
    misses: tuple[ScheduledActivity, ...] = ()


@dataclass(frozen=True)
class Holidays:
    """Consecutive holidays that are not yet marked as closed."""

    first: dt.date
    last: dt.date
    names: tuple[Holiday, ...]


def dates_of(first: dt.date, last: dt.date, today: dt.date) -> tuple[dt.date, ...]:
    """The days to close, from `first` to `last` inclusive.

    Raises AlreadyOver, WrongWayRound, TooFarAhead.
    """
    if first < today:
        raise AlreadyOver
    if last < first:
        raise WrongWayRound
    if last > today + FURTHEST * ONE_DAY:
        raise TooFarAhead
    return tuple(first + step * ONE_DAY for step in range((last - first).days + 1))


def closings(
    days: Mapping[dt.date, WhyClosed | None], activities: Sequence[ScheduledActivity]
) -> tuple[Closing, ...]:
    """Group closed days into runs of consecutive days with the same reason."""
    rows: list[Closing] = []
    for date, why in sorted(days.items()):
        if rows and rows[-1].last == date - ONE_DAY and rows[-1].why is why:
            rows[-1] = Closing(rows[-1].first, date, why)
        else:
            rows.append(Closing(date, date, why))
    return tuple(
        Closing(
            row.first,
            row.last,
            row.why,
            tuple(one for one in activities if _is_made_for(one, row.first, row.last)),
        )
        for row in rows
    )


def proposals(
    today: dt.date,
    closed: Collection[dt.date],
    hours: OpeningHistory,
    activities: Sequence[ScheduledActivity],
) -> tuple[Holidays, ...]:
    """The holidays in the coming PROPOSED days to suggest closing, grouped into consecutive days.

    Leaves out days already closed, and days when the venue is closed anyway and has no activity.
    These are only suggestions, because many venues stay open on holidays.
    """
    rows: list[Holidays] = []
    for step in range(1, PROPOSED + 1):
        date = today + step * ONE_DAY
        found = holiday(date)
        if found is None or date in closed or not _goes_on(date, hours, activities):
            continue
        if rows and rows[-1].last == date - ONE_DAY:
            rows[-1] = Holidays(rows[-1].first, date, (*rows[-1].names, found))
        else:
            rows.append(Holidays(date, date, (found,)))
    return tuple(rows)


def _goes_on(date: dt.date, hours: OpeningHistory, activities: Sequence[ScheduledActivity]) -> bool:
    if not hours.known_on(date) or hours.on(date):
        return True
    return any(one.spans_on(date) or one.on_date == date for one in activities)


def _is_made_for(activity: ScheduledActivity, first: dt.date, last: dt.date) -> bool:
    return (
        activity.kind is ActivityKind.SINGLE
        and activity.on_date is not None
        and first <= activity.on_date <= last
        and activity.runs_on(activity.on_date)
    )
