"""A report with everything that is shown beside it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.reports.caveats import Caveats
from app.domain.reports.definitions import DEFINITIONS, Definition, Number
from app.domain.reports.report import Report


@dataclass(frozen=True)
class Overview:
    """A report with all that stands beside it.

    `year` is the year so far, beside a month. `before` is the same period of the year before,
    where it was counted and this one is over. `months` and `by_place` are the report's parts,
    where it has several. `reach` is what hosts said of the days, one for each place, by name.
    Readers see no illness in it.
    """

    report: Report
    year: Report | None = None
    before: Report | None = None
    months: tuple[Report, ...] = ()
    by_place: tuple[Report, ...] = ()
    reach: tuple[Caveats, ...] = ()

    @property
    def columns(self) -> tuple[Report, ...]:
        """What stands side by side in its tables."""
        return tuple(one for one in (self.report, self.year, self.before) if one is not None)

    @property
    def all(self) -> tuple[Report, ...]:
        """Every report in it, each once."""
        return (*self.columns, *self.months, *self.by_place)

    @property
    def meanings(self) -> tuple[Definition, ...]:
        """The definitions of the numbers that it has."""
        lines = [line for one in self.all for line in one.lines()]
        there = {line.what for line in lines}
        if Number.PARTICIPATIONS in there:
            there.add(Number.TIMES_HELD)
        if any(line.number.exact is None for line in lines):
            there.add(Number.RANGE)
        if any(one.caught for one in self.reach):
            there.add(Number.CODES_CAUGHT)
        return tuple(one for one in DEFINITIONS if one.number in there)
