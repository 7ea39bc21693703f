"""A venue's changing code, shown on a screen so that a photo of the code soon stops working.

Only the venue's key is stored. Each code is derived from the key and the five-minute window in
which it is shown. It then stays valid for another 30 minutes, so that nobody has to hurry.
"""

from __future__ import annotations

import datetime as dt
import functools
import hmac

from app.domain.venues.codes import ALPHABET, LENGTH

KEY_BYTES = 32
SHOWN_SECONDS = 5 * 60
STAYS_SECONDS = 30 * 60
# One character longer than a code from `new_code`, so the two can never be the same.
CHANGING_LENGTH = LENGTH + 1


def shown_code(key: bytes, now: dt.datetime) -> str:
    """Return the code that the screen shows at `now`."""
    return _code(key, window_of(now))


def valid_codes(key: bytes, now: dt.datetime) -> tuple[str, ...]:
    """Return the codes that are valid at `now`, newest first."""
    newest = window_of(now)
    return tuple(_code(key, newest - age) for age in range(STAYS_SECONDS // SHOWN_SECONDS + 1))


def window_of(now: dt.datetime) -> int:
    """Return the number of the window in which the screens show one code."""
    return int(now.timestamp()) // SHOWN_SECONDS


@functools.lru_cache(maxsize=8192)  # A scan compares with every screen's last seven codes.
def _code(key: bytes, window: int) -> str:
    digest = hmac.digest(key, window.to_bytes(8, "big"), "sha256")
    # The alphabet's 32 characters divide 256 evenly, so each is equally likely.
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CHANGING_LENGTH])
