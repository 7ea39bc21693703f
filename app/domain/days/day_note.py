"""A line about the day: its length, its three ways of hosting, and what it should not say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.text import writable

LONGEST = 200
"""One line."""


class Way(StrEnum):
    """Three ways of hosting, none better than another."""

    CONNECTING = "connecting"
    INVITING = "inviting"
    FACILITATING = "facilitating"


PROMPTS_OF_EACH = 3


@dataclass(frozen=True)
class Note:
    """A line about a day. It has no author: notes are never counted per host."""

    id: int
    date: dt.date
    text: str
    way: Way | None


def one_line(text: str) -> str:
    """The text as it is kept: on one line, with single spaces and no control signs."""
    return " ".join(writable(" ".join(text.split())).split())


def prompt_of(date: dt.date) -> tuple[Way, int]:
    """The prompt of a day: one of the three ways in turn, and which of its prompts."""
    ways = tuple(Way)
    day = date.toordinal()
    return ways[day % len(ways)], day // len(ways) % PROMPTS_OF_EACH
