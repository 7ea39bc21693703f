"""What titles say of the rows below them: a year or a season, a month, a week."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.base.text import tidy
from app.domain.base.worksheet import Cell, Worksheet, text_of
from app.domain.imports.column_words import MONTH_OF

SEASON = re.compile(r"(?<!\d)(20\d\d)\s*[-/–]\s*(?:20)?(\d\d)(?!\d)")
YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
WEEK = re.compile(r"\b(?:uge|week)\s*(?:nr\.?\s*)?(\d{1,2})\b")


@dataclass(frozen=True)
class Section:
    """What is known above a row. `season` begins in `year` and ends in the next."""

    year: int | None = None
    season: bool = False
    month: int | None = None
    week: int | None = None

    def year_of(self, month: int) -> int | None:
        """The year of a month. A season begins after the summer and rolls over at New Year."""
        if self.year is None:
            return None
        return self.year + 1 if self.season and month < 7 else self.year

    def under(self, text: str) -> Section:
        """The section below a title: what the title says replaces what is above it."""
        text = tidy(text).casefold()
        year, season = self.year, self.season
        if (found := SEASON.search(text)) and (int(found[1]) + 1) % 100 == int(found[2]):
            year, season = int(found[1]), True
        elif found := YEAR.search(text):
            year, season = int(found[1]), False
        months = {MONTH_OF[w] for w in re.findall(r"[^\W\d_]+", text) if w in MONTH_OF}
        month = months.pop() if len(months) == 1 else None
        week = int(found[1]) if (found := WEEK.search(text)) else None
        if month is None and week is None:
            month, week = self.month, self.week
        return Section(year, season, month, week)


def title_of(row: Sequence[Cell]) -> str:
    """The text of a row with a single cell, which is a title; otherwise ""."""
    only: Cell = None
    for cell in row:
        if cell is None or cell == "":
            continue
        if only is not None:
            return ""
        only = cell
    if isinstance(only, float) and 1990 <= only <= 2099:
        return text_of(only)
    return only if isinstance(only, str) else ""


def section_above(sheet: Worksheet, top: int, hints: Sequence[str]) -> Section:
    """What the hints (the file's and sheet's names) and the rows above the heading say."""
    section = Section()
    for text in (*hints, sheet.name):
        section = section.under(text)
    for row in sheet.rows[:top]:
        for cell in row:
            if isinstance(cell, str) or title_of(row):
                section = section.under(text_of(cell))
    return section


def is_title(text: str) -> bool:
    """Whether the title says a month, a week or a year."""
    return bool(text) and Section().under(text) != Section()
