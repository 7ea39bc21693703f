"""Turns the visits of a day into counts. See docs/counting.md for the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.visits.source import Source


class Measure(StrEnum):
    """What a number counts. All of them count visits, never people."""

    VISITS = "visits"
    JUST_HERE = "just_here"
    TOOK_PART = "took_part"
    CHANGED = "changed"
    SEVERAL_ROLES = "several_roles"
    ACTIVITY = "activity"
    ROLE = "role"
    SOURCE = "source"
    COMPANY = "company"
    HELD = "held"


@dataclass(frozen=True)
class Cell:
    """What one number counts: a measure, and the activity, role or source it is for, if any."""

    measure: Measure
    activity_id: int | None = None
    role_id: int | None = None
    source: Source | None = None

    @property
    def key(self) -> str:
        """The cell as text, unique among the cells of a day. Read back by `cell_of`."""
        match self.measure:
            case Measure.ACTIVITY:
                return f"activity:{self.activity_id}"
            case Measure.ROLE:
                return f"role:{self.role_id}@{self.activity_id or 0}"
            case Measure.SOURCE:
                return f"source:{self.source}"
        return self.measure.value


@dataclass(frozen=True)
class VisitRow:
    """The parts of a visit that are counted.

    `roles` maps role ids to the id of the activity, or None for a role in the venue itself.
    `source` is None if this version does not know it; a newer one may have run here before.
    """

    size: int
    source: Source | None
    changed: bool = False
    wants_company: bool = False
    held: bool = False
    activities: frozenset[int] = frozenset()
    roles: dict[int, int | None] = field(default_factory=dict)

    @property
    def just_here(self) -> bool:
        """Whether the visit has no activity and no role."""
        return not self.activities and not self.roles


def count(visits: Iterable[VisitRow]) -> dict[Cell, int]:
    """Return the counts of a day. A group's choices count for everyone in it.

    The total is the number of visits, not the sum over activities, since one visit may be in
    several. A held visit is only counted as held until a host confirms it. Cells with a count of
    zero are left out.
    """
    counts: Counter[Cell] = Counter()
    for visit in visits:
        if visit.held:
            counts[Cell(Measure.HELD)] += visit.size
            continue
        counts[Cell(Measure.VISITS)] += visit.size
        if visit.source is not None:
            counts[Cell(Measure.SOURCE, source=visit.source)] += visit.size
        present = Measure.JUST_HERE if visit.just_here else Measure.TOOK_PART
        counts[Cell(present)] += visit.size
        if visit.changed:
            counts[Cell(Measure.CHANGED)] += visit.size
        if visit.wants_company:
            counts[Cell(Measure.COMPANY)] += visit.size
        if len(visit.roles) > 1:
            counts[Cell(Measure.SEVERAL_ROLES)] += visit.size
        for activity_id in visit.activities:
            counts[Cell(Measure.ACTIVITY, activity_id=activity_id)] += visit.size
        for role_id, within in visit.roles.items():
            counts[Cell(Measure.ROLE, activity_id=within, role_id=role_id)] += visit.size
    return dict(counts)


def imported(number: int) -> dict[Cell, int]:
    """Return the counts of that many earlier visits, of which nothing else is known."""
    return {Cell(Measure.VISITS): number, Cell(Measure.SOURCE, source=Source.IMPORT): number}


def cell_of(key: str) -> Cell:
    """Parse a `Cell.key`."""
    name, _colon, about = key.partition(":")
    match Measure(name):
        case Measure.ACTIVITY:
            return Cell(Measure.ACTIVITY, activity_id=int(about))
        case Measure.ROLE:
            role, _at, activity = about.partition("@")
            return Cell(Measure.ROLE, activity_id=int(activity) or None, role_id=int(role))
        case Measure.SOURCE:
            return Cell(Measure.SOURCE, source=Source(about))
    return Cell(Measure(name))
