"""A clock that tests set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.service_day import ZONE

NOON = dt.datetime(2026, 11, 22, 11, 0, tzinfo=dt.UTC)
"""Sunday 22 November 2026 in Copenhagen, where the demo ends."""


@dataclass
class Clock:
    """A clock that returns the time it was set to.

    `ahead` is how far off it is; `elapsed` is the monotonic clock, which cannot be set.
    """

    time: dt.datetime
    ahead: dt.timedelta = dt.timedelta(0)

    def __call__(self) -> dt.datetime:
        return self.time + self.ahead

    def elapsed(self) -> float:
        """Seconds that have actually passed."""
        return self.time.timestamp()

    def jump(self, **duration: float) -> None:
        """Put the clock wrong by this much; by nothing sets it right again."""
        self.ahead = dt.timedelta(**duration)

    def at(self, date: dt.date | str, hour: int = 13, minute: int = 0) -> dt.datetime:
        """Set the clock to a local time in Copenhagen."""
        if isinstance(date, str):
            date = dt.date.fromisoformat(date)
        local = dt.datetime.combine(date, dt.time(hour, minute), tzinfo=ZONE)
        self.time = local.astimezone(dt.UTC)
        return self.time

    def pass_(self, **duration: float) -> dt.datetime:
        """Let some time pass."""
        self.time += dt.timedelta(**duration)
        return self.time
