"""The languages of the pages that visitors see."""

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
"""Each language's own name for itself, in menu order."""
ON_EVERY_PAGE = ("da", "en")
"""The languages that staff pages are available in too."""
TO_BE_READ = tuple(code for code in NAMES if code not in ON_EVERY_PAGE)
"""The languages whose translations are drafts until a partnership approves them."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})


@dataclass(frozen=True)
class Spoken:
    """The languages offered, in menu order. Those in `drafts` have not been approved."""

    codes: tuple[str, ...]
    drafts: frozenset[str]


WITHOUT_A_VENUE = Spoken(tuple(NAMES), frozenset(TO_BE_READ))
"""Used where there is no venue: every language is offered and none is approved."""
TO_STAFF = Spoken(ON_EVERY_PAGE, frozenset())


def spoken(off: Collection[str], approved: Collection[str]) -> Spoken:
    """The languages a venue offers with those in `off` removed. Danish cannot be switched off."""
    return Spoken(
        tuple(code for code in NAMES if code == WRITTEN_IN or code not in off),
        frozenset(TO_BE_READ) - frozenset(approved),
    )
