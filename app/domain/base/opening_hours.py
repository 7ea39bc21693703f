"""Opening hours, and how they change over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Span:
    """A stretch of a day, in minutes after midnight; an end past midnight is over 1440."""

    start: int
    end: int

    def holds(self, minute: int, margin: int = 0) -> bool:
        """Whether the minute is inside, or at most `margin` minutes outside."""
        return self.start - margin <= minute < self.end + margin


@dataclass(frozen=True)
class WeekHours:
    """Opening hours by weekday (Monday is 0), valid from a date on."""

    valid_from: dt.date
    spans: dict[int, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class OpeningHistory:
    """All sets of opening hours that a venue has had. None at all: it never says it is closed."""

    sets: tuple[WeekHours, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any opening hours have ever been set."""
        return bool(self.sets)

    def in_force(self, date: dt.date) -> WeekHours | None:
        """The set that a date follows, or None where no set was ever made.

        Days before the first set follow the first set: the house did not open its door on the
        day that somebody typed in its hours.
        """
        if not self.sets:
            return None
        earlier = [hours for hours in self.sets if hours.valid_from <= date]
        if earlier:
            return max(earlier, key=lambda hours: hours.valid_from)
        return min(self.sets, key=lambda hours: hours.valid_from)

    def known_on(self, date: dt.date) -> bool:
        """Whether the house keeps opening hours on that date. A set without any ends them."""
        hours = self.in_force(date)
        return hours is not None and bool(hours.spans)

    def on(self, date: dt.date) -> Span | None:
        """The opening hours of a date, or None where it is not an opening day or not known."""
        hours = self.in_force(date)
        return hours.spans.get(date.weekday()) if hours else None

    def next_opening(
        self, after: dt.date, *, closed: Collection[dt.date] = ()
    ) -> tuple[dt.date, Span] | None:
        """The first opening day after a date, within two weeks beside the days that are closed."""
        for step in range(1, 15 + len(closed)):
            date = after + dt.timedelta(days=step)
            span = self.on(date)
            if span and date not in closed:
                return date, span
        return None
