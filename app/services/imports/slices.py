"""How an import is cut, so that nobody at the door waits for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import groupby

from app.domain.base.months import Month

slice_of = Month.of
"""Days with the same are written at a time, in some 20 ms. Writing a day sums its month anew."""
LONGEST = 31
"""The most days of a slice."""


def slices(dates: Iterable[dt.date]) -> Iterator[list[dt.date]]:
    """Cut a venue's dates, which are in order."""
    for _slice, days in groupby(dates, slice_of):
        yield list(days)
