"""The days that somebody can still say something about, and nobody has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from app.domain.base.opening_hours import OpeningHistory
from app.domain.days.correction_window import open_dates


def missing_days(
    today: dt.date, since: dt.date, hours: OpeningHistory, said: Collection[dt.date]
) -> tuple[dt.date, ...]:
    """Return the opening days that are over and can still be entered, without those in `said`.

    `since` is the venue's first day. Where the opening hours are not known, nobody can tell
    whether a day is missing, and none is.
    """
    return tuple(
        date
        for date in sorted(open_dates(today)[1:])
        if date >= since and hours.on(date) and date not in said
    )
