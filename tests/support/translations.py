"""Compile catalogues that are out of date, as `make` does."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from app.domain.base.languages import NAMES, ON_EVERY_PAGE, WRITTEN_IN

FOLDER = Path(__file__).parents[2] / "app" / "translations"
CATALOGUES = {
    language: FOLDER / language / "LC_MESSAGES" / "messages.po"
    for language in NAMES
    if language != WRITTEN_IN
}


def translated() -> list[str]:
    """The page languages other than the one the code is written in."""
    return [language for language in ON_EVERY_PAGE if language != WRITTEN_IN]


def catalogue(language: str) -> Catalog:
    """A language's catalogue, read from its file."""
    with CATALOGUES[language].open("rb") as file:
        return read_po(file, locale=language)


def texts_of(language: str) -> dict[str, str]:
    """A language's texts by their Danish; only for one whose texts have no plurals."""
    return {str(message.id): str(message.string) for message in catalogue(language) if message.id}


def compile_catalogues() -> None:
    """Compile catalogues that are missing or older than their texts."""
    for language, source in CATALOGUES.items():
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        # Several workers do this at once, so each moves a complete file into place.
        mine = source.with_suffix(f".{os.getpid()}.mo")
        with mine.open("wb") as file:
            write_mo(file, catalogue(language))
        mine.replace(compiled)
