"""How often a password was tried lately. Kept in this process's memory alone, for minutes.

What is counted is named by a keyed hash whose key is made at start and stored nowhere, so that
no address and no e-mail is kept, and nothing is left when the process ends.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import threading
from enum import StrEnum

LASTS = dt.timedelta(minutes=10)
"""How long tries are remembered, from the first of them."""

MOST_NAMES = 10_000
"""How many names are remembered. A new one takes the place of the oldest."""


class TriedBy(StrEnum):
    """What tries are counted by."""

    SOURCE = "source"
    ACCOUNT = "account"
    DEVICE = "device"


LIMITS = {TriedBy.SOURCE: 20, TriedBy.ACCOUNT: 100, TriedBy.DEVICE: 20}
"""Failures in `LASTS`. An account's is far above a source's: no single source can reach it, so
that somebody who guesses stops themselves and never the owner."""

Name = tuple[TriedBy, str]


class Tries:
    """Counts of tries. Every method may be called by several threads at once."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._counts: dict[bytes, tuple[dt.datetime, int]] = {}

    def take(self, *names: Name, now: dt.datetime) -> bool:
        """Count a try under each name, and return True; or if one has none left, count nothing.

        It is counted before the password is looked at, so that many at once get no more than one
        after the other. A right password gives the try back.
        """
        with self._lock:
            found = {self._hash(name): (name[0], *self._count(name, now)) for name in names}
            if any(count >= LIMITS[kind] for kind, _since, count in found.values()):
                return False
            for hashed, (_kind, since, count) in found.items():
                self._counts[hashed] = (since, count + 1)
            while len(self._counts) > MOST_NAMES:
                del self._counts[min(self._counts, key=self._counts.__getitem__)]
            return True

    def give_back(self, *names: Name, now: dt.datetime) -> None:
        """Take a try back that `take` has counted."""
        with self._lock:
            for name in names:
                since, count = self._count(name, now)
                self._counts[self._hash(name)] = (since, max(count - 1, 0))

    def _count(self, name: Name, now: dt.datetime) -> tuple[dt.datetime, int]:
        since, count = self._counts.get(self._hash(name), (now, 0))
        # A clock that was set back must not make anybody wait longer.
        return (since, count) if since <= now < since + LASTS else (now, 0)

    def _hash(self, name: Name) -> bytes:
        kind, text = name
        return hashlib.blake2b(f"{kind} {text}".encode(), key=self._key, digest_size=16).digest()
