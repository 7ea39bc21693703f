"""What is counted, and how the visits of a day become its counts. See docs/counting.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.visits.source import Source


class Measure(StrEnum):
    """What a number counts. Every one of them counts visits, none counts persons."""

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
    """What one number is about: a measure, and the activity, role or source it belongs to."""

    measure: Measure
    activity_id: int | None = None
    role_id: int | None = None
    source: Source | None = None

    @property
    def key(self) -> str:
        """The cell as a short text that is unique among the cells of a day."""
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
    """A visit, as far as counting needs it. `roles` maps a role to the activity it is held in."""

    size: int
    source: Source
    changed: bool = False
    wants_company: bool = False
    held: bool = False
    activities: frozenset[int] = frozenset()
    roles: dict[int, int | None] = field(default_factory=dict)

    @property
    def just_here(self) -> bool:
        """Present, with no activity and no role."""
        return not self.activities and not self.roles


def count(visits: Iterable[VisitRow]) -> dict[Cell, int]:
    """The counts of a day. A group's choices count for everyone in it.

    The venue's total is its visits; it is never the sum of its activities, in which one
    visit may stand several times. A held visit stands in no cell but its own until a host has
    confirmed it. Cells that nobody is in are left out.
    """
    counts: Counter[Cell] = Counter()
    for visit in visits:
        if visit.held:
            counts[Cell(Measure.HELD)] += visit.size
            continue
        counts[Cell(Measure.VISITS)] += visit.size
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


def cell_of(key: str) -> Cell:
    """The cell that has this key."""
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
