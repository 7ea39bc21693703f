"""What a correction does to the counts of a day.

A correction is stored as its own row, and undoing it adds another. The counts stay consistent, as
if counted from real visits, so that small numbers can be suppressed as usual.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum

from app.domain.days.count_differences import Counts, added
from app.domain.visits.counting import Cell, Measure, VisitRow, count
from app.domain.visits.source import Source

# The order in which sources are reduced when visits are removed. Imported counts are not among
# them: they are only removed as a whole, by undoing their import.
TAKEN_BACK_FIRST = (Source.HOST, Source.PAPER, Source.TABLET, Source.PHONE)
MOST = 2_000
"""The largest number that can be entered. Anything larger is treated as a typing mistake."""


class CorrectionReason(StrEnum):
    """Why a number is corrected. A host chooses from TO_CHOOSE; the app sets the others."""

    FORGOTTEN = "forgotten"
    TWICE = "twice"
    MISCOUNTED = "miscounted"
    WRONG_DAY = "wrong_day"
    PAPER = "paper"
    UNDONE = "undone"


TO_CHOOSE = (
    CorrectionReason.FORGOTTEN,
    CorrectionReason.TWICE,
    CorrectionReason.MISCOUNTED,
    CorrectionReason.WRONG_DAY,
)


class WouldLower(Exception):
    """The typed number is below the `counted` one, and the host has not confirmed that yet."""

    def __init__(self, counted: int) -> None:
        super().__init__("would lower")
        self.counted = counted


class TooFew(Exception):
    """More visits would be removed than there are. `left` is how many there are."""

    def __init__(self, left: int) -> None:
        super().__init__("too few")
        self.left = left


def corrected(
    counts: Counts,
    number: int,
    *,
    activity_id: int | None = None,
    role_id: int | None = None,
    source: Source = Source.HOST,
) -> dict[Cell, int]:
    """The counts with `number` visits added, or removed if it is negative.

    With an activity or role, visits in it are added or removed. Without, visits that were just
    here are removed first, as on the board. Visits are added to `source`, or removed from it
    first. Imported counts, which are part of no other number, are never reduced. Raises TooFew.
    """
    if number >= 0:
        more = VisitRow(
            size=number,
            source=source,
            activities=frozenset() if activity_id is None else frozenset({activity_id}),
            roles={} if role_id is None else {role_id: activity_id},
        )
        return added(counts, count([more] if number else []))
    left = Counter(counts)
    away = -number
    there = _there(counts, activity_id, role_id)
    if there < away:
        raise TooFew(there)
    plain = 0
    if activity_id is None and role_id is None:
        plain = min(away, left[Cell(Measure.JUST_HERE)])
        left[Cell(Measure.JUST_HERE)] -= plain
    left[Cell(Measure.TOOK_PART)] -= away - plain
    left[Cell(Measure.VISITS)] -= away
    if activity_id is not None:
        left[Cell(Measure.ACTIVITY, activity_id=activity_id)] -= away
    if role_id is not None:
        _take(left, _cells_of(left, role_id, activity_id), away)
    first = sorted(TAKEN_BACK_FIRST, key=lambda one: one is not source)
    _take(left, [Cell(Measure.SOURCE, source=one) for one in first], away)
    return _possible(left)


def counted_in(counts: Counts, activity_id: int | None, role_id: int | None) -> int:
    """The number that a host sees and corrects: the activity's, the role's, or all visits."""
    if activity_id is None and role_id is None:
        return counts.get(Cell(Measure.VISITS), 0)
    return _there(counts, activity_id, role_id)


def _there(counts: Counts, activity_id: int | None, role_id: int | None) -> int:
    if role_id is not None:
        return sum(counts.get(cell, 0) for cell in _cells_of(counts, role_id, activity_id))
    if activity_id is not None:
        return counts.get(Cell(Measure.ACTIVITY, activity_id=activity_id), 0)
    return counts.get(Cell(Measure.JUST_HERE), 0) + counts.get(Cell(Measure.TOOK_PART), 0)


def _cells_of(counts: Counts, role_id: int, activity_id: int | None) -> list[Cell]:
    """The role's cell in the activity, or all its cells, starting with the one in no activity."""
    cells = [c for c in counts if c.measure is Measure.ROLE and c.role_id == role_id]
    if activity_id is not None:
        cells = [cell for cell in cells if cell.activity_id == activity_id]
    return sorted(cells, key=lambda cell: cell.activity_id or 0)


def _take(left: Counter[Cell], cells: list[Cell], away: int) -> None:
    for cell in cells:
        step = min(away, left[cell])
        left[cell] -= step
        away -= step


def _possible(left: Counter[Cell]) -> dict[Cell, int]:
    """Make the counts consistent: no part exceeds its whole. Zero cells are left out."""
    took_part = left[Cell(Measure.TOOK_PART)]
    here = left[Cell(Measure.JUST_HERE)] + took_part
    activities = [cell for cell in left if cell.measure is Measure.ACTIVITY]
    roles = [cell for cell in left if cell.measure is Measure.ROLE]
    for cell in activities:
        left[cell] = min(left[cell], took_part)
    for cell in roles:
        within = Cell(Measure.ACTIVITY, activity_id=cell.activity_id)
        left[cell] = min(left[cell], left[within] if cell.activity_id else took_part)
    for role_id in {cell.role_id for cell in roles}:
        held = [cell for cell in roles if cell.role_id == role_id]
        _take(left, held, max(sum(left[cell] for cell in held) - took_part, 0))
    marks = sum(left[cell] for cell in (*activities, *roles))
    if marks < took_part:
        left[Cell(Measure.JUST_HERE)] += took_part - marks
        left[Cell(Measure.TOOK_PART)] = took_part = marks
    several = Cell(Measure.SEVERAL_ROLES)
    left[several] = min(left[several], took_part, sum(left[cell] for cell in roles) // 2)
    for measure in (Measure.CHANGED, Measure.COMPANY):
        left[Cell(measure)] = min(left[Cell(measure)], here)
    return {cell: number for cell, number in left.items() if number > 0}
