"""Adding counts up, and what a correction has changed in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from app.domain.visits.counting import Cell, cell_of

Counts = Mapping[Cell, int]


def added(counts: Counts, more: Counts) -> dict[Cell, int]:
    """Two counts of one day together."""
    return {cell: counts.get(cell, 0) + more.get(cell, 0) for cell in {**counts, **more}}


def difference(after: Counts, before: Counts) -> dict[str, int]:
    """What a correction has changed, by the cells' keys; cells that stayed are left out."""
    cells = {**after, **before}
    steps = {cell.key: after.get(cell, 0) - before.get(cell, 0) for cell in cells}
    return {key: step for key, step in sorted(steps.items()) if step}


def undone(counts: Counts, steps: Mapping[str, int]) -> dict[Cell, int] | None:
    """The counts without what a correction has changed; None where that is no longer possible.

    `steps` is what `difference` gave. It is not possible where a later correction has taken away
    what this one has added.
    """
    left = Counter(counts)
    for key, step in steps.items():
        cell = cell_of(key)
        left[cell] -= step
        if left[cell] < 0:
            return None
    return {cell: number for cell, number in left.items() if number > 0}
