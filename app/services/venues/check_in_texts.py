"""The texts of the check-in pages in their catalogues: read for proofreading, and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from app.domain.base.languages import TO_BE_READ
from app.domain.venues.default_roles import ROLES
from app.domain.venues.review_sheet import ReviewText

CATALOGUES = Path(__file__).parents[2] / "translations"
FIRST = (
    "Hej og velkommen",
    "Vil du tælles med i dag?",
    "Jeg er her",
    "I dag er jeg her bare",
    "Du skal ikke skrive dit navn.",
    "Tak",
    "Du er talt med. Godt at du er her.",
    "Du er her, og det er nok.",
    "Hvad laver du i dag?",
    *(danish for danish, _english in ROLES),
)
"""What one meets first. The others follow in the order of the templates."""


def check_in_texts(language: str, folder: Path = CATALOGUES) -> list[ReviewText]:
    """Return the texts in the order in which one meets them.

    `language` is one of TO_BE_READ. Raises OSError if there is no catalogue.
    """
    english = _read(folder, "en")
    texts = [
        ReviewText(str(message.id), _said(english, str(message.id)), str(message.string))
        for message in _read(folder, language)
        if message.id
    ]
    order = {danish: at for at, danish in enumerate(FIRST)}
    return sorted(texts, key=lambda text: order.get(text.danish, len(order)))


def correct(language: str, corrections: Mapping[str, str], folder: Path = CATALOGUES) -> None:
    """Write corrections, by Danish text, into the language's catalogue. Raises OSError."""
    catalogue = _read(folder, language)
    for danish, correction in corrections.items():
        catalogue[danish].string = correction
    path = _path(folder, language)
    # Written whole beside it first: a full disk must not leave half a catalogue.
    half = path.with_suffix(".half")
    with half.open("wb") as file:
        write_po(file, catalogue, width=99, ignore_obsolete=True)
    half.replace(path)


def _said(catalogue: Catalog, danish: str) -> str:
    message = catalogue.get(danish)
    return str(message.string) if message else ""


def _read(folder: Path, language: str) -> Catalog:
    with _path(folder, language).open("rb") as file:
        return read_po(file, locale=language)


def _path(folder: Path, language: str) -> Path:
    if language not in (*TO_BE_READ, "en"):
        raise FileNotFoundError(language)
    return folder / language / "LC_MESSAGES" / "messages.po"
