"""How far back a day can still be corrected, and from when a period's numbers are final."""

from __future__ import annotations

import datetime as dt

from app.domain.base.service_day import DEFAULT_LIMIT, ONE_DAY, day_ends
from app.domain.people.access import NotFound

DAYS_BACK = 7
"""How many days back a host can still say something, correct a number, or enter paper."""


class NotSettled(Exception):
    """A day of the period can still be corrected, until and including the date `until`."""

    def __init__(self, until: dt.date) -> None:
        super().__init__("not settled")
        self.until = until


def open_dates(today: dt.date) -> tuple[dt.date, ...]:
    """Today and the days back that can still be changed, the latest first."""
    return tuple(today - step * ONE_DAY for step in range(DAYS_BACK + 1))


def must_be_open(date: dt.date, today: dt.date) -> None:
    """Raises NotFound for a day to come, and for one that is too long ago to be changed."""
    if date not in open_dates(today):
        raise NotFound


def corrected_until(last: dt.date) -> dt.date:
    """The last service day on which a day up to `last` can still be corrected."""
    return last + DAYS_BACK * ONE_DAY


def settled_from(last: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant from which no day up to `last` can be corrected any more.

    What is handed in or released before it could be subtracted from what is afterwards.
    """
    return day_ends(corrected_until(last), limit)
