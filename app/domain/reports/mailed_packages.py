"""The packages of files that a coordinator has asked for by mail, and when each is due."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from app.domain.base.months import Month
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import settled_from
from app.domain.mail.retries import KEPT
from app.domain.reports.period import Period, PeriodKind

SENT_WITHIN = KEPT
"""How long after its numbers stand a package is still sent. A mail that was refused is forgotten
after KEPT, so a longer time would send it again."""


class WantedPackages(StrEnum):
    """Which packages somebody wants. The database stores these words."""

    MONTH = "month"
    QUARTER = "quarter"
    BOTH = "both"

    def include(self, kind: PeriodKind) -> bool:
        """Return whether a package of this kind of period is wanted."""
        return self is WantedPackages.BOTH or self.value == kind.value


def due_periods(
    wanted: WantedPackages, since: dt.date, *, now: dt.datetime, limit: int
) -> tuple[Period, ...]:
    """Return the periods whose package is due where days end at `limit`.

    A package is due from the day that the period can no longer be corrected. One whose numbers
    stood before somebody asked, on the date `since`, is never due.
    """
    month, quarter, *_longer = Period.just_ended(Month.of(service_date(now)))
    found = []
    for period in (month, quarter):
        stands = settled_from(period.last, limit)
        asked_in_time = since <= stands.date()
        in_time = stands <= now < stands + SENT_WITHIN
        if wanted.include(period.kind) and asked_in_time and in_time:
            found.append(period)
    return tuple(found)
