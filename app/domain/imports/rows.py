"""What an import makes of each cell: a day's count, or the reason why not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class SkipReason(StrEnum):
    """Why a row is not taken."""

    NO_DATE = "no_date"
    NO_YEAR = "no_year"
    NOT_A_NUMBER = "not_a_number"
    EMPTY = "empty"
    SUM = "sum"
    TWICE = "twice"
    TO_COME = "to_come"
    COUNTED = "counted"


@dataclass(frozen=True)
class ImportedCount:
    """A day at a place: a number, or that it was closed (None). `about`: the number is "ca."."""

    place: str
    date: dt.date
    number: int | None
    about: bool = False


@dataclass(frozen=True)
class ImportRow:
    """What was made of a cell: where it stood, what it said, and what was found or why not."""

    sheet: str
    line: int
    said: str
    found: ImportedCount | None = None
    why: SkipReason | None = None
