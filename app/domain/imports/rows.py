"""What each number of a file becomes: a visit count of a day, or left out for a reason."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class SkipReason(StrEnum):
    """Why a number is left out."""

    NO_DATE = "no_date"
    NO_YEAR = "no_year"
    UNSURE_ORDER = "unsure_order"
    NOT_A_NUMBER = "not_a_number"
    NOT_WHOLE = "not_whole"
    FORMULA = "formula"
    NEGATIVE = "negative"
    RANGE = "range"
    TOO_LARGE = "too_large"
    UNSURE_COMMA = "unsure_comma"
    SUM = "sum"
    IN_TOTAL = "in_total"
    NOT_USED = "not_used"
    UNANSWERED = "unanswered"
    HIDDEN = "hidden"
    HIDDEN_COLUMN = "hidden_column"
    ABOVE = "above"
    SHEET_OFF = "sheet_off"
    NO_LAYOUT = "no_layout"
    PER_MONTH = "per_month"
    PER_WEEK = "per_week"
    PER_DAYS = "per_days"
    PER_QUARTER = "per_quarter"
    PER_YEAR = "per_year"
    OTHER_DATES = "other_dates"
    NO_VENUE = "no_venue"
    VENUE_OFF = "venue_off"
    TWICE = "twice"
    TO_COME = "to_come"
    TOO_OLD = "too_old"
    COUNTED = "counted"


class Entry(NamedTuple):
    """One filled cell that may be a count. Nothing else of its row is kept: it may be a name.

    `line` counts from 1, `column` from 0. `number` is None if the cell is not a whole number;
    `said` is its text. `venue` is the name the file gives, or "". `closed` says that the venue was
    closed. It is taken if `why` is None.
    """

    sheet: int
    line: int
    column: int
    said: str
    number: int | None = None
    date: dt.date | None = None
    venue: str = ""
    about: bool = False
    closed: bool = False
    why: SkipReason | None = None


@dataclass(frozen=True)
class ImportedCount:
    """The count of a day at a venue, by its name in a file. None if the venue was closed."""

    venue: str
    date: dt.date
    number: int | None
