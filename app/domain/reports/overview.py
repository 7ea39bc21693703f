"""A report together with the parts and comparisons shown beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.reports.caveats import Caveats
from app.domain.reports.definitions import DEFINITIONS, Definition, Number
from app.domain.reports.report import Report
from app.domain.venues.look import NEUTRAL, Look


@dataclass(frozen=True)
class Overview:
    """A report together with the parts and comparisons shown beside it.

    `year` is the year so far; only a report of a single month has it. `before` is the same period
    a year earlier, if days were counted in it and this period is over. `months` and `by_place`
    are empty unless the report has several months or venues; a page may have only the largest
    venues. `by_venue_and_month` has the main numbers, and perhaps the days, of each venue's months
    that have begun, for tables of several venues and months. `months_before` are those of the year
    before, if any of them was counted. `caveats` has one entry for each venue; in what readers see,
    illness is left out of it. `look` is that of the venues on paper. `partnership` is the name of
    the one that owns the numbers, and `drawn_on` the day on which they were read; files on paper
    say both.
    """

    report: Report
    year: Report | None = None
    before: Report | None = None
    months: tuple[Report, ...] = ()
    months_before: tuple[Report, ...] = ()
    by_venue: tuple[Report, ...] = ()
    by_venue_and_month: tuple[Report, ...] = ()
    caveats: tuple[Caveats, ...] = ()
    partnership: str = ""
    drawn_on: dt.date | None = None
    look: Look = NEUTRAL

    @property
    def columns(self) -> tuple[Report, ...]:
        """The reports shown as columns of the same table."""
        return tuple(one for one in (self.report, self.year, self.before) if one is not None)

    @property
    def all(self) -> tuple[Report, ...]:
        """All the reports in the overview."""
        return (*self.columns, *self.months, *self.by_venue)

    @property
    def meanings(self) -> tuple[Definition, ...]:
        """The definitions of the numbers that the overview contains."""
        there = {number for one in self.all for number in one.numbers}
        if Number.PARTICIPATIONS in there:
            there.add(Number.TIMES_HELD)
        if any(one.visits_per_day is not None for one in self.all):
            there.add(Number.VISITS_PER_DAY)
        if any(one.hides for one in self.all):
            there.add(Number.RANGE)
        if any(one.caught for one in self.caveats):
            there.add(Number.CODES_CAUGHT)
        return tuple(one for one in DEFINITIONS if one.number in there)
