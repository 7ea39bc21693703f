"""How long a day can be corrected, and when the numbers of a period become final."""

from __future__ import annotations

import datetime as dt

from app.domain.base.service_day import DEFAULT_LIMIT, ONE_DAY, day_ends
from app.domain.people.access import NotFound

DAYS_BACK = 7
"""How many days back a host can set a day's state, correct a number or enter a paper tally."""


class NotSettled(Exception):
    """A day of the period can still be corrected, up to and including the date `until`."""

    def __init__(self, until: dt.date) -> None:
        super().__init__("not settled")
        self.until = until


def open_dates(today: dt.date) -> tuple[dt.date, ...]:
    """Today and the earlier days that can still be changed, latest first."""
    return tuple(today - step * ONE_DAY for step in range(DAYS_BACK + 1))


def must_be_open(date: dt.date, today: dt.date) -> None:
    """Raise NotFound if the date is in the future or too old to be changed."""
    if date not in open_dates(today):
        raise NotFound


def corrected_until(last: dt.date) -> dt.date:
    """The last service day on which the day `last` can be corrected."""
    return last + DAYS_BACK * ONE_DAY


def settled_from(last: dt.date, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant from which the day `last` can no longer be corrected.

    Nothing is handed in or released before then: subtracting numbers published before a correction
    from those published after it could reveal a small number.
    """
    return day_ends(corrected_until(last), limit)
