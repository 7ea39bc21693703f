"""Service days: which day it is at a venue.

A service day starts at the venue's limit (04:00 Danish time by default) and ends at the next one,
so that an evening that runs past midnight is one day. Every instant belongs to exactly one service
day, even on nights when the clocks change.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Copenhagen")
DEFAULT_LIMIT = 240
DAY_MINUTES = 24 * 60
ONE_DAY = dt.timedelta(days=1)


def day_starts(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant when the service day starts. `limit` is in minutes after midnight."""
    local = dt.datetime.combine(date, dt.time(limit // 60, limit % 60), tzinfo=ZONE)
    return local.astimezone(dt.UTC)


def day_ends(date: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant when the service day ends: the start of the next one."""
    return day_starts(date + ONE_DAY, limit)


def service_date(now: dt.datetime, limit: int = DEFAULT_LIMIT) -> dt.date:
    """The service day of an instant.

    Compares with the UTC start of the day, not the wall clock: when summer time ends in October,
    the clock shows 02:30 twice, but the day must start only once.
    """
    date = now.astimezone(ZONE).date()
    if now < day_starts(date, limit):
        return date - ONE_DAY
    return date


def minute_of(now: dt.datetime, date: dt.date) -> int:
    """The local time in minutes after midnight of `date`; over 1440 past the next midnight."""
    local = now.astimezone(ZONE)
    return (local.date() - date).days * DAY_MINUTES + local.hour * 60 + local.minute
