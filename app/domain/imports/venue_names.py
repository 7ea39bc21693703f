"""Match the names in a file to known venues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from app.domain.base.text import same_name
from app.domain.base.worksheet import Worksheet, text_of

WORD = re.compile(r"\w+")
TITLE_ROWS = 15


def venue_in_title(sheets: Sequence[Worksheet], known: Mapping[int, str]) -> int | None:
    """The id of the venue named in a sheet's name or first rows, or None.

    `known` maps ids to names. If several venues are named, the result is None. A name contained in
    a longer one that was found, like `Huset` in `Huset ved Havnen`, is ignored.
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
    """The id of the venue with this name, compared with `same_name`, or None."""
    return next((id_ for id_, other in known.items() if same_name(name, other)), None)
