"""What a venue's days must add up to: the counting rules again, with plain counters.

It does not track single host or paper visits, only how many each source has, just here or taking
part. That is enough: a host's −1 takes from the sources in a fixed order, starting with those who
are just here.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from app.domain.days.settling import Untold
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.services.board.todays_board import Board

VISITS = Cell(Measure.VISITS)
HERE, TOOK_PART = Cell(Measure.JUST_HERE), Cell(Measure.TOOK_PART)
PRESENT = {False: HERE, True: TOOK_PART}
SOURCES = {source: Cell(Measure.SOURCE, source=source) for source in Source}
THRESHOLD = 5
EXACT = {VISITS, HERE, TOOK_PART, *SOURCES.values()}
"""The numbers that the model knows at any time, also after corrections."""

Counts = Counter[Cell]
Mark = tuple[str, int]
"""An activity or a role: `("activity", 1)`, `("role", 2)`."""


class Refused(Exception):
    """There are fewer visits than are to be removed."""


def reduced(first: Source) -> list[Source]:
    """The order in which sources lose visits. Imported counts never do."""
    order = [Source.HOST, Source.PAPER, Source.TABLET, Source.PHONE]
    return [first, *(source for source in order if source is not first)]


def came(number: int, source: Source, taking_part: bool) -> Counts:
    """The counts of this many identical visits. Of imported ones nothing else is known."""
    found = Counter({VISITS: number, SOURCES[source]: number})
    if source is not Source.IMPORT:
        found[PRESENT[taking_part]] = number
    return +found


def fewer(counts: Counts, number: int, first: Source, of_mark: int | None = None) -> Counts:
    """The counts of a past day without `number` of its visits.

    `of_mark` is how many are in the activity or role to take from; None takes from everybody,
    starting with those who were just here. Raises Refused.
    """
    imported = counts[SOURCES[Source.IMPORT]]
    if number > (counts[VISITS] - imported if of_mark is None else of_mark):
        raise Refused
    left = Counter(counts)
    plain = 0 if of_mark is not None else min(number, counts[HERE])
    left.subtract({VISITS: number, HERE: plain, TOOK_PART: number - plain})
    for source in reduced(first):
        step = min(number, left[SOURCES[source]])
        left[SOURCES[source]] -= step
        number -= step
    return +left


@dataclass
class Phone:
    """A phone and the visit its owner sees."""

    ticket: str | None = None
    size: int = 0
    activities: set[int] = field(default_factory=set)
    roles: dict[int, int | None] = field(default_factory=dict)
    changed: bool = False

    @property
    def takes_part(self) -> bool:
        return bool(self.activities or self.roles)

    @property
    def marks(self) -> set[Mark]:
        return {("activity", one) for one in self.activities} | {
            ("role", one) for one in self.roles
        }

    def gone(self) -> None:
        """Take back the visit; the cookie stays."""
        self.size, self.activities, self.roles, self.changed = 0, set(), {}, False


@dataclass
class Today:
    """The current day. `others` are visits not made by phone, `marks` what those people do."""

    phones: list[Phone]
    others: Counter[tuple[Source, bool]] = field(default_factory=Counter)
    marks: Counter[Mark] = field(default_factory=Counter)

    @property
    def by_source(self) -> Counter[tuple[Source, bool]]:
        found = Counter(self.others)
        for phone in self.phones:
            found[Source.PHONE, phone.takes_part] += phone.size
        return +found

    @property
    def counts(self) -> Counts:
        found: Counts = Counter()
        for (source, taking_part), number in self.by_source.items():
            found += came(number, source, taking_part)
        return found

    def marked(self, mark: Mark) -> int:
        """How many are in an activity or a role."""
        return self.marks[mark] + sum(phone.size for phone in self.phones if mark in phone.marks)

    @property
    def more(self) -> Counts:
        """How many are in each activity and role, and how many changed."""
        marks = set(self.marks).union(*(phone.marks for phone in self.phones))
        found = {cell_of(mark): self.marked(mark) for mark in marks}
        changed = sum(phone.size for phone in self.phones if phone.changed)
        return +Counter({**found, Cell(Measure.CHANGED): changed})

    def taken(self, number: int, first: Source = Source.HOST) -> Counter[tuple[Source, bool]]:
        """Which visits a −`number` removes: source by source, those who are just here first."""
        found: Counter[tuple[Source, bool]] = Counter()
        there = self.by_source
        for source in reduced(first):
            for taking_part in (False, True):
                found[source, taking_part] = min(number, there[source, taking_part])
                number -= found[source, taking_part]
        return +found


@dataclass
class Correction:
    """One line of the log. `cells` is what it did to a past day; None if the day wasn't over.

    `blurred`: it counted activities or roles too, and the model doesn't know their values now.
    """

    date: dt.date
    number: int
    source: Source
    mark: Mark | None = None
    cells: Counts | None = None
    blurred: bool = False
    undoes: bool = False
    undone: bool = False


@dataclass
class Past:
    """A day that is over. `said` is false until somebody has counted it: an import may fill it."""

    counts: Counts = field(default_factory=Counter)
    said: bool = False
    more: Counts | None = None
    """What else is exact until somebody corrects the day: activities, roles, and who changed."""
    kept: Counts | None = None
    """What was stored of the day when it was last seen closed, before its unit settled."""

    @property
    def whole(self) -> Counts:
        """Everything that its month and its unit must add up."""
        return self.counts + (self.more or Counter()) if self.kept is None else self.kept

    def without_import(self) -> None:
        """Take back the day's imported visits."""
        number = came(self.counts[SOURCES[Source.IMPORT]], Source.IMPORT, False)
        self.counts = self.counts - number
        self.kept = None if self.kept is None else self.kept - number
        self.said = bool(self.counts)


