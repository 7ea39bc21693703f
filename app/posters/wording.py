"""The fixed words on posters, by language."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Language = Literal["da", "en"]


@dataclass(frozen=True)
class Words:
    """The fixed words of a poster. `alt` is formatted with the address in the QR code."""

    posters: str
    welcome: str
    sentences: tuple[str, str, str]
    camera: str
    by_hand: str
    no_phone: str
    alt: str
    version: str
    months: tuple[str, ...]
    date: str

    def edition(self, version: int, date: dt.date) -> str:
        """Return the version and date, such as "Plakat version 2 · 22. november 2026"."""
        day = self.date.format(day=date.day, month=self.months[date.month - 1], year=date.year)
        return f"{self.version.format(version=version)} · {day}"


WORDS: dict[Language, Words] = {
    "da": Words(
        posters="Plakater",
        welcome="Velkommen",
        sentences=(
            "Peg på koden med telefonen.",
            "Tryk én gang, så er du talt med.",
            "Du skal ikke skrive dit navn.",
        ),
        camera="Brug telefonens kamera\u00a0– det er gratis",
        by_hand="Eller skriv adressen og derefter koden",
        no_phone="Har du ikke en telefon? Sig det til en vært.",
        alt="QR-kode, som fører til {address}",
        version="Plakat version {version}",
        months=(
            *("januar", "februar", "marts", "april", "maj", "juni"),
            *("juli", "august", "september", "oktober", "november", "december"),
        ),
        date="{day}. {month} {year}",
    ),
    "en": Words(
        posters="Posters",
        welcome="Welcome",
        sentences=(
            "Point your phone at the code.",
            "Tap once, and you’re counted.",
            "You don’t need to give your name.",
        ),
        camera="Use your phone’s camera. It’s free.",
        by_hand="Or type the address, then the code",
        no_phone="No phone? Tell a host.",
        alt="QR code that leads to {address}",
        version="Poster version {version}",
        months=(
            *("January", "February", "March", "April", "May", "June"),
            *("July", "August", "September", "October", "November", "December"),
        ),
        date="{day} {month} {year}",
    ),
}
