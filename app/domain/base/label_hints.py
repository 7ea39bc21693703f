"""Find e-mail addresses, and hint at words that label people or point to one of them.

A hint never blocks saving.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Hint(StrEnum):
    """What a host is asked to reconsider."""

    LABEL = "label"
    NAME = "name"
    HOME = "home"


# Words that label people: diagnoses, benefits and terms from casework. Matched as prefixes.
LABELS = (
    "adhd", "afviger", "alkoholiker", "anbragt", "asperger", "autis", "bisidder", "borger med",
    "dement", "depress", "diagnose", "førtidspension", "handicap", "hjemløs", "indvandrer",
    "jobcenter", "klient", "kontanthjælp", "kronik", "misbrug", "målgruppe", "narkoman", "nydansk",
    "psykisk", "psykiatri", "ressourcesvag", "retard", "skizofren", "skrøbelig", "socialt udsat",
    "stofbrug", "svag", "sygedagpenge", "sygemeldt", "sårbar", "udsat", "udviklingshæm",
    "aktiveret", "fleksjob", "flygtning",
    "arbejdsløs", "ensom", "enlig", "fraskilt", "kræftram", "kræftsyg", "efterladt",
    "autism", "disabled", "homeless", "mentally ill", "refugee", "vulnerable", "addict",
    "lonely", "unemployed", "bereaved",
)  # fmt: skip
_LABEL = re.compile(rf"\b(?:{'|'.join(map(re.escape, LABELS))})\w*", re.I)
# Two capitalised words in a row, or one in mid-sentence before a verb that often follows a name.
_NAME = re.compile(
    r"[A-ZÆØÅ][a-zæøåé]+ [A-ZÆØÅ][a-zæøåé]+"
    r"|(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]+(?= (?:kom|sagde|fik|var|er|har|havde|blev|hjalp)\b)"
)
# Where somebody lives: "from" and a number or a street, as in "han fra nr. 14".
_HOME = re.compile(
    r"\bfra (?:nr\.?|nummer|lejlighed|værelse|opgang) ?\d+\w?\b"
    r"|\bfrom (?:no\.?|number|flat|room) ?\d+\w?\b"
    r"|\bfra \w+(?:gade|vej|vejen|allé|alle|stræde|vænge|vænget|parken|torv|plads|have) \d+\w?\b",
    re.I,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")


def find_email(text: str) -> bool:
    """Whether the text contains an e-mail address, including one in full-width characters."""
    return _EMAIL.search(unicodedata.normalize("NFKC", text)) is not None


def hints(text: str) -> dict[Hint, str]:
    """The first match of each kind of hint found in the text, as written there."""
    found = {
        Hint.LABEL: _LABEL.search(text),
        Hint.NAME: _NAME.search(text),
        Hint.HOME: _HOME.search(text),
    }
    return {hint: match[0] for hint, match in found.items() if match}
