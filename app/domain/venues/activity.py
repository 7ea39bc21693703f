"""Activities: their kinds, and which of them run on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.base import pictograms
from app.domain.base.opening_hours import Span


class ActivityKind(StrEnum):
    """Fast, enkelt, spirende."""

    FIXED = "fixed"
    SINGLE = "single"
    EMERGING = "emerging"


@dataclass(frozen=True)
class ScheduledActivity:
    """Something to take part in. A cause (*sag*) can be of any kind.

    `times` maps a weekday (Monday is 0) to when it usually runs. A fixed activity without
    times runs every day; an emerging one runs until it is archived. `said` is what hosts have
    said of single days: started outside its times, or over early. `sign` is the chosen pictogram.
    """

    id: int
    name: str
    kind: ActivityKind
    is_cause: bool = False
    on_date: dt.date | None = None
    times: dict[int, Span] = field(default_factory=dict)
    archived_on: dt.date | None = None
    said: dict[dt.date, bool] = field(default_factory=dict)
    sign: str | None = None

    @property
    def pictogram(self) -> str:
        """The sign to show beside the name: the chosen one, or what the name proposes."""
        return pictograms.pictogram_of(self.sign, self.name, pictograms.OF_AN_ACTIVITY)

    def runs_on(self, date: dt.date) -> bool:
        """Whether one can take part on that date."""
        if self.archived_on is not None and date >= self.archived_on:
            return False
        if date in self.said:
            return self.said[date]
        if self.kind is ActivityKind.SINGLE:
            return self.on_date == date
        return not self.times or date.weekday() in self.times

    def is_over(self, date: dt.date) -> bool:
        """Whether it will not come again: archived, or on a date that has passed."""
        if self.archived_on is not None and date >= self.archived_on:
            return True
        return self.on_date is not None and self.on_date < date

    def span_on(self, date: dt.date) -> Span | None:
        """When it runs on that date, where that is known."""
        return self.times.get(date.weekday()) if self.runs_on(date) else None


def running(activities: list[ScheduledActivity], date: dt.date) -> tuple[ScheduledActivity, ...]:
    """The activities of a date: by starting time, those without one last, then by name."""

    def order(activity: ScheduledActivity) -> tuple[int, str]:
        span = activity.span_on(date)
        return (span.start if span else 10_000, activity.name.casefold())

    return tuple(sorted((a for a in activities if a.runs_on(date)), key=order))
