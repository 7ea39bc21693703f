"""A venue's code that changes while one looks at it, for a screen whose photograph travels.

Nothing is stored but the venue's key: a code follows from the key and the five minutes it is
shown in. It stays valid for half an hour more, so that nobody has to hurry.
"""

from __future__ import annotations

import datetime as dt
import hmac

from app.domain.venues.codes import ALPHABET, LENGTH

KEY_BYTES = 32


SHOWN_SECONDS = 5 * 60


STAYS_SECONDS = 30 * 60


# One sign more than the codes on the walls: it can never be one of them.
CHANGING_LENGTH = LENGTH + 1


def shown_code(key: bytes, now: dt.datetime) -> str:
    """The code that a screen shows at that instant."""
    return _code(key, _window(now))


def valid_codes(key: bytes, now: dt.datetime) -> tuple[str, ...]:
    """The codes that open the door at that instant, the newest first."""
    newest = _window(now)
    return tuple(_code(key, newest - age) for age in range(STAYS_SECONDS // SHOWN_SECONDS + 1))


def _window(now: dt.datetime) -> int:
    return int(now.timestamp()) // SHOWN_SECONDS


def _code(key: bytes, window: int) -> str:
    digest = hmac.digest(key, window.to_bytes(8, "big"), "sha256")
    # 32 divides 256: every sign is as likely as any other.
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CHANGING_LENGTH])
