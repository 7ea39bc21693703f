"""A visit as shown to its own visitor."""

from __future__ import annotations

from dataclasses import dataclass

GROUP_SIZES = range(1, 9)


@dataclass(frozen=True)
class MyVisit:
    """A visit as shown to its own visitor.

    `roles` maps role ids to the id of the activity, or None for a role in the venue itself.
    `held` means that a host has not confirmed the visit yet.
    """

    size: int
    activities: frozenset[int]
    roles: dict[int, int | None]
    wants_company: bool = False
    has_idea: bool = False
    held: bool = False

    @property
    def just_here(self) -> bool:
        """Whether the visit has no activity and no role."""
        return not self.activities and not self.roles

    def is_as_pressed(self, activity_id: int | None) -> bool:
        """Whether it is what the first press makes, with nothing chosen after it.

        `activity_id` is the activity of the code that was scanned, which *Jeg er her* joins.
        """
        joined = self.activities in (frozenset(), frozenset({activity_id}))
        return joined and self == MyVisit(size=1, activities=self.activities, roles={})
