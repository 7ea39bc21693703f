"""The day note: one line about a day, and the prompt for writing it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.text import writable

LONGEST = 200
"""The maximum length of a note, in characters."""


class Way(StrEnum):
    """The three ways of hosting. They are not ranked."""

    CONNECTING = "connecting"
    INVITING = "inviting"
    FACILITATING = "facilitating"


PROMPTS_OF_EACH = 3


@dataclass(frozen=True)
class Note:
    """A note about a day. It has no author, so that notes cannot be counted per host."""

    id: int
    date: dt.date
    text: str
    way: Way | None


def one_line(text: str) -> str:
    """The text as stored: on one line, with single spaces and no control characters."""
    return " ".join(writable(" ".join(text.split())).split())


def prompt_of(date: dt.date) -> tuple[Way, int]:
    """The prompt for a date: a way of hosting and the index of its prompt. Changes daily."""
    ways = tuple(Way)
    day = date.toordinal()
    return ways[day % len(ways)], day // len(ways) % PROMPTS_OF_EACH
