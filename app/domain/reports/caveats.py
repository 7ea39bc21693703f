"""Caveats shown beside a report: closed days, and the share of visitors that the codes caught.

They change none of the numbers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, replace

from app.domain.board.attendance_estimate import Caught
from app.domain.days.day_state import WhyClosed


@dataclass(frozen=True)
class Caveats:
    """The caveats of one venue for a period.

    `closed` pairs each closed day with its reason, or None if no reason was given. `caught` is
    None if hosts estimated the attendance too rarely, or there were too few people.
    """

    venue_id: int
    venue: str
    closed: tuple[tuple[dt.date, WhyClosed | None], ...] = ()
    caught: Caught | None = None

    @property
    def says_nothing(self) -> bool:
        return not self.closed and self.caught is None

    @property
    def days(self) -> dict[WhyClosed | None, int]:
        """The number of closed days for each reason; days with no reason (None) come last."""
        found = Counter(why for _date, why in self.closed)
        return {why: found[why] for why in (*WhyClosed, None) if found[why]}

    def for_readers(self) -> Caveats:
        """Return a copy with illness removed as a reason.

        At a venue run by a few people it would reveal something about one person's health.
        """
        return replace(
            self,
            closed=tuple(
                (date, None if why is WhyClosed.ILLNESS else why) for date, why in self.closed
            ),
        )
