"""A day counted on paper: one tally mark per visit, and one for each activity or role in it.

The sheet does not show which marks belong to the same visit. They are spread over as many visits
as possible, so a visit has two roles only if there are more role marks than visits taking part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.visits.counting import VisitRow
from app.domain.visits.source import Source


class SheetProblem(StrEnum):
    """Why the numbers on a sheet are impossible."""

    EMPTY = "empty"
    MORE_THAN_VISITS = "more_than_visits"


class SheetRefused(ValueError):
    """The numbers on the sheet are inconsistent. `problem` is the reason."""

    def __init__(self, problem: SheetProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class Together(StrEnum):
    """How a sheet relates to visits already counted that day: it covers others, or everybody."""

    OTHERS = "others"
    EVERYBODY = "everybody"


@dataclass(frozen=True)
class TallySheet:
    """The numbers on a sheet. `visits` includes `just_here`, who are in no activity or role.

    `activities` and `roles` map ids to numbers of marks.
    """

    visits: int
    just_here: int = 0
    activities: Mapping[int, int] = field(default_factory=dict)
    roles: Mapping[int, int] = field(default_factory=dict)

    def check(self) -> None:
        """Raise SheetRefused if the numbers are impossible."""
        taking_part = self.visits - self.just_here
        if not self.visits:
            raise SheetRefused(SheetProblem.EMPTY)
        most = max((*self.activities.values(), *self.roles.values(), 0))
        if taking_part < most:
            raise SheetRefused(SheetProblem.MORE_THAN_VISITS)

    def only(self, visits: int) -> TallySheet:
        """The sheet reduced to `visits`: those not already counted some other way."""
        taking_part = min(visits, self.visits - self.just_here)
        return TallySheet(
            visits=visits,
            just_here=visits - taking_part,
            activities={key: min(n, taking_part) for key, n in self.activities.items()},
            roles={key: min(n, taking_part) for key, n in self.roles.items()},
        )


def visits_of(sheet: TallySheet) -> list[VisitRow]:
    """The visits of a sheet, one row each. Visits without marks are just here."""
    taking_part = sheet.visits - sheet.just_here
    roles: list[dict[int, int | None]] = [{} for _ in range(taking_part)]
    activities: list[set[int]] = [set() for _ in range(taking_part)]
    # Deal out the marks in turn. No activity or role has more marks than there are visits taking
    # part, so none is given to the same visit twice.
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
