"""Which day it is at a venue.

A service day runs from the venue's limit (04:00 unless set) to the next one, local time, so that an
evening that ends after midnight is one day. Every instant belongs to exactly one service day, also
on the nights when the clock changes.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")


DEFAULT_LIMIT = 240


DAY_MINUTES = 24 * 60


ONE_DAY = dt.timedelta(days=1)


def day_starts(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant at which the service day begins; `limit` in minutes after midnight."""
    local = dt.datetime.combine(date, dt.time(limit // 60, limit % 60), tzinfo=ZONE)
    return local.astimezone(dt.UTC)


def day_ends(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant at which the service day is over: the start of the next."""
    return day_starts(date + ONE_DAY, limit)


def service_date(now: dt.datetime, limit: int = DEFAULT_LIMIT) -> dt.date:
    """The service day that the instant belongs to.

    Decided by the days' boundaries and not by the wall clock: in the October night the wall
    clock shows 02:30 twice, and a boundary is passed only once.
    """
    date = now.astimezone(ZONE).date()
    if now < day_starts(date, limit):
        return date - ONE_DAY
    return date


def minute_of(now: dt.datetime, date: dt.date) -> int:
    """The wall clock in minutes after the service date's midnight; past midnight is over 1440."""
    local = now.astimezone(ZONE)
    return (local.date() - date).days * DAY_MINUTES + local.hour * 60 + local.minute
