"""Words that put people into groups, and words that look like a name: a hint, never a refusal."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Hint(StrEnum):
    """What a host is kindly asked to look at once more. Nothing is refused for it."""

    LABEL = "label"
    NAME = "name"


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


def find_email(text: str) -> bool:
    """Whether the text holds somebody's e-mail address, also in full-width signs."""
    return _EMAIL.search(unicodedata.normalize("NFKC", text)) is not None


def hints(text: str) -> dict[Hint, str]:
    """The first words that sort people or look like somebody's name, to be looked at again."""
    found = {Hint.LABEL: _LABEL.search(text), Hint.NAME: _NAME.search(text)}
    return {hint: match[0] for hint, match in found.items() if match}
