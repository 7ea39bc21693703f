"""Noticing that the server's clock has been set, before days are opened or closed by it.

A clock that is wrong by a day or more would end running days too early and destroy their visits.
So the wall clock, which can be set, is compared with one that counts the seconds since the machine
started, which cannot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.base.refusals import NotNow
from app.domain.base.service_day import ONE_DAY, service_date

TOLERANCE = dt.timedelta(minutes=10)
# A clock that was set is believed again once it has run steadily for this long, so that a server
# that was paused, or whose clock was corrected, recovers by itself. Just after a start, it is
# usually the network that has corrected the clock.
BELIEVED_AFTER = dt.timedelta(hours=1)
BELIEVED_AFTER_START = dt.timedelta(minutes=10)
# How long the time from before a jump forward is kept. By then every day of that time has ended.
REMEMBERED = dt.timedelta(hours=48)
LIMITS = range(0, 12 * 60 + 1, 60)
"""When service days may end, in minutes after midnight."""


class ClockDoubt(StrEnum):
    """Why the clock is not believed."""

    JUMPED = "jumped"
    BEFORE_LAST_DATE = "before_last_date"
    UNLIKE_DATABASE = "unlike_database"


class ClockInDoubt(NotNow):
    """The server's clock may be wrong, so no day is opened or closed."""


@dataclass(frozen=True)
class Reading:
    """What both clocks showed at one moment: the time, and the seconds since some start."""

    at: dt.datetime
    elapsed: float

    def expected(self, elapsed: float) -> dt.datetime:
        """Return what the time should be when the other clock shows `elapsed`."""
        return self.at + dt.timedelta(seconds=elapsed - self.elapsed)

    def agrees(self, later: Reading) -> bool:
        """Return whether the clock has not been set between the two readings."""
        return abs(later.at - self.expected(later.elapsed)) <= TOLERANCE


@dataclass(frozen=True)
class Watch:
    """What a process knows about its clock.

    `started` is in seconds of the clock that cannot be set, `believed` is the last trusted
    reading, and `away` the first one after the clock was set, until the new time is trusted.
    After a jump forward is trusted, `behind` is the last reading from before it, for some time.
    """

    started: float
    believed: Reading
    away: Reading | None = None
    behind: Reading | None = None


def watched(before: Watch | None, reading: Reading) -> Watch:
    """Return the watch updated with another reading."""
    if before is None:
        return Watch(reading.elapsed, reading)
    behind = before.behind
    if behind and reading.elapsed - behind.elapsed > REMEMBERED.total_seconds():
        behind = None
    if before.believed.agrees(reading):
        return Watch(before.started, reading, behind=behind)
    if behind and behind.agrees(reading):
        return Watch(before.started, reading)  # The old time is back, so the jump was the error.
    away = before.away
    if away is None or not away.agrees(reading):
        away = reading
    is_young = away.elapsed - before.started <= BELIEVED_AFTER_START.total_seconds()
    patience = BELIEVED_AFTER_START if is_young else BELIEVED_AFTER
    if reading.elapsed - away.elapsed >= patience.total_seconds():
        is_ahead = reading.at > before.believed.expected(reading.elapsed)
        return Watch(before.started, reading, behind=before.believed if is_ahead else None)
    return replace(before, away=away, behind=behind)


def over_by(watch: Watch, reading: Reading) -> dt.datetime:
    """Return the time by which a day must have ended to be closed.

    Closing destroys visits, and can wait. So after a jump forward, a day must also have ended by
    the time from before the jump, in case the new time turns out to be wrong.
    """
    if watch.behind is None:
        return reading.at
    return min(reading.at, watch.behind.expected(reading.elapsed))


def has_jumped(watch: Watch, reading: Reading) -> bool:
    """Return whether the clock was set into another service day, at any limit."""
    if watch.away is None:
        return False
    return is_another_day(watch.believed.expected(reading.elapsed), reading.at)


def is_another_day(expected: dt.datetime, shown: dt.datetime) -> bool:
    """Return whether the two times are far apart and on different service days at any limit."""
    if abs(shown - expected) <= TOLERANCE:
        return False
    return any(service_date(expected, limit) != service_date(shown, limit) for limit in LIMITS)


def is_before(now: dt.datetime, seen_on: dt.date) -> bool:
    """Return whether the clock shows a time before the last date that it has shown.

    One day is tolerated, as two servers do not change date at the same second.
    """
    return service_date(now) + ONE_DAY < seen_on
