"""Texts of files in a language, from the catalogues that the pages use too.

Pages take their language from the request. A file has none, so whoever asks for it hands in a
translator. By convention it is called `_`, so that Babel finds the texts.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property, lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from app.domain.base.languages import WRITTEN_IN
from app.domain.base.marked import N_

FOLDER = Path(__file__).parent / "translations"
OTHERWISE = "en"
"""The language of a text that the file's own language lacks."""
MONTHS = (
    N_("januar"),
    N_("februar"),
    N_("marts"),
    N_("april"),
    N_("maj"),
    N_("juni"),
    N_("juli"),
    N_("august"),
    N_("september"),
    N_("oktober"),
    N_("november"),
    N_("december"),
)


class Translator:
    """Called with a Danish text, it returns the text in `language`, with `values` put in."""

    def __init__(self, language: str, catalogue: NullTranslations) -> None:
        self.language = language
        self.catalogue = catalogue

    def __call__(self, text: str, **values: object) -> str:
        said = self.catalogue.gettext(text)
        return said % values if values else said

    def ngettext(self, one: str, several: str, number: int, **values: object) -> str:
        """Return the text in its form for the number, which it need not contain."""
        return self.catalogue.ngettext(one, several, number) % values

    def pgettext(self, context: str, text: str) -> str:
        """Return a text that reads differently elsewhere."""
        return self.catalogue.pgettext(context, text)

    @cached_property
    def thousands(self) -> str:
        """What stands between thousands: asked for every number of a file."""
        return self.pgettext("between thousands", ".")

    @cached_property
    def point(self) -> str:
        """What stands before decimals."""
        return self.pgettext("before decimals", ",")


@lru_cache(16)
def translator(language: str) -> Translator:
    """Return the translator of a language, from the app's catalogues. Danish needs none."""
    if language == WRITTEN_IN:
        return Translator(language, NullTranslations())
    with (FOLDER / language / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        return of_catalogue(language, GNUTranslations(file))


def of_catalogue(language: str, catalogue: GNUTranslations) -> Translator:
    """Return the translator of a catalogue. Texts that it lacks are in English."""
    if language != OTHERWISE:
        catalogue.add_fallback(translator(OTHERWISE).catalogue)
    return Translator(language, catalogue)


DANISH = translator(WRITTEN_IN)


def month_name(number: int, _: Translator) -> str:
    """Return the name of a month, 1 to 12."""
    return _(MONTHS[number - 1])


def date_name(date: dt.date, _: Translator) -> str:
    """Return a date in words: 22. november 2026."""
    return _(
        "%(day)s. %(month)s %(year)s", day=date.day, month=month_name(date.month, _), year=date.year
    )
