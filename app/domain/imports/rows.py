"""The result of reading each cell: the count of a day, or why it was skipped."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class SkipReason(StrEnum):
    """Why a cell was not imported."""

    NO_DATE = "no_date"
    NO_YEAR = "no_year"
    NOT_A_NUMBER = "not_a_number"
    EMPTY = "empty"
    SUM = "sum"
    TWICE = "twice"
    TO_COME = "to_come"
    TOO_OLD = "too_old"
    COUNTED = "counted"


@dataclass(frozen=True)
class ImportedCount:
    """The count of a day at a venue, as named in the file.

    `number` is None if the venue was closed. `about` marks an approximate number ("ca. 20").
    """

    venue: str
    date: dt.date
    number: int | None
    about: bool = False


@dataclass(frozen=True)
class ImportRow:
    """A cell that was read: its sheet, line number from 1 and text (`said`), and the result.

    Either `found` or `why` is set.
    """

    sheet: str
    line: int
    said: str
    found: ImportedCount | None = None
    why: SkipReason | None = None
