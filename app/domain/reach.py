"""How far a place's numbers reach: why it was closed, and what its codes catch. In no number."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from app.domain.day_state import WhyClosed
from app.domain.head_check import Caught


@dataclass(frozen=True)
class Reach:
    """What a host has said of a period: the closed days with a reason, and the codes' share."""

    closed: tuple[tuple[dt.date, WhyClosed], ...] = ()
    caught: Caught | None = None

    @property
    def days(self) -> dict[WhyClosed, int]:
        """How many days were closed for each reason."""
        found = Counter(why for _date, why in self.closed)
        return {why: found[why] for why in WhyClosed if found[why]}
