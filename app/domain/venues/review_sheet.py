"""A sheet on which somebody proofreads a language of the check-in pages, and what comes back.

A row has a key that follows from its Danish text, so that a text that has changed since is known.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.base.text import is_visible, is_writable, tidy
from app.domain.base.worksheet import Cell, text_of

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
LANGUAGE = re.compile(r"\(([a-z]{2})\)\s*$")
LONGEST = 300
"""Characters of a translation. The longest of the texts has half of them."""


@dataclass(frozen=True)
class ReviewText:
    """A text of the check-in pages, as the catalogues have it."""

    danish: str
    english: str
    translation: str

    @property
    def key(self) -> str:
        """What names the text on a sheet."""
        return hashlib.sha256(self.danish.encode()).hexdigest()[:8]


class WhyRefused(StrEnum):
    """Why a row is not taken."""

    UNKNOWN = "unknown"
    DANISH_GONE = "danish_gone"
    DANISH_DIFFERS = "danish_differs"
    IN_WRONG_COLUMN = "in_wrong_column"
    PLACEHOLDERS = "placeholders"
    MARKUP = "markup"
    NOT_A_TEXT = "not_a_text"
    TWICE = "twice"


@dataclass(frozen=True)
class RefusedRow:
    """A row by its number on the sheet. `needs` are the placeholders that it must have."""

    row: int
    why: WhyRefused
    needs: tuple[str, ...] = ()


@dataclass
class TakenReview:
    """Corrections by Danish text, remarks by row, and the rows that are refused."""

    corrections: dict[str, str] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)
    refused: list[RefusedRow] = field(default_factory=list)


def language_of(rows: Sequence[Sequence[Cell]]) -> str:
    """Return the language that the sheet's heading names, "" if it is no review sheet."""
    heading = [text_of(cell) for cell in rows[0]] if rows else []
    named = LANGUAGE.search(heading[3]) if len(heading) > 3 else None
    return named[1] if named else ""


def take(rows: Sequence[Sequence[Cell]], texts: Iterable[ReviewText]) -> TakenReview:
    """Read a sheet that has come back. `texts` are those that the catalogues have now."""
    known = {text.key: text for text in texts}
    taken = TakenReview()
    for number, row in enumerate(rows[1:], start=2):
        key, danish, _english, translation, correction, remark = _cells(row)
        if remark:
            taken.remarks[number] = remark
        if not correction and not _is_edited(known.get(key), translation):
            continue
        refused = _why(known, key, danish, correction)
        if refused is None and known[key].danish in taken.corrections:
            refused = WhyRefused.TWICE
        if refused is not None:
            needs = PLACEHOLDER.findall(known[key].danish) if key in known else ()
            taken.refused.append(RefusedRow(number, refused, tuple(needs)))
        elif correction != known[key].translation:
            taken.corrections[known[key].danish] = correction
    return taken


def _cells(row: Sequence[Cell]) -> list[str]:
    texts = [tidy(text_of(cell)) for cell in row[:6]]
    return texts + [""] * (6 - len(texts))


def _is_edited(text: ReviewText | None, translation: str) -> bool:
    return text is not None and bool(translation) and translation != tidy(text.translation)


def _why(known: dict[str, ReviewText], key: str, danish: str, correction: str) -> WhyRefused | None:
    if key not in known:
        was_ours = key == ReviewText(danish, "", "").key
        return WhyRefused.DANISH_GONE if was_ours else WhyRefused.UNKNOWN
    if danish != tidy(known[key].danish):
        return WhyRefused.DANISH_DIFFERS
    if not correction:
        return WhyRefused.IN_WRONG_COLUMN
    return _why_not_said(known[key].danish, correction)


def _why_not_said(danish: str, correction: str) -> WhyRefused | None:
    if sorted(PLACEHOLDER.findall(correction)) != sorted(PLACEHOLDER.findall(danish)):
        return WhyRefused.PLACEHOLDERS
    if "%" in PLACEHOLDER.sub("", correction):
        return WhyRefused.PLACEHOLDERS
    if re.search(r"[<>]|&#?\w+;", correction):
        return WhyRefused.MARKUP
    if len(correction) > LONGEST or not is_writable(correction) or not is_visible(correction):
        return WhyRefused.NOT_A_TEXT
    return None
