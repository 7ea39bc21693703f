"""Which known venue a file's titles and columns name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.domain.base.text import same_name
from app.domain.base.worksheet import Worksheet, text_of

WORD = re.compile(r"\w+")


TITLE_ROWS = 15


def venue_in_title(sheets: Sequence[Worksheet], known: Mapping[int, str]) -> int | None:
    """The known place that stands in the name of the file, a sheet's or one of their first rows.

    None where there is none, or more than one: `Huset` in `Huset ved Havnen` is not another.
    """
    told = [
        f" {' '.join(WORD.findall(text.casefold()))} "
        for sheet in sheets
        for text in (sheet.name, *(text_of(c) for row in sheet.rows[:TITLE_ROWS] for c in row if c))
    ]
    names = {id_: f" {' '.join(WORD.findall(name.casefold()))} " for id_, name in known.items()}
    named = {
        id_: name for id_, name in names.items() if name.strip() and any(name in t for t in told)
    }
    longest = [
        id_
        for id_, name in named.items()
        if not any(name in other and name != other for other in named.values())
    ]
    return longest[0] if len(longest) == 1 else None


def venue_named(name: str, known: Mapping[int, str]) -> int | None:
    """The known place that people would call by that name."""
    return next((id_ for id_, other in known.items() if same_name(name, other)), None)
