"""What open boards were shown a moment ago, for the next page that asks for the very same."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Hashable
from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True)
class CachedBoard:
    """A board's HTML, without anything that is of one page alone, and the day that it shows."""

    html: str
    date: dt.date
    ends_at: dt.datetime


class BoardCache:
    """A process's drawings of the running minute: whether a place is open holds that long.

    A key must hold all that a drawing depends on: the place, the version, the language, what the
    asker is there. Whoever takes a drawing has been asked first whether they may see it.
    """

    def __init__(self) -> None:
        self._minute: dt.datetime | None = None
        self._drawn: dict[Hashable, CachedBoard] = {}
        self._turn = threading.Lock()

    def find(self, key: Hashable, *, now: dt.datetime) -> CachedBoard | None:
        """What was kept under the key within this minute."""
        with self._turn:
            return self._drawn.get(key) if self._minute == _minute(now) else None

    def keep(self, key: Hashable, drawn: CachedBoard, *, now: dt.datetime) -> None:
        """Keep it until the minute is over, or room is needed."""
        with self._turn:
            if self._minute != _minute(now) or len(self._drawn) >= MOST:
                self._minute, self._drawn = _minute(now), {}
            self._drawn[key] = drawn


def _minute(now: dt.datetime) -> dt.datetime:
    return now.replace(second=0, microsecond=0)
