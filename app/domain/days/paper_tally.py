"""A day counted on paper: a stroke for each visit, and one for each thing it took part in.

What the sheet does not say is not made up: strokes are shared out over as many visits as can be, so
that a visit holds two roles only where there are more strokes at roles than visits to hold them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.visits.counting import VisitRow
from app.domain.visits.source import Source


class SheetProblem(StrEnum):
    """Why a sheet cannot be right."""

    EMPTY = "empty"
    MORE_THAN_VISITS = "more_than_visits"


class SheetRefused(ValueError):
    """The sheet's numbers do not fit each other; `problem` says why."""

    def __init__(self, problem: SheetProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Together(StrEnum):
    """How the paper and what was counted otherwise belong together: the host has seen both."""

    OTHERS = "others"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class TallySheet:
    """The strokes of one sheet. `just_here` is among `visits`, and in nothing else."""

    visits: int
    just_here: int = 0
    activities: Mapping[int, int] = field(default_factory=dict)
    roles: Mapping[int, int] = field(default_factory=dict)

    def check(self) -> None:
        """Raises SheetRefused where no such day can have been."""
        taking_part = self.visits - self.just_here
        if not self.visits:
            raise SheetRefused(SheetProblem.EMPTY)
        most = max((*self.activities.values(), *self.roles.values(), 0))
        if taking_part < most:
            raise SheetRefused(SheetProblem.MORE_THAN_VISITS)

    def only(self, visits: int) -> TallySheet:
        """The sheet cut down to so many visits, for those whom nothing else has counted."""
        taking_part = min(visits, self.visits - self.just_here)
        return TallySheet(
            visits=visits,
            just_here=visits - taking_part,
            activities={key: min(n, taking_part) for key, n in self.activities.items()},
            roles={key: min(n, taking_part) for key, n in self.roles.items()},
        )


def visits_of(sheet: TallySheet) -> list[VisitRow]:
    """The visits of a sheet, one row each. Whoever has no stroke anywhere was just here."""
    taking_part = sheet.visits - sheet.just_here
    roles: list[dict[int, int | None]] = [{} for _ in range(taking_part)]
    activities: list[set[int]] = [set() for _ in range(taking_part)]
    # Round and round: no stroke of one row falls twice on a visit, since no row is longer.
    at = 0
    for role_id in _each(sheet.roles):
        roles[at % taking_part][role_id] = None
        at += 1
    for activity_id in _each(sheet.activities):
        activities[at % taking_part].add(activity_id)
        at += 1
    rows = [
        VisitRow(size=1, source=Source.PAPER, activities=frozenset(doing), roles=held)
        for doing, held in zip(activities, roles, strict=True)
    ]
    return rows + [VisitRow(size=1, source=Source.PAPER) for _ in range(sheet.just_here)]


def _each(strokes: Mapping[int, int]) -> Iterable[int]:
    for key, number in sorted(strokes.items()):
        for _ in range(number):
            yield key
