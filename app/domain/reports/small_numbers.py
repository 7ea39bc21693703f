"""Which threshold a month's small numbers are protected with, when a partnership changes it.

A month that stands keeps the one that it has been shown with: two outputs of one month, protected
differently, could be put together. That holds for a higher one too (tests/domain/test_disclosure.py
finds a number so). No file has told more than totals of a month that can still be corrected, so a
new threshold holds from the first of these.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.months import Month
from app.domain.base.service_day import ONE_DAY
from app.domain.days.correction_window import DAYS_BACK


@dataclass(frozen=True)
class SmallNumbers:
    """The threshold that is set `now`, and those before it, each with the last month that has it.

    `before` is in the months' order.
    """

    now: int
    before: tuple[tuple[Month, int], ...] = ()

    def of(self, month: Month) -> int:
        """The threshold of a month."""
        return next((number for last, number in self.before if month <= last), self.now)

    @property
    def latest_other(self) -> tuple[Month, int] | None:
        """The last month that has another one than now, and which; None where all have this."""
        others = [one for one in self.before if one[1] != self.now]
        return others[-1] if others else None


def last_that_stands(today: dt.date) -> Month:
    """The last month of which no day can be corrected any more."""
    return Month.of(today - DAYS_BACK * ONE_DAY).previous
