"""Access rules: who may do what, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What somebody is in a partnership, which decides what they may do.

    VENUE_READER reads what a reader does, but only of single venues. OPERATOR runs the
    installation, is not a member and never sees a count. DEVICE is the venue's own phone, with
    nobody signed in.
    """

    HOST = "host"
    COORDINATOR = "coordinator"
    READER = "reader"
    VENUE_READER = "venue_reader"
    OPERATOR = "operator"
    DEVICE = "device"


DUTIES = (Duty.HOST, Duty.COORDINATOR, Duty.READER, Duty.VENUE_READER)
"""The duties that a member of a partnership can have."""
OF_VENUES = frozenset({Duty.HOST, Duty.VENUE_READER})
"""Those of them that are for single venues. They give no access to the partnership as a whole."""


class Act(StrEnum):
    """An action at a venue or in a partnership that needs permission."""

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
    Duty.VENUE_READER: frozenset({Act.READ_HANDED_IN, Act.READ_RELEASED}),
    Duty.OPERATOR: frozenset({Act.SET_UP}),
    Duty.DEVICE: frozenset({Act.COUNT_TODAY}),
}


class NotFound(Exception):
    """The thing does not exist, or the viewer may not see it. The response is the same."""


NOBODY = 0


@dataclass(frozen=True)
class Viewer:
    """Who makes a request. `duties` maps partnership ids to their duty there.

    `venues` are the ids of the venues that a duty for single venues is for.
    `person_id` is NOBODY for the venue's own phone, on which nobody is signed in.
    `must_change_password` is whether somebody else gave the password: nothing is open until then.
    `has_second_factor` is whether a code is asked for at sign-in too.
    """

    person_id: int
    name: str
    language: str
    duties: dict[int, Duty]
    venues: frozenset[int] = frozenset()
    must_change_password: bool = False
    has_second_factor: bool = False

    @classmethod
    def phone(cls, partnership_id: int, venue_id: int, language: str) -> Viewer:
        """The venue's own phone, which may count at its venue and nothing else."""
        return cls(
            person_id=NOBODY,
            name="",
            language=language,
            duties={partnership_id: Duty.DEVICE},
            venues=frozenset({venue_id}),
        )

    @property
    def known_as(self) -> int | None:
        """The person's id to store with what they do, or None if nobody is signed in."""
        return self.person_id or None

    def may(self, act: Act, partnership_id: int, venue_id: int | None = None) -> bool:
        """Whether the viewer may do this at the venue, or in the whole partnership if it is None.

        Those whose duty is for single venues may act only there.
        """
        duty = self.duties.get(partnership_id)
        if duty is None or act not in MAY[duty]:
            return False
        single = duty in OF_VENUES or duty is Duty.DEVICE
        return not single or venue_id in self.venues

    def may_anywhere(self, act: Act) -> bool:
        """Whether the viewer may do this in any partnership."""
        return any(act in MAY[duty] for duty in self.duties.values())

    @property
    def coordinates(self) -> bool:
        """Whether the viewer is a coordinator in any partnership."""
        return Duty.COORDINATOR in self.duties.values()

    def partnerships(self, act: Act) -> frozenset[int]:
        """The ids of the partnerships where the viewer's duty allows this, perhaps not everywhere.

        Whoever lists something by these must leave out what `may` refuses.
        """
        return frozenset(p for p, duty in self.duties.items() if act in MAY[duty])
