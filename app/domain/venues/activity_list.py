"""Parses a pasted list of activities, with a name and its times on each line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.base.opening_hours import Span
from app.domain.base.text import is_visible, is_writable, same_name, tidy
from app.domain.venues.typed_times import TimesRefused, read_span

MOST = 40
LONGEST_NAME = 80
WEEKDAYS = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
PART = re.compile(r"([^\W\d]+)\.?(?:\s*-\s*([^\W\d]+)\.?)?(?:\s+(.*))?")
# A spreadsheet may have start and end in separate cells, so a space can separate them too.
TIMES = re.compile(r"(?:kl\.?\s*)?([\d.:]+)(?:\s*(?:-|til)\s*|\s+)([\d.:]+)")
HEADINGS = ("aktivitet", "aktiviteter", "navn", "activity", "activities", "name")


@dataclass(frozen=True)
class PastedActivity:
    """An activity on a pasted line.

    `times` maps weekdays (Monday is 0) to times; if it is empty, the activity runs every day.
    """

    name: str
    times: Mapping[int, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Pasted:
    """A parsed list. `not_understood` maps line numbers (from 1) to the lines, shortened."""

    activities: tuple[PastedActivity, ...]
    not_understood: Mapping[int, str]


def read(text: str) -> Pasted:
    """Parse a list with lines such as `Strikkecafé; tirsdag 10-12, tor 13.30-15`.

    The name comes before the first semicolon or tab, the times after it. If a name occurs twice,
    the second is ignored. A heading on the first line is skipped.
    """
    found: list[PastedActivity] = []
    wrong: dict[int, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(" \t;•*-"):
            continue
        typed, *rest = re.split(r"[;\t]", line)
        name = tidy(typed.strip(" •*-"))
        times = read_times(" ".join(rest).replace("–", "-"))
        if number == 1 and rest and name.casefold() in HEADINGS:
            continue
        fits = is_visible(name) and is_writable(name) and len(name) <= LONGEST_NAME
        if times is None or not fits:
            wrong[number] = tidy(line)[:LONGEST_NAME]
        elif not any(same_name(name, other.name) for other in found):
            found.append(PastedActivity(name, times))
    return Pasted(tuple(found), wrong)


def read_times(text: str) -> dict[int, Span] | None:
    """Parse times by weekday (Monday is 0), such as `tirsdag 10-12, tor 13.30-15`.

    Returns None if any part is not understood.
    """
    times: dict[int, Span] = {}
    for part in re.split(r",|\bog\b|\band\b", text.casefold()):
        if not part.strip():
            continue
        found = PART.fullmatch(part.strip())
        hours = TIMES.fullmatch(found[3].strip()) if found and found[3] else None
        first = _weekday(found[1]) if found else None
        last = _weekday(found[2]) if found and found[2] else first
        if hours is None or first is None or last is None or last < first:
            return None
        try:
            span = read_span(hours[1], hours[2])
        except TimesRefused:
            return None
        if span is None:
            return None
        times.update(dict.fromkeys(range(first, last + 1), span))
    return times


def _weekday(word: str) -> int | None:
    for names in (WEEKDAYS, ENGLISH):
        if word[:3] in names:
            return names.index(word[:3])
    return None
