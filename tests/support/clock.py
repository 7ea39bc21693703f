"""A clock that tests set."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.base.service_day import ZONE


@dataclass
class Clock:
    """Tells the time that it was set to."""

    time: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.time

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
