"""The languages that people meet at the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

WRITTEN_IN = "da"


NAMES = {
    "da": "Dansk",
    "en": "English",
    "uk": "Українська",
    "ar": "العربية",
    "de": "Deutsch",
    "pl": "Polski",
    "tr": "Türkçe",
    "so": "Soomaali",
    "fa": "فارسی",
    "ro": "Română",
}
"""Every language, by its own name in its own script; in the order of the menu."""


ON_EVERY_PAGE = ("da", "en")
"""The languages that the pages of staff are in too."""


TO_BE_READ = tuple(code for code in NAMES if code not in ON_EVERY_PAGE)
"""The languages that are drafts until a partnership has read them through."""


RIGHT_TO_LEFT = frozenset({"ar", "fa"})


@dataclass(frozen=True)
class Spoken:
    """The languages of a door, in the order of the menu; and those of them that are drafts."""

    codes: tuple[str, ...]
    drafts: frozenset[str]


WITHOUT_A_VENUE = Spoken(tuple(NAMES), frozenset(TO_BE_READ))
"""Nothing is switched off, and nobody has read anything through."""


TO_STAFF = Spoken(ON_EVERY_PAGE, frozenset())


def spoken(off: Collection[str], approved: Collection[str]) -> Spoken:
    """What a place speaks that has switched some languages off. Danish cannot be."""
    return Spoken(
        tuple(code for code in NAMES if code == WRITTEN_IN or code not in off),
        frozenset(TO_BE_READ) - frozenset(approved),
    )
