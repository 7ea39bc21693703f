"""The fixed words on posters, in the language of the translator that is handed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from app.translator import Translator, date_name


def fixed_words(_: Translator) -> dict[str, Any]:
    """Return the words that every poster has, by the names that the layout uses."""
    return {
        "welcome": _("Velkommen"),
        "sentences": (
            _("Peg på koden med telefonen."),
            _("Tryk én gang, så er du talt med."),
            _.pgettext("poster", "Du skal ikke skrive dit navn."),
        ),
        "camera": _("Brug telefonens kamera\u00a0– det er gratis"),
        "by_hand": _("Eller skriv adressen og derefter koden"),
        "no_phone": _("Har du ikke en telefon? Sig det til en vært."),
    }


def edition(version: int, date: dt.date, _: Translator) -> str:
    """Return the version and date, such as "Plakat version 2 · 22. november 2026"."""
    return _("Plakat version %(version)s · %(date)s", version=version, date=date_name(date, _))
