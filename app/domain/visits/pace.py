"""How fast people check in, and which batch is being held, as one process remembers it.

Times are kept only in memory. In the database, even one to the minute would be the time of
somebody's visit. See docs/decisions/0017-a-flood-at-the-door.md.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from dataclasses import dataclass, field

MINUTE = 60
BATCH_SECONDS = 15 * 60
FIRST_RANDOM = 2  # 1 is the batch of visits that were held when batches were introduced.
LAST_RANDOM = 2**31 - 1


@dataclass
class _Day:
    """What is remembered of a venue's day. Times are in seconds since 1970.

    `began` maps each second of the last minute in which this process had a check-in to how many
    had arrived, in all processes, when that second began.
    """

    began: dict[int, int] = field(default_factory=dict)
    batch: int | None = None
    batch_since: int = 0


class Pace:
    """A process's memory of the last minute at each venue."""

    def __init__(self) -> None:
        self._days: dict[tuple[int, dt.date], _Day] = {}
        self._turn = threading.Lock()

    def in_last_minute(
        self, venue_id: int, date: dt.date, arrivals: int, *, now: dt.datetime
    ) -> int:
        """Return how many are known to have arrived within the last minute.

        `arrivals` is how many have arrived today in all processes. So arrivals in other processes
        are included, except those before the first one in this process.
        """
        second = int(now.timestamp())
        with self._turn:
            day = self._day(venue_id, date)
            # A second later than `now` means that the clock was set back.
            day.began = {s: n for s, n in day.began.items() if second - MINUTE < s <= second}
            day.began.setdefault(second, arrivals)
            return max(arrivals - day.began[min(day.began)], 0)

    def batch(self, venue_id: int, date: dt.date, current: int | None, *, now: dt.datetime) -> int:
        """Return the number of the batch that a visit held now belongs to.

        `current` is the day's newest batch, perhaps made by another process; None if there is
        none or a host has settled it. It is used for a quarter of an hour from when this process
        first saw it. Then a new random number follows.
        """
        second = int(now.timestamp())
        with self._turn:
            day = self._day(venue_id, date)
            if current is None or (
                day.batch == current and not 0 <= second - day.batch_since < BATCH_SECONDS
            ):
                current = FIRST_RANDOM + secrets.randbelow(LAST_RANDOM - FIRST_RANDOM + 1)
            if day.batch != current:
                day.batch, day.batch_since = current, second
            return current

    def _day(self, venue_id: int, date: dt.date) -> _Day:
        key = (venue_id, date)
        if key not in self._days:
            # Days end at different hours, so yesterday may still be running elsewhere.
            yesterday = date - dt.timedelta(days=1)
            self._days = {known: day for known, day in self._days.items() if known[1] >= yesterday}
            self._days[key] = _Day()
        return self._days[key]
