"""The periods that settle: quarters, or months where a venue has many visitors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.months import Month, Quarter

QUARTER, MONTH = 3, 1
MANY = 100
"""Visits in a month from which a venue is advised to settle by the month."""


@dataclass(frozen=True, order=True)
class Unit:
    """A period that settles as a whole: a month, or the three of a quarter."""

    start: Month
    length: int

    @property
    def months(self) -> tuple[Month, ...]:
        return (self.start,) if self.length == MONTH else Quarter.of(self.start.first).months

    @property
    def end(self) -> Month:
        return self.months[-1]


def unit_of(month: Month, lengths: Sequence[tuple[Month, int]]) -> Unit:
    """Return the unit that a month belongs to.

    `lengths` are the venue's choices with the first month (of a quarter) for which each counts,
    oldest first. Before the first of them, units are months.
    """
    length = next((length for since, length in reversed(lengths) if since <= month), MONTH)
    return Unit(month if length == MONTH else Quarter.of(month.first).months[0], length)
