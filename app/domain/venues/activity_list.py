"""Activities from a pasted list or a spreadsheet's cells: on each line a name and its times."""

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


# A spreadsheet may have the beginning and the end in cells of their own.
TIMES = re.compile(r"(?:kl\.?\s*)?([\d.:]+)(?:\s*(?:-|til)\s*|\s+)([\d.:]+)")


HEADINGS = ("aktivitet", "aktiviteter", "navn", "activity", "activities", "name")


@dataclass(frozen=True)
class PastedActivity:
    """One line: a name, and the weekdays (Monday is 0) on which it runs. None: every day."""

    name: str
    times: Mapping[int, Span] = field(default_factory=dict)


@dataclass(frozen=True)
class Pasted:
    """What was pasted: the activities, and the lines that were not understood, by number."""

    activities: tuple[PastedActivity, ...]
    not_understood: Mapping[int, str]


def read(text: str) -> Pasted:
    """Read a list. The name stands before the first semicolon or tab, the times after it.

    As `Strikkecafé; tirsdag 10-12, tor 13.30-15`. A name that stands twice is taken once; a
    spreadsheet's headings are not an activity.
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
    """Weekdays and times, as `tirsdag 10-12, tor 13.30-15`; None where they cannot be read."""
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
