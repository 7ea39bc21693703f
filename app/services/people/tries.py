"""How often passwords were tried lately, kept for minutes in this process's memory only.

Names are replaced by keyed hashes, so that no IP address or e-mail is kept. The key is created at
start and stored nowhere.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
from enum import StrEnum

from app.domain.base.tokens import keyed_hash

LASTS = dt.timedelta(minutes=10)
"""How long tries are remembered, counted from the first one."""

MOST_NAMES = 10_000
"""How many names are remembered. A new one replaces the oldest."""


class TriedBy(StrEnum):
    """What tries are counted by."""

    SOURCE = "source"
    ACCOUNT = "account"
    DEVICE = "device"
    CODE_SOURCE = "code_source"
    CODES = "codes"
    SECOND_SOURCE = "second_source"
    SECOND_ACCOUNT = "second_account"
    CODE_DEVICE = "code_device"
    PASSKEY_SOURCE = "passkey_source"
    PASSKEYS = "passkeys"
    INVITING = "inviting"
    ASKING_SOURCE = "asking_source"
    ASKING_ACCOUNT = "asking_account"
    PROVIDER_SOURCE = "provider_source"


LIMITS = {
    TriedBy.SOURCE: 20,
    TriedBy.ACCOUNT: 100,
    TriedBy.DEVICE: 20,
    TriedBy.CODE_SOURCE: 20,
    TriedBy.CODES: 300,
    TriedBy.SECOND_SOURCE: 10,
    TriedBy.SECOND_ACCOUNT: 30,
    TriedBy.CODE_DEVICE: 10,
    TriedBy.PASSKEY_SOURCE: 60,
    TriedBy.PASSKEYS: 3_000,
    TriedBy.INVITING: 30,
    TriedBy.ASKING_SOURCE: 20,
    TriedBy.ASKING_ACCOUNT: 5,
    TriedBy.PROVIDER_SOURCE: 60,
}
"""Allowed failures within `LASTS`. An account's limit is far above a source's, so that somebody
who guesses from one source locks out only that source and never the owner. A device's letters have
no owner, so wrong ones are also counted all together. Codes of a second factor have six digits, so
fewer of them may be tried, and only by who knows the password. Nobody guesses a passkey; what is
limited is the rows that asking for one adds.

Mail goes to people who have not asked for it, so there is a limit to the invitations of one person
and to the new passwords for one address. Whoever is sent to a provider leaves a row for ten
minutes, so that is limited too; a whole office may be one source."""

Name = tuple[TriedBy, str]


class TooManyTries(Exception):
    """Too many wrong passwords or codes lately; this one was not checked."""


class Tries:
    """Counts of tries. Every method may be called by several threads at once."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._counts: dict[str, tuple[dt.datetime, int]] = {}

    def take(self, *names: Name, now: dt.datetime) -> bool:
        """Count a try under each name. Returns False, counting none, if a name has none left.

        A try is counted before the password is checked, so that parallel requests get no extra
        tries. For a right password, call `give_back`.
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
        """Undo a try that `take` has counted."""
        with self._lock:
            for name in names:
                since, count = self._count(name, now)
                self._counts[self._hash(name)] = (since, max(count - 1, 0))

    def _count(self, name: Name, now: dt.datetime) -> tuple[dt.datetime, int]:
        since, count = self._counts.get(self._hash(name), (now, 0))
        # If the clock was set back, nobody must wait longer for it.
        return (since, count) if since <= now < since + LASTS else (now, 0)

    def _hash(self, name: Name) -> str:
        kind, text = name
        return keyed_hash(self._key, f"{kind} {text}")
