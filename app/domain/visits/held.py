"""Visits that wait for a host to confirm them, in batches."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HeldReason(StrEnum):
    """Why a visit is held: which of the venue's two caps it exceeded."""

    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True)
class HeldBatch:
    """`people` who checked in at about the same time and are held for the same reason.

    `number` is random. A host confirms or drops a batch as a whole.
    """

    number: int
    reason: HeldReason
    people: int
