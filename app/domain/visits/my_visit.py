"""A visit as its own visitor sees it."""

from __future__ import annotations

from dataclasses import dataclass

GROUP_SIZES = range(1, 9)


@dataclass(frozen=True)
class MyVisit:
    """A visit as its own visitor sees it. `roles` maps a role to the activity it is held in."""

    size: int
    activities: frozenset[int]
    roles: dict[int, int | None]
    wants_company: bool = False
    has_idea: bool = False
    held: bool = False

    @property
    def just_here(self) -> bool:
        """Present, with no activity and no role."""
        return not self.activities and not self.roles
