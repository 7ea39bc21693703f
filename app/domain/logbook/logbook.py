"""Logbook prompts, and the rules for writing, correcting and handing in a logbook."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from app.domain.base.months import Month, Quarter
from app.domain.base.service_day import DEFAULT_LIMIT
from app.domain.base.text import without_unseen
from app.domain.days.correction_window import settled_from

LONGEST = 5_000
"""Maximum length of a reflection, in characters."""
LogbookPeriod = Quarter | Month
LONGEST_COMMENT = 1_000
LONGEST_REASON = 500


@dataclass(frozen=True)
class WholePartnership:
    """A logbook that is of all venues of a partnership together."""

    id: int


Book = int | WholePartnership
"""What a logbook is of: the id of a venue, or a whole partnership."""


class LogbookPer(StrEnum):
    """The length of a logbook's period. Each partnership chooses one."""

    QUARTER = "quarter"
    MONTH = "month"


class Prompt(StrEnum):
    """The questions that hosts answer, in the order shown. Any of them may be left empty."""

    HAPPENED = "happened"
    LEARNED = "learned"
    EMERGING = "emerging"
    COMING = "coming"
    ACROSS = "across"
    MIX = "mix"
    NEXT = "next"


class Mix(IntEnum):
    """How mixed the visitors were, in the hosts' own judgement. No step is better than another."""

    SAME = 1
    BLEND = 2
    MANY = 3


class LogbookStands(Exception):
    """The logbook has been handed in and can no longer be changed."""


class NotShared(Exception):
    """The logbook is not a draft shared for comments."""


class NothingToCorrect(Exception):
    """There is no handed-in logbook to correct, or no correction to drop.

    Also raised when a correction is started twice.
    """


@dataclass(frozen=True)
class ReflectionText:
    """The answer to a prompt.

    `step` is only used for `Prompt.MIX`. `version` is 0 until somebody writes, and goes up with
    every change. `by` and `at` are the name of the last writer and the time of the last change.
    """

    prompt: Prompt
    text: str = ""
    step: Mix | None = None
    version: int = 0
    by: str = ""
    at: dt.datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and self.step is None

    def says(self, text: str, step: Mix | None) -> bool:
        return self.text == text and self.step == step


class WrittenMeanwhile(Exception):
    """Somebody else has changed the text since it was read; `theirs` is the current text."""

    def __init__(self, theirs: ReflectionText) -> None:
        super().__init__("written meanwhile")
        self.theirs = theirs


def read_period(text: str) -> LogbookPeriod:
    """Parse `2026-4` as a quarter or `2026-10` as a month. Raises ValueError for anything else."""
    return Month.parse(text) if len(text) == len("2026-10") else Quarter.parse(text)


def latest_first(periods: Iterable[LogbookPeriod]) -> tuple[LogbookPeriod, ...]:
    """Sort by last day, latest first. A quarter comes before its own last month."""
    return tuple(sorted(periods, key=lambda each: (each.last, len(each.months)), reverse=True))


def share_days(one: LogbookPeriod, other: LogbookPeriod) -> bool:
    """Whether two different periods overlap: a quarter and one of its months."""
    return one != other and one.first <= other.last and other.first <= one.last


def tidy(text: str) -> str:
    """Return the text as it is stored.

    Normalises line endings, strips trailing spaces and blank lines at either end, and removes
    invisible and control characters.
    """
    lines = without_unseen(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = [
        "".join(character for character in line if _is_writing(character)).rstrip()
        for line in lines
    ]
    return "\n".join(kept).strip("\n")


def one_after_the_other(theirs: str, mine: str) -> str:
    """Join two versions of a text, so that an edit conflict loses neither."""
    return "\n\n".join(text for text in (theirs, mine) if text)


def can_be_handed_in_from(period: LogbookPeriod, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """Return the UTC instant from which no day of the period can be corrected any more."""
    return settled_from(period.last, limit)


def _is_writing(character: str) -> bool:
    return character == "\t" or unicodedata.category(character) not in ("Cc", "Cs")
