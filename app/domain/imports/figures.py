"""Numbers as people write them in a cell. What a comma means is decided by the whole column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell
from app.domain.imports.rows import SkipReason

LARGEST = 1_000_000
"""Visits of a day. Anything larger is a telephone number or a slip."""
NOTHING = frozenset({"", "-", "--", "–", "—", "?", ".", "n/a", "na", "ikke talt", "not counted"})
ZERO = frozenset({"ingen", "nul", "ingen kom", "none", "nobody", "zero"})
MARKS = frozenset({"x", "ja", "y", "yes", "✓", "✔", "sand", "true", "j", "v", "1"})
ABSENT = frozenset({"nej", "no", "n", "falsk", "false"})
CLOSED = re.compile(
    r"\b(?:lukket|ferielukket|aflyst|closed|cancelled|canceled|helligdag|\w*ferie|ferie)\b"
)
ABOUT = re.compile(r"(?:ca\.?|cirka|omkring|about|approx\.?|~|≈)\s*(.+)")
RANGE = re.compile(r"\d+\s*(?:-|–|—|til|to)\s*\d+(?:\s*[^\W\d]+\.?)?")
ADDED = re.compile(r"\d+(?:\s*\+\s*\d+)+")
FORMULA = re.compile(r"=.+|#(?:[^\W\d_]\S*)?")
"""A formula without a value, or the error that it gives."""
NEGATIVE = re.compile(r"[-−–] ?\d+(?:[.,]0+)?")
PICTURES = re.compile(r"[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]+")
NO_UNIT = frozenset({"kr", "kroner", "timer", "time", "grader", "min", "minutter", "pct", "kg"})
GROUPED = re.compile(r"(\d{1,3}(?:[ '’]\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+)")
NUMBER = re.compile(
    r"(?P<whole>\d{1,3}(?:[ '’]\d{3})+|\d+)(?:[.,](?P<part>\d+))?(?P<unit>(?:\s*[^\W\d]+\.?){0,2})"
)


DISTINCT = 20_000
"""Texts that are read once, though a file has them in row after row."""


@dataclass(frozen=True)
class Commas:
    """Which of `.` and `,` separate thousands in a column. `unsure` if nothing in it tells."""

    thousands: frozenset[str] = frozenset(".")
    unsure: bool = False


@dataclass(frozen=True)
class Figure:
    """What a cell says. `number` is kept with a reason, too, so that it can be accounted for."""

    number: int | None = None
    about: bool = False
    closed: bool = False
    why: SkipReason | None = None


def commas_of(cells: Iterable[Cell]) -> Commas:
    """Judge a column: three digits after every separator are thousands, if anything tells."""
    cells = list(cells)
    texts = Counter(cell for cell in cells if isinstance(cell, str))
    tidied: Counter[str] = Counter()
    for text, times in texts.items():
        tidied[tidy(text)] += times
    numbers = {t: n for t, n in tidied.items() if re.fullmatch(r"\d+(?:[.,]\d+)*", t)}
    thousands = set()
    for sign in ".,":
        with_sign = [text for text in numbers if sign in text]
        if with_sign and all(
            re.fullmatch(rf"\d{{1,3}}(?:\{sign}\d{{3}})+", text) for text in with_sign
        ):
            thousands.add(sign)
    plain = len(cells) > texts.total() or any(text.isdigit() for text in numbers)
    unsure = (
        not plain and sum(numbers.values()) > 1 and all(re.search(r"[.,]000$", t) for t in numbers)
    )
    return Commas(frozenset(thousands), unsure)


def read_figure(cell: Cell, commas: Commas, *, is_mark: bool = False) -> Figure | None:
    """The figure in a cell of a count column, or None if it says nothing.

    `is_mark` reads a list of persons: a mark is one who came.
    """
    if isinstance(cell, float):
        return _whole(cell)
    if not isinstance(cell, str):
        return None if cell is None else Figure(why=SkipReason.NOT_A_NUMBER)
    return _read_text(cell, commas, is_mark)


@lru_cache(DISTINCT)
def _read_text(cell: str, commas: Commas, is_mark: bool) -> Figure | None:
    text = tidy(cell).casefold().lstrip("'").rstrip("!")
    if text in NOTHING or (is_mark and text in ABSENT):
        return None
    if is_mark and text in MARKS:
        return Figure(1)
    if text in ZERO:
        return Figure(0)
    if CLOSED.search(text) and not any(sign.isdigit() for sign in text):
        return Figure(closed=True)
    if FORMULA.fullmatch(text):
        return Figure(why=SkipReason.FORMULA)
    if NEGATIVE.fullmatch(text):
        return Figure(why=SkipReason.NEGATIVE)
    text = text if text.isascii() else PICTURES.sub("", text).strip()
    about = ABOUT.fullmatch(text)
    text = about[1] if about else text
    if RANGE.fullmatch(text):
        return Figure(why=SkipReason.RANGE)
    if ADDED.fullmatch(text):
        return _limited(sum(int(part) for part in re.findall(r"\d+", text)), about is not None)
    unsure = text.endswith("?")
    return _written(text.rstrip("? "), commas, about=about is not None or unsure)


def _written(text: str, commas: Commas, *, about: bool) -> Figure:
    for sign in commas.thousands:
        text = re.sub(rf"(?<=\d)\{sign}(?=\d{{3}}(?!\d))", "", text)
    found = NUMBER.fullmatch(text)
    if found is None or {word.strip(". ") for word in found["unit"].split()} & NO_UNIT:
        return Figure(why=SkipReason.NOT_A_NUMBER)
    number = int(re.sub(r"\D", "", found["whole"]))
    if found["part"] and found["part"].strip("0"):
        return Figure(why=SkipReason.NOT_WHOLE)
    return _limited(number, about)


def _whole(cell: float) -> Figure:
    if cell < 0:
        return Figure(why=SkipReason.NEGATIVE)
    if not cell.is_integer():
        return Figure(why=SkipReason.NOT_WHOLE)
    return _limited(int(cell), about=False)


def _limited(number: int, about: bool) -> Figure:
    return Figure(number, about, why=SkipReason.TOO_LARGE if number > LARGEST else None)


def is_number(cell: Cell) -> bool:
    """Whether the cell is a plain number, whatever column it is in."""
    if isinstance(cell, str):
        text = tidy(cell)
        return bool(text) and (text.isdecimal() or GROUPED.fullmatch(text) is not None)
    return isinstance(cell, float)
