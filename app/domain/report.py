"""A period of a venue or of several, ready to be shown: the one value that every output reads.

Everything in it is protected already (see `app.domain.disclosure`). An output that took its
numbers from anywhere else could be subtracted from the others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from app.domain.activities import ActivityKind
from app.domain.definitions import DEFINITIONS, Definition, Number
from app.domain.disclosure import Figures, Shown
from app.domain.part_of_day import PartOfDay
from app.domain.period import Period
from app.domain.reach import Reach
from app.domain.report_days import Coverage, ReportDay
from app.domain.report_lines import ActivityLine, KindLine, Line, RoleLine, WeekdayLine


@dataclass(frozen=True)
class Place:
    """A venue in a report."""

    id: int
    name: str


@dataclass(frozen=True)
class Report:
    """A period of a venue, or of several. `days` are those of one venue's month.

    `name` is the partnership's where the report is of all its venues, and empty where it is of
    some.

    `complete` is false while days of the period are still to come. Until and including the date
    `corrected_until` the numbers can be corrected; None where they stand. `threshold` is the
    partnership's, the highest of its months: smaller numbers about people are shown as 1–4.
    """

    places: tuple[Place, ...]
    name: str
    period: Period
    threshold: int
    complete: bool
    coverage: Coverage
    figures: Figures
    activities: tuple[ActivityLine, ...]
    roles: tuple[RoleLine, ...]
    days: tuple[ReportDay, ...] = ()
    weekdays: tuple[WeekdayLine, ...] = ()
    corrected_until: dt.date | None = None

    @property
    def kinds(self) -> tuple[KindLine, ...]:
        """The kinds of its activities, and the causes among them."""
        of_kinds: dict[ActivityKind | None, list[ActivityLine]] = {
            kind: [row for row in self.activities if row.activity.kind is kind]
            for kind in ActivityKind
        }
        of_kinds[None] = [row for row in self.activities if row.activity.is_cause]
        return tuple(
            KindLine(
                kind,
                len(rows),
                sum(row.participations for row in rows),
                sum(row.times_held for row in rows),
            )
            for kind, rows in of_kinds.items()
            if rows
        )

    @property
    def parts(self) -> dict[PartOfDay, Shown]:
        """Visits by the part of the day; none where no time was counted or all is hidden."""
        parts = self.figures.parts
        if not any(number.high for part, number in parts.items() if part is not PartOfDay.NO_TIME):
            return {}
        return {} if not any(number.low for number in parts.values()) else parts

    @property
    def empty(self) -> bool:
        """Whether nobody was counted."""
        return self.figures.visits == 0

    @property
    def uncounted(self) -> bool:
        """Whether no day was counted. That is not the same as zero visits."""
        return self.empty and not self.coverage.counted

    @property
    def hides(self) -> bool:
        """Whether any number is shown as a range."""
        return any(line.number.exact is None for line in self.lines())

    def lines(self) -> tuple[Line, ...]:
        """Every number of the period, in the order of the page; where nobody counted, only that.

        No visits where nobody counted are not zero visits.
        """
        lines = [] if self.uncounted else self._counted()
        if self.figures.held:
            lines.append(Line(Number.HELD, Shown.of(self.figures.held)))
        lines.append(Line(Number.DAYS_COUNTED, Shown.of(self.coverage.counted)))
        if self.coverage.opening_days is not None:
            lines.append(Line(Number.OPENING_DAYS, Shown.of(self.coverage.opening_days)))
        return tuple(lines)

    def _counted(self) -> list[Line]:
        figures = self.figures
        lines = [
            Line(Number.VISITS, Shown.of(figures.visits)),
            Line(Number.JUST_HERE, figures.just_here),
            Line(Number.TOOK_PART, figures.took_part),
            Line(Number.CHANGED, figures.changed),
            Line(Number.SEVERAL_ROLES, figures.several_roles),
        ]
        if figures.company.low:
            lines.append(Line(Number.COMPANY, figures.company))
        for row in self.activities:
            lines.append(
                Line(
                    Number.PARTICIPATIONS,
                    Shown.of(row.participations),
                    activity=row.activity,
                    times_held=row.times_held,
                    place=row.place,
                )
            )
            lines.extend(
                Line(
                    Number.ROLE_IN_ACTIVITY,
                    role.number,
                    activity=row.activity,
                    role=role.role,
                    place=row.place,
                )
                for role in row.roles
            )
        lines.extend(
            Line(
                Number.KIND, Shown.of(row.participations), kind=row.kind, times_held=row.times_held
            )
            for row in self.kinds
        )
        lines.extend(Line(Number.ROLE, row.number, role=row.role) for row in self.roles)
        lines.extend(
            Line(Number.SOURCE, number, source=source)
            for source, number in figures.sources.items()
            if number.high
        )
        lines.extend(
            Line(Number.WEEKDAY, Shown.of(row.visits), weekday=row.weekday) for row in self.weekdays
        )
        lines.extend(
            Line(Number.TIME_OF_DAY, number, part=part) for part, number in self.parts.items()
        )
        return lines


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
    reach: tuple[Reach, ...] = ()

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
