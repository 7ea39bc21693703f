"""When a mail that could not be handed over is tried again."""

from __future__ import annotations

import datetime as dt

PAUSES = tuple(
    dt.timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440)
)
"""The pause after each failed try: four days in all."""

KEPT = dt.timedelta(days=14)
"""How long one that could not be delivered is kept, so that somebody sees it."""

REMEMBERED = dt.timedelta(days=60)
"""How long it is remembered that a mail was sent, without its address."""


def next_try(tries: int, now: dt.datetime) -> dt.datetime | None:
    """Return when to try again after this many failed tries, or None to give up."""
    return now + PAUSES[tries - 1] if tries <= len(PAUSES) else None