def cell_of(mark: Mark) -> Cell:
    """The cell of an activity, or of a role in any activity or none."""
    kind, about = mark
    if kind == "activity":
        return Cell(Measure.ACTIVITY, activity_id=about)
    return Cell(Measure.ROLE, role_id=about)


def is_of(cell: Cell, mark: Mark) -> bool:
    """Whether the cell counts this activity, or this role in any activity."""
    kind, about = mark
    return cell.measure == kind and about == (
        cell.activity_id if kind == "activity" else cell.role_id
    )


def more_of(counts: Counts) -> Counts:
    """How many were in each activity and role, and how many changed."""
    found: Counts = Counter()
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE:
            found[Cell(Measure.ROLE, role_id=cell.role_id)] += number
        elif cell.measure in (Measure.ACTIVITY, Measure.CHANGED):
            found[cell] += number
    return found


Told = tuple[Untold | None, dict[int, tuple[int, int]]]
"""Why a unit's roles are not told, or each role with its lowest and highest number."""


def told(days: Collection[Counts], roles: Collection[int]) -> Told:
    """What is told of a unit in which all these roles were offered, from its whole days.

    Those outside activities all have a role. If that leaves less than the threshold of doubt
    under what would be told, it tells on the small ones.
    """
    unit = sum(days, Counter[Cell]())
    if unit[VISITS] - unit[SOURCES[Source.IMPORT]] < 2 * THRESHOLD:
        return Untold.FEW_VISITS, {}
    numbers = {role: more_of(unit)[Cell(Measure.ROLE, role_id=role)] for role in roles}
    limits = {
        role: (number, number) if number >= THRESHOLD else (0, THRESHOLD - 1)
        for role, number in numbers.items()
    }
    outside = sum(
        max(0, day[TOOK_PART] - sum(n for cell, n in day.items() if cell.measure == "activity"))
        for day in days
    )
    if outside and sum(high for _low, high in limits.values()) - outside < THRESHOLD:
        return Untold.TOO_CLOSE, {}
    return None, limits


def shown(board: Board) -> Counter[Mark]:
    """The board's activities and roles, without empty ones."""
    marks = Counter({("activity", row.activity.id): row.number for row in board.activities})
    return +(marks + Counter({("role", row.role.id): row.number for row in board.roles}))
