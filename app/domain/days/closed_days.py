"""Days ahead on which a house stays closed, and the holidays on which it may well be."""

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
"""Why one can know ahead that a house is closed."""


FURTHEST = 366
"""How many days ahead one can close."""


PROPOSED = 92
"""How many days ahead holidays are proposed: a quarter."""


class AlreadyOver(Exception):
    """The first day is before today."""


class WrongWayRound(Exception):
    """The last day is before the first."""


class TooFarAhead(Exception):
    """The last day is more than a year ahead."""


@dataclass(frozen=True)
class Closing:
    """Days in a row with one reason, or with none. `misses` was planned for one of them."""

    first: dt.date
    last: dt.date
    why: WhyClosed | None
    misses: tuple[ScheduledActivity, ...] = ()


@dataclass(frozen=True)
class Holidays:
    """Holidays in a row, of which nobody has said anything."""

    first: dt.date
    last: dt.date
    names: tuple[Holiday, ...]


def dates_of(first: dt.date, last: dt.date, today: dt.date) -> tuple[dt.date, ...]:
    """The days to close, both ends with them.

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
    """The closed days, in rows."""
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
    """The holidays of the coming quarter on which something would go on, in rows.

    A holiday proposes; a house says it. Many are open when others are closed.
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
    if not hours.known_on(date) or hours.on(date) is not None:
        return True
    return any(one.span_on(date) is not None or one.on_date == date for one in activities)


def _is_made_for(activity: ScheduledActivity, first: dt.date, last: dt.date) -> bool:
    return (
        activity.kind is ActivityKind.SINGLE
        and activity.on_date is not None
        and first <= activity.on_date <= last
        and activity.runs_on(activity.on_date)
    )
