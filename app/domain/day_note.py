"""A line about the day: its length, its three ways of hosting, and what it should not say."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from app.domain.text import writable

LONGEST = 200
"""One line."""


class Way(StrEnum):
    """Three ways of hosting, none better than another."""

    CONNECTING = "connecting"
    INVITING = "inviting"
    FACILITATING = "facilitating"


PROMPTS_OF_EACH = 3


class Hint(StrEnum):
    """What a host is kindly asked to look at once more. Nothing is refused for it."""

    LABEL = "label"
    NAME = "name"


@dataclass(frozen=True)
class DayNote:
    """A line about a day. It has no author: notes are never counted per host."""

    id: int
    date: dt.date
    text: str
    way: Way | None


# What sorts people: diagnoses, benefits, and the words of casework. The beginnings of words.
LABELS = (
    "adhd", "afviger", "alkoholiker", "anbragt", "asperger", "autis", "bisidder", "borger med",
    "dement", "depress", "diagnose", "førtidspension", "handicap", "hjemløs", "indvandrer",
    "jobcenter", "klient", "kontanthjælp", "kronik", "misbrug", "målgruppe", "narkoman", "nydansk",
    "psykisk", "psykiatri", "ressourcesvag", "retard", "skizofren", "skrøbelig", "socialt udsat",
    "stofbrug", "svag", "sygedagpenge", "sygemeldt", "sårbar", "udsat", "udviklingshæm",
    "aktiveret", "fleksjob", "flygtning",
    "autism", "disabled", "homeless", "mentally ill", "refugee", "vulnerable", "addict",
)  # fmt: skip
_LABEL = re.compile(rf"\b(?:{'|'.join(map(re.escape, LABELS))})\w*", re.I)
# Two words with capitals side by side, or one after what people write before a name.
_NAME = re.compile(
    r"[A-ZÆØÅ][a-zæøåé]+ [A-ZÆØÅ][a-zæøåé]+"
    r"|(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]+(?= (?:kom|sagde|fik|var|er|har|havde|blev|hjalp)\b)"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")


def one_line(text: str) -> str:
    """The text as it is kept: on one line, with single spaces and no control signs."""
    return " ".join(writable(" ".join(text.split())).split())


def find_email(text: str) -> bool:
    """Whether the text holds somebody's e-mail address, also in full-width signs."""
    return _EMAIL.search(unicodedata.normalize("NFKC", text)) is not None


def hints(text: str) -> dict[Hint, str]:
    """The first words that sort people or look like somebody's name, to be looked at again."""
    found = {Hint.LABEL: _LABEL.search(text), Hint.NAME: _NAME.search(text)}
    return {hint: match[0] for hint, match in found.items() if match}


def prompt_of(date: dt.date) -> tuple[Way, int]:
    """The prompt of a day: one of the three ways in turn, and which of its prompts."""
    ways = tuple(Way)
    day = date.toordinal()
    return ways[day % len(ways)], day // len(ways) % PROMPTS_OF_EACH
