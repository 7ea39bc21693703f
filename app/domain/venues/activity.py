"""Activities, and the days on which they run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.base.opening_hours import Openings
from app.domain.venues import pictograms
from app.domain.venues.usual_times import UsualTimes, spans_on


class ActivityKind(StrEnum):
    """When an activity runs: regularly, on a single date, or until it is archived.

    In Danish: fast, enkelt, spirende.
    """

    FIXED = "fixed"
    SINGLE = "single"
    EMERGING = "emerging"


@dataclass(frozen=True)
class ScheduledActivity:
    """Something to take part in. An activity of any kind can be a cause (*sag*).

    `times` are the usual ones; there can be several on a weekday. An activity without times runs
    every day, except a single one, which runs on `on_date`. `said` contains hosts' exceptions for
    single dates: true if the activity was started outside its times, false if it ended early.
    `sign` is the chosen pictogram.
    """

    id: int
    name: str
    kind: ActivityKind
    is_cause: bool = False
    on_date: dt.date | None = None
    times: UsualTimes = ()
    archived_on: dt.date | None = None
    said: dict[dt.date, bool] = field(default_factory=dict)
    sign: str | None = None

    @property
    def pictogram(self) -> str:
        """The pictogram shown beside the name: the chosen one, or one derived from the name."""
        return pictograms.pictogram_of(self.sign, self.name, pictograms.OF_AN_ACTIVITY)

    def runs_on(self, date: dt.date) -> bool:
        """Whether people can take part on that date."""
        if self.archived_on is not None and date >= self.archived_on:
            return False
        if date in self.said:
            return self.said[date]
        if self.kind is ActivityKind.SINGLE:
            return self.on_date == date
        return not self.times or any(time.is_on(date) for time in self.times)

    def is_over(self, date: dt.date) -> bool:
        """Whether it is archived by that date, or was on an earlier date."""
        if self.archived_on is not None and date >= self.archived_on:
            return True
        return self.on_date is not None and self.on_date < date

    def spans_on(self, date: dt.date) -> Openings:
        """Return its times on that date; none if it does not run or has no times."""
        return spans_on(self.times, date) if self.runs_on(date) else ()


def running(
    activities: Sequence[ScheduledActivity], date: dt.date
) -> tuple[ScheduledActivity, ...]:
    """Return the activities that run on a date, sorted by start time and name.

    Those without times come last.
    """

    def order(activity: ScheduledActivity) -> tuple[int, str]:
        spans = activity.spans_on(date)
        return (spans[0].start if spans else 10_000, activity.name.casefold())

    return tuple(sorted((a for a in activities if a.runs_on(date)), key=order))
