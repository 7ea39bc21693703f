"""Opening hours, and how they change over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Span:
    """A time span in minutes after midnight. An end after the next midnight is over 1440."""

    start: int
    end: int

    def holds(self, minute: int, margin: int = 0) -> bool:
        """Whether the minute is within the span, extended by `margin` minutes at both ends."""
        return self.start - margin <= minute < self.end + margin


Openings = tuple[Span, ...]
"""The openings of one day, earliest first, without overlap; empty if it is not open."""
WeekOpenings = Mapping[int, Openings]
"""The openings by weekday (Monday is 0). A weekday that is not open is left out."""
MOST_A_DAY = 2
"""How many openings a day can have."""


def pairs_of(openings: WeekOpenings) -> Iterator[tuple[int, Span]]:
    """Yield each opening with its weekday, in order."""
    for weekday, spans in sorted(openings.items()):
        for span in spans:
            yield weekday, span


@dataclass(frozen=True)
class WeekHours:
    """Opening hours by weekday (Monday is 0), in force from `valid_from`."""

    valid_from: dt.date
    spans: dict[int, Openings] = field(default_factory=dict)


@dataclass(frozen=True)
class OpeningHistory:
    """Every set of opening hours a venue has had. May be empty, because hours are optional."""

    sets: tuple[WeekHours, ...] = ()

    @property
    def known(self) -> bool:
        """Whether any opening hours have ever been set."""
        return bool(self.sets)

    def in_force(self, date: dt.date) -> WeekHours | None:
        """The set in force on a date, or None if there are no sets.

        Dates before the first set use the first set: the venue was probably open before somebody
        entered its hours.
        """
        if not self.sets:
            return None
        earlier = [hours for hours in self.sets if hours.valid_from <= date]
        if earlier:
            return max(earlier, key=lambda hours: hours.valid_from)
        return min(self.sets, key=lambda hours: hours.valid_from)

    def known_on(self, date: dt.date) -> bool:
        """Whether the set in force on that date has any hours."""
        hours = self.in_force(date)
        return hours is not None and bool(hours.spans)

    def coming(self, today: dt.date) -> tuple[WeekHours, ...]:
        """The sets that come into force after today, earliest first."""
        later = (hours for hours in self.sets if hours.valid_from > today)
        return tuple(sorted(later, key=lambda hours: hours.valid_from))

    def on(self, date: dt.date) -> Openings:
        """The openings of a date; none if the venue is not open then or has no hours."""
        hours = self.in_force(date)
        return hours.spans.get(date.weekday(), ()) if hours else ()

    def next_opening(
        self, after: dt.date, *, closed: Collection[dt.date] = ()
    ) -> tuple[dt.date, Openings] | None:
        """The first opening day after a date, or None.

        Skips the days in `closed`, and looks two weeks ahead plus one day for each of them.
        """
        for step in range(1, 15 + len(closed)):
            date = after + dt.timedelta(days=step)
            spans = self.on(date)
            if spans and date not in closed:
                return date, spans
        return None
