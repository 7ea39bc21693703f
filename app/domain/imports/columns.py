"""Judge what each column of a sheet is, from its heading and all its cells together."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, Worksheet, text_of, words_of
from app.domain.imports.column_words import (
    ACTIVITIES,
    NAMES,
    NO_VISITS,
    NOTES,
    NUMBERS,
    OF_A_PERSON,
    STATES,
    SUM_ROW,
    TIMES,
    VENUE_WORDS,
    VENUES,
)
from app.domain.imports.dates import read_date
from app.domain.imports.figures import ABSENT, CLOSED, MARKS, Commas, commas_of, read_figure
from app.domain.imports.shapes import SAMPLE, Shape

CLOCK = re.compile(
    r"(?:kl\.? ?)?\d{1,2}(?:[:.]\d\d)? ?(?:-|–|til) ?\d{1,2}(?:[:.]\d\d)?|\d{1,2}:\d\d(?::\d\d)?"
)

SPREAD = 7919
"""A prime, so that a sample has rows from everywhere in the sheet."""


class ColumnKind(StrEnum):
    """What a column is taken for. OWN counts the venue that its heading names."""

    DATE = "date"
    TIME = "time"
    VENUE = "venue"
    ACTIVITY = "activity"
    COUNT = "count"
    ADDED = "added"
    OWN = "own"
    NAME = "name"
    UNUSED = "unused"


COUNTED = (ColumnKind.COUNT, ColumnKind.ADDED, ColumnKind.OWN)


@dataclass(frozen=True)
class ColumnProfile:
    """A column as it is found: its heading, and how its cells read.

    `group` is the upper of two headings. `kind` is None for a column of numbers, which is judged
    together with the others.
    """

    index: int
    heading: str
    group: str
    kind: ColumnKind | None
    commas: Commas
    is_marks: bool = False

    @property
    def words(self) -> str:
        return tidy(self.heading).casefold().rstrip(":.")

    @property
    def name(self) -> str:
        """Both headings on one line, as it is shown."""
        return tidy(f"{self.group} {self.heading}")


def profiles_of(
    sheet: Worksheet, shape: Shape, known: Collection[str]
) -> tuple[ColumnProfile, ...]:
    """Every column of the sheet. `known` are the names of venues, folded."""
    below = [row for row in sheet.rows[shape.head + 1 :] if not is_sum_row(row)]
    width = max((len(row) for row in sheet.rows), default=0)
    # Not every seventh row, which would see one weekday alone.
    sample = [below[at * SPREAD % len(below)] for at in range(min(SAMPLE, len(below)))]
    headings = headings_of(sheet, shape, width)
    found = []
    for i in range(width):
        cells = [row[i] for row in below if i < len(row) and row[i] not in (None, "")]
        few = [row[i] for row in sample if i < len(row) and row[i] not in (None, "")]
        group, heading = headings[i]
        commas = commas_of(cells)
        kind = _kind(i, heading, few, shape, known, commas)
        is_marks = bool(cells) and all(map(_is_mark, few)) and all(map(_is_mark, cells))
        found.append(ColumnProfile(i, heading, group, kind, commas, is_marks))
    return tuple(found)


def headings_of(sheet: Worksheet, shape: Shape, width: int) -> list[tuple[str, str]]:
    """The group and the heading of each column. A merged group is repeated for its columns."""
    if shape.head < 0:
        return [("", "")] * width
    row = sheet.rows[shape.head]
    lower = [tidy(text_of(row[i])) if i < len(row) else "" for i in range(width)]
    if shape.top == shape.head:
        return [("", heading) for heading in lower]
    above = sheet.rows[shape.top]
    group, groups = "", []
    for i in range(width):
        said = tidy(text_of(above[i])) if i < len(above) else ""
        group = said or group
        groups.append(group)
    return [
        (group if lower[i] and i != shape.date else "", lower[i] or group)
        for i, group in enumerate(groups)
    ]


def _kind(
    i: int,
    heading: str,
    cells: Sequence[Cell],
    shape: Shape,
    known: Collection[str],
    commas: Commas,
) -> ColumnKind | None:
    words = words_of(heading)
    if i == shape.date:
        return ColumnKind.DATE
    if i in shape.stamps:
        return ColumnKind.COUNT
    if not cells:
        return ColumnKind.UNUSED
    texts = [tidy(cell).casefold() for cell in cells if isinstance(cell, str)]
    numbers = sum(
        (figure := read_figure(cell, commas)) is not None and figure.number is not None
        for cell in cells
    )
    clocks = sum(CLOCK.fullmatch(text) is not None for text in texts)
    if clocks * 2 > len(cells) or (words in TIMES and numbers * 2 < len(cells)):
        return ColumnKind.TIME
    if words in NOTES or words in STATES:
        return ColumnKind.UNUSED
    if words in NAMES:
        return ColumnKind.NAME
    if words in VENUES:
        return ColumnKind.VENUE
    if words in ACTIVITIES and numbers * 2 <= len(cells):
        return ColumnKind.ACTIVITY
    if numbers or any(isinstance(cell, float) for cell in cells):
        is_text = numbers * 2 < len([c for c in cells if not _says_nothing(c)])
        if not is_text:
            return ColumnKind.UNUSED if says_no_visits(words) else None
    if NUMBERS.fullmatch(words) or all(_mark(cell) for cell in cells):
        return None
    if any(read_date(cell) for cell in cells[:20]):
        return ColumnKind.UNUSED
    return _text_kind(texts, known, is_across=bool(shape.stamps))


def _text_kind(texts: Sequence[str], known: Collection[str], *, is_across: bool) -> ColumnKind:
    different = set(texts)
    if different & set(known):
        return ColumnKind.VENUE
    if different and all(is_venue_name(text) for text in different):
        return ColumnKind.VENUE
    if is_across:
        return ColumnKind.ACTIVITY
    if not any(CLOSED.search(text) for text in different) and len(different) * 3 <= len(texts):
        return ColumnKind.ACTIVITY
    return ColumnKind.UNUSED


def is_sum_row(row: Sequence[Cell]) -> bool:
    """Whether a row says that it is a sum. A name such as `Totalen` is none."""
    for cell in row:
        if cell is None or cell == "":
            continue
        is_text = isinstance(cell, str) and not cell[0].isdigit()
        return is_text and SUM_ROW.fullmatch(words_of(cell)) is not None
    return False


def is_venue_name(text: str) -> bool:
    """Whether one of the words is a kind of venue, such as `bibliotek` or `center`."""
    return any(VENUE_WORDS.fullmatch(word) for word in re.findall(r"\w+", text.casefold()))


def says_no_visits(words: str) -> bool:
    """Whether a heading says that its numbers are something else, such as a temperature."""
    parts = re.findall(r"[^\W\d_]+", words)
    if not OF_A_PERSON.isdisjoint(parts):
        return True
    while len(parts) > 1 and parts[0] in ("antal", "number", "of"):
        parts.pop(0)
    return bool(parts) and NO_VISITS.fullmatch(parts[0]) is not None


def _is_mark(cell: Cell) -> bool:
    return text_of(cell).strip().casefold() in MARKS | ABSENT


def _mark(cell: Cell) -> bool:
    return isinstance(cell, str) and tidy(cell).casefold() in MARKS | ABSENT


def _says_nothing(cell: Cell) -> bool:
    return isinstance(cell, str) and CLOSED.search(tidy(cell).casefold()) is not None
