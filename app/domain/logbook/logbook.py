"""The logbook's prompts, and the rules of writing in it and of handing it in."""

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
"""Characters in one reflection."""


LogbookPeriod = Quarter | Month


LONGEST_COMMENT = 1_000


LONGEST_REASON = 500


class LogbookPer(StrEnum):
    """How long a logbook is, by the partnership's choice."""

    QUARTER = "quarter"
    MONTH = "month"


class Prompt(StrEnum):
    """What the hosts are asked, in the order in which it is asked. Each may stay empty."""

    HAPPENED = "happened"
    LEARNED = "learned"
    EMERGING = "emerging"
    COMING = "coming"
    ACROSS = "across"
    MIX = "mix"
    NEXT = "next"


class Mix(IntEnum):
    """How mixed it was, by the hosts' own judgement: three steps, none better than another."""

    SAME = 1
    BLEND = 2
    MANY = 3


class LogbookStands(Exception):
    """The logbook has been handed in; its texts and numbers stand."""


class NotShared(Exception):
    """The draft is not shared for comments."""


class NothingToCorrect(Exception):
    """The logbook has not been handed in, or is being corrected already."""


@dataclass(frozen=True)
class ReflectionText:
    """What was written on a prompt; `step` is the judgement of the mix.

    `version` is 0 where nobody has written yet, and grows with every change. `by` is the name of
    whoever wrote last.
    """

    prompt: Prompt
    text: str = ""
    step: Mix | None = None
    version: int = 0
    by: str = ""
    at: dt.datetime | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read."""
        return not self.text and self.step is None

    def says(self, text: str, step: Mix | None) -> bool:
        """Whether this is what it already says."""
        return self.text == text and self.step == step


class WrittenMeanwhile(Exception):
    """Somebody else has changed the text since it was read: `theirs` is what it says now."""

    def __init__(self, theirs: ReflectionText) -> None:
        super().__init__("written meanwhile")
        self.theirs = theirs


def read_period(text: str) -> LogbookPeriod:
    """Read `2026-4`, a quarter, or `2026-10`, a month. Raises ValueError for anything else."""
    return Month.parse(text) if len(text) == len("2026-10") else Quarter.parse(text)


def latest_first(periods: Iterable[LogbookPeriod]) -> tuple[LogbookPeriod, ...]:
    """The latest first; a quarter before its last month."""
    return tuple(sorted(periods, key=lambda each: (each.last, len(each.months)), reverse=True))


def share_days(one: LogbookPeriod, other: LogbookPeriod) -> bool:
    """Whether the same visits are in both: a quarter and one of its months."""
    return one != other and one.first <= other.last and other.first <= one.last


def tidy(text: str) -> str:
    """The text as it is kept: lines end in one way, and no signs that cannot be kept or seen."""
    lines = without_unseen(text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = ["".join(sign for sign in line if _is_writing(sign)).rstrip() for line in lines]
    return "\n".join(kept).strip("\n")


def one_after_the_other(theirs: str, mine: str) -> str:
    """Both texts, where neither shall be lost."""
    return "\n\n".join(text for text in (theirs, mine) if text)


def can_be_handed_in_from(period: LogbookPeriod, limit: int = DEFAULT_LIMIT) -> dt.datetime:
    """The UTC instant from which the period's numbers stand: no day can be corrected any more."""
    return settled_from(period.last, limit)


def _is_writing(sign: str) -> bool:
    return sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs")
