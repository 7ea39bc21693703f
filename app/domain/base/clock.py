"""Noticing that the server's clock has been set, before days are opened or closed by it.

A clock that is wrong by a day or more ends running days too early, and that destroys their visits.
Two clocks are compared: the one that tells the time and can be set, and one that counts the
seconds since the machine started and cannot.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from app.domain.base.refusals import NotNow
from app.domain.base.service_day import ONE_DAY, service_date

TOLERANCE = dt.timedelta(minutes=10)
# A clock that was set and has gone on steadily since is believed: a server that was paused, or
# whose operator has mended the clock, must not wait for somebody. Just after a start it is usually
# the network that has set it right.
BELIEVED_AFTER = dt.timedelta(hours=1)
BELIEVED_AFTER_START = dt.timedelta(minutes=10)
# How long the time from before a jump forward is kept: every day of then has ended by it.
REMEMBERED = dt.timedelta(hours=48)
LIMITS = range(0, 12 * 60 + 1, 60)
"""When service days may end, in minutes after midnight."""


class ClockDoubt(StrEnum):
    """Why the clock is not believed."""

    JUMPED = "jumped"
    BEFORE_LAST_DATE = "before_last_date"
    UNLIKE_DATABASE = "unlike_database"


class ClockInDoubt(NotNow):
    """The server's clock may be wrong, so no day is opened or closed by it."""


@dataclass(frozen=True)
class Reading:
    """What both clocks showed at one moment: the time, and the seconds since some start."""

    at: dt.datetime
    elapsed: float

    def expected(self, elapsed: float) -> dt.datetime:
        """Return what the time should be when the other clock shows `elapsed`."""
        return self.at + dt.timedelta(seconds=elapsed - self.elapsed)

    def agrees(self, later: Reading) -> bool:
        """Return whether nobody has set the clock between the two."""
        return abs(later.at - self.expected(later.elapsed)) <= TOLERANCE


@dataclass(frozen=True)
class Watch:
    """What a process knows of its clock.

    `started` is in seconds by the clock that cannot be set, `believed` the last reading without a
    doubt, and `away` the first one after the clock was set, while that is not believed yet. Once a
    jump forward is believed, `behind` is the last reading from before it, for a while.
    """

    started: float
    believed: Reading
    away: Reading | None = None
    behind: Reading | None = None


def watched(before: Watch | None, reading: Reading) -> Watch:
    """Return what is known after one more reading."""
    if before is None:
        return Watch(reading.elapsed, reading)
    behind = before.behind
    if behind and reading.elapsed - behind.elapsed > REMEMBERED.total_seconds():
        behind = None
    if before.believed.agrees(reading):
        return Watch(before.started, reading, behind=behind)
    if behind and behind.agrees(reading):
        return Watch(before.started, reading)  # It is back: the jump was the fault.
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
    """Return the time by which days that are to be closed must have ended.

    Closing can wait, and destroys what it closes. So after a jump forward a day must also have
    ended by the time from before it: if the clock turns out to be wrong, the day still runs.
    """
    if watch.behind is None:
        return reading.at
    return min(reading.at, watch.behind.expected(reading.elapsed))


def has_jumped(watch: Watch, reading: Reading) -> bool:
    """Return whether the clock was set so far that another service day runs, at any limit."""
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

    One day is let pass: two servers do not turn the date at the same second.
    """
    return service_date(now) + ONE_DAY < seen_on
