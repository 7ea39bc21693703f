"""How long the words of logbooks and days are kept. Numbers are no words, and stay."""

from __future__ import annotations

import datetime as dt

KEPT_YEARS = 5
"""How many years after the one they are about: as long as accounts are kept, and no longer."""


def deleted_on(date: dt.date) -> dt.date:
    """Return the day on which what was written about that date is deleted: a 1 January."""
    return dt.date(date.year + KEPT_YEARS + 1, 1, 1)


def first_kept(today: dt.date) -> dt.date:
    """Return the first date whose words are still kept."""
    return dt.date(today.year - KEPT_YEARS, 1, 1)
