"""Who may do what, where: one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What somebody is in a partnership. The operator is none of its people and sees no count.

    A device is the house's own phone behind the counter, with nobody signed in.
    """

    HOST = "host"
    COORDINATOR = "coordinator"
    READER = "reader"
    OPERATOR = "operator"
    DEVICE = "device"


DUTIES = (Duty.HOST, Duty.COORDINATOR, Duty.READER)
"""What somebody with a sign-in can be."""


class Act(StrEnum):
    """What one can do at a venue, or with a partnership."""

    COUNT_TODAY = "count_today"
    RUN_TODAY = "run_today"
    WRITE_LOGBOOK = "write_logbook"
    SEE_REPORTS = "see_reports"
    READ_HANDED_IN = "read_handed_in"
    READ_RELEASED = "read_released"
    HAND_IN = "hand_in"
    SET_UP = "set_up"


MAY: dict[Duty, frozenset[Act]] = {
    Duty.HOST: frozenset({Act.COUNT_TODAY, Act.RUN_TODAY, Act.WRITE_LOGBOOK, Act.READ_HANDED_IN}),
    Duty.COORDINATOR: frozenset(Act),
    Duty.READER: frozenset({Act.READ_HANDED_IN, Act.READ_RELEASED}),
    Duty.OPERATOR: frozenset({Act.SET_UP}),
    Duty.DEVICE: frozenset({Act.COUNT_TODAY}),
}


class NotFound(Exception):
    """There is no such thing, or it belongs to somebody else: the answer is the same."""


NOBODY = 0


@dataclass(frozen=True)
class Viewer:
    """Who asks. `duties` maps a partnership to what they are there.

    `person_id` is NOBODY for the house's own phone, on which nobody is signed in.
    """

    person_id: int
    name: str
    language: str
    duties: dict[int, Duty]
    host_venues: frozenset[int] = frozenset()

    @property
    def known_as(self) -> int | None:
        """The id under which what they do is kept, or None for nobody's."""
        return self.person_id or None

    def may(self, act: Act, partnership_id: int, venue_id: int | None = None) -> bool:
        """Whether they may do this there. A host and a device may only at their own venues."""
        duty = self.duties.get(partnership_id)
        if duty is None or act not in MAY[duty]:
            return False
        return duty not in (Duty.HOST, Duty.DEVICE) or venue_id in self.host_venues

    def may_anywhere(self, act: Act) -> bool:
        """Whether there is any partnership in which the person may do this."""
        return any(act in MAY[duty] for duty in self.duties.values())

    def partnerships(self, act: Act) -> frozenset[int]:
        """The partnerships in which the person may do this, at some venue at least."""
        return frozenset(p for p, duty in self.duties.items() if act in MAY[duty])
