"""Add counts, and compute and undo the changes made by a correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.domain.visits.counting import Cell, cell_of

Counts = Mapping[Cell, int]


def added(counts: Counts, more: Counts) -> dict[Cell, int]:
    """The sum of two counts, cell by cell."""
    return {cell: counts.get(cell, 0) + more.get(cell, 0) for cell in {**counts, **more}}


def difference(after: Counts, before: Counts) -> dict[str, int]:
    """The change in each cell, by cell key. Unchanged cells are left out."""
    cells = {**after, **before}
    steps = {cell.key: after.get(cell, 0) - before.get(cell, 0) for cell in cells}
    return {key: step for key, step in sorted(steps.items()) if step}


def undone(counts: Counts, steps: Mapping[str, int]) -> dict[Cell, int] | None:
    """The counts with a correction undone, or None if it can no longer be undone.

    `steps` is the result of `difference`. A correction cannot be undone if a later one has removed
    the visits it added.
    """
    left = Counter(counts)
    for key, step in steps.items():
        cell = cell_of(key)
        left[cell] -= step
        if left[cell] < 0:
            return None
    return {cell: number for cell, number in left.items() if number > 0}
