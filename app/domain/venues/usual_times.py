"""The usual times of an activity, and the weeks in which they apply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from app.domain.base.opening_hours import Openings, Span

WEEK = dt.timedelta(days=7)


class Rhythm(StrEnum):
    """In which weeks a time applies.

    Even and odd are the numbers of ISO weeks, as a Danish calendar shows them. Every other week is
    not the same: two odd weeks meet at the end of a year with 53 weeks.
    """

    EVERY_WEEK = "every_week"
    EVERY_OTHER = "every_other"
    EVEN_WEEKS = "even_weeks"
    ODD_WEEKS = "odd_weeks"
    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    FOURTH = "fourth"
    LAST = "last"


OF_THE_MONTH = {
    Rhythm.FIRST: 1,
    Rhythm.SECOND: 2,
    Rhythm.THIRD: 3,
    Rhythm.FOURTH: 4,
    Rhythm.LAST: -1,
}
"""Which of the weekdays of a month; -1 is the last."""


@dataclass(frozen=True, order=True)
class UsualTime:
    """A time on a weekday (Monday is 0). `since` is the first date of an EVERY_OTHER one."""

    weekday: int
    span: Span
    rhythm: Rhythm = Rhythm.EVERY_WEEK
    since: dt.date | None = None

    def is_on(self, date: dt.date) -> bool:
        """Whether it applies on the date."""
        if date.weekday() != self.weekday:
            return False
        match self.rhythm:
            case Rhythm.EVERY_OTHER if self.since is not None:
                return date >= self.since and (date - self.since) % (2 * WEEK) == dt.timedelta()
            case Rhythm.EVEN_WEEKS | Rhythm.ODD_WEEKS:
                return date.isocalendar().week % 2 == (self.rhythm is Rhythm.ODD_WEEKS)
            case Rhythm.LAST:
                return (date + WEEK).month != date.month
            case Rhythm.FIRST | Rhythm.SECOND | Rhythm.THIRD | Rhythm.FOURTH:
                return (date.day - 1) // 7 + 1 == OF_THE_MONTH[self.rhythm]
        return True


UsualTimes = tuple[UsualTime, ...]


def every_week(spans: Mapping[int, Span]) -> UsualTimes:
    """Return weekly times from spans by weekday (Monday is 0)."""
    return tuple(UsualTime(weekday, span) for weekday, span in sorted(spans.items()))


def spans_on(times: Iterable[UsualTime], date: dt.date) -> Openings:
    """Return the spans of a date, earliest first. Those that meet or overlap become one."""
    found: list[Span] = []
    for span in sorted(time.span for time in times if time.is_on(date)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def contradict(times: Iterable[UsualTime]) -> bool:
    """Whether two of the times overlap on a weekday in the same weeks."""
    return any(
        (one.weekday, one.rhythm) == (other.weekday, other.rhythm)
        and one.span.start < other.span.end
        and other.span.start < one.span.end
        for one, other in combinations(times, 2)
    )
