"""How far a place's numbers reach: why it was closed, and what its codes catch. In no number."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from app.domain.board.attendance_estimate import Caught
from app.domain.days.day_state import WhyClosed


@dataclass(frozen=True)
class Caveats:
    """What the hosts of one place have said of a period: the closed days, and the codes' share.

    A closed day has a reason, or None where nobody gave one.
    """

    place_id: int
    place: str
    closed: tuple[tuple[dt.date, WhyClosed | None], ...] = ()
    caught: Caught | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether no day was closed, and nothing is known of the codes."""
        return not self.closed and self.caught is None

    @property
    def days(self) -> dict[WhyClosed | None, int]:
        """How many days were closed for each reason; those without one come last."""
        found = Counter(why for _date, why in self.closed)
        return {why: found[why] for why in (*WhyClosed, None) if found[why]}

    def for_readers(self) -> Caveats:
        """The same, but illness stands as closed without a reason.

        In a house that a few people run, it would tell of one person's health.
        """
        return replace(
            self,
            closed=tuple(
                (date, None if why is WhyClosed.ILLNESS else why) for date, why in self.closed
            ),
        )
