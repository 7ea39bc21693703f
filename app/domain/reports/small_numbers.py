"""Which small-number threshold applies to a month when a partnership has changed it.

A month that is final keeps its threshold, because outputs of the same month with two different
thresholds could be combined to work out a small number. That is so even if the new threshold is
higher (tests/reports/test_disclosure.py has an example). A new threshold applies from the first
month that can still be corrected; files have only shown totals for such months.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.months import Month
from app.domain.base.service_day import ONE_DAY
from app.domain.days.correction_window import DAYS_BACK


@dataclass(frozen=True)
class SmallNumbers:
    """The current threshold (`now`) and the earlier ones.

    `before` pairs each earlier threshold with the last month that it applies to, in the order of
    the months.
    """

    now: int
    before: tuple[tuple[Month, int], ...] = ()

    def of(self, month: Month) -> int:
        return next((number for last, number in self.before if month <= last), self.now)

    @property
    def latest_other(self) -> tuple[Month, int] | None:
        """The last month whose threshold differs from the current one, and that threshold.

        None if every month has the current threshold.
        """
        others = [one for one in self.before if one[1] != self.now]
        return others[-1] if others else None


def last_that_stands(today: dt.date) -> Month:
    """Return the last month in which no day can be corrected any more."""
    return Month.of(today - DAYS_BACK * ONE_DAY).previous
