"""A cache of rendered boards, so that many open boards do not each render the same HTML."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Hashable
from dataclasses import dataclass

MOST = 200


@dataclass(frozen=True)
class CachedBoard:
    """The part of a board's HTML that all its pages share, and the service day it shows."""

    html: str
    date: dt.date
    ends_at: dt.datetime


class BoardCache:
    """The boards that this process rendered in the current minute.

    They are dropped each minute, because whether a venue is open depends on the time. A key must
    include everything else the HTML depends on: the venue, its version, the language, and the
    viewer's duty there. Check the viewer's access before using a cached board.
    """

    def __init__(self) -> None:
        self._minute: dt.datetime | None = None
        self._drawn: dict[Hashable, CachedBoard] = {}
        self._turn = threading.Lock()

    def find(self, key: Hashable, *, now: dt.datetime) -> CachedBoard | None:
        """Return the board stored under the key in this minute, or None."""
        with self._turn:
            return self._drawn.get(key) if self._minute == _minute(now) else None

    def keep(self, key: Hashable, drawn: CachedBoard, *, now: dt.datetime) -> None:
        """Store a board until the minute ends or the cache is full."""
        with self._turn:
            if self._minute != _minute(now) or len(self._drawn) >= MOST:
                self._minute, self._drawn = _minute(now), {}
            self._drawn[key] = drawn


def _minute(now: dt.datetime) -> dt.datetime:
    return now.replace(second=0, microsecond=0)
