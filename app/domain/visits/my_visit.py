"""A visit as shown to its own visitor."""

from __future__ import annotations

from dataclasses import dataclass, replace

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

    def activity_of_role(self, activity_id: int | None) -> int | None:
        """Return the activity that a role taken now belongs to, or None for the venue itself.

        That is the activity of the code (`activity_id`) if the visit takes part in it, else the
        visit's only activity.
        """
        if activity_id in self.activities:
            return activity_id
        return next(iter(self.activities)) if len(self.activities) == 1 else None

    def without_activity(self, activity_id: int) -> MyVisit:
        """Return the visit after it has left an activity and the roles in it."""
        roles = {role: within for role, within in self.roles.items() if within != activity_id}
        return replace(self, activities=self.activities - {activity_id}, roles=roles)

    def without_role(self, role_id: int) -> MyVisit:
        """Return the visit after it has given up a role."""
        roles = {role: within for role, within in self.roles.items() if role != role_id}
        return replace(self, roles=roles)
