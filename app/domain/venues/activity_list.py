"""Parses a pasted list of activities, with a name and its times on each line."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from app.domain.base.opening_hours import Span
from app.domain.base.text import is_visible, is_writable, same_name, tidy
from app.domain.venues.typed_when import CAUSE, NotUnderstood, When, read_when, written
from app.domain.venues.usual_times import UsualTime, UsualTimes, contradict

MOST = 40
LONGEST_NAME = 80
HEADINGS = ("aktivitet", "aktiviteter", "navn", "activity", "activities", "name")
MARK = re.compile(rf"\(({'|'.join(CAUSE)})\)", re.IGNORECASE)


@dataclass(frozen=True)
class PastedActivity:
    """An activity on a pasted line.

    `times` are its usual times. Without any, and without `on_date`, the activity runs every day;
    with `on_date` it is a single one.
    """

    name: str
    times: UsualTimes = ()
    on_date: dt.date | None = None
    is_cause: bool = False

    @property
    def line(self) -> str:
        """The line that `read` reads as this activity."""
        mark = [CAUSE[0]] if self.is_cause else []
        return f"{self.name}; {', '.join((*written(self.times, self.on_date), *mark))}".strip()


@dataclass(frozen=True)
class Pasted:
    """A parsed list. `not_understood` maps line numbers (from 1) to the lines, shortened.

    `assumed` is whether a year or an end has been filled in.
    """

    activities: tuple[PastedActivity, ...]
    not_understood: Mapping[int, str]
    assumed: bool = False


def read(text: str, today: dt.date) -> Pasted:
    """Parse a list with lines such as `Strikkecafé; tirsdag 10-12, tor 13.30-15`.

    The name comes before the first semicolon or tab, the times after it; without either, the times
    begin where the rest of the line is one. A name that is repeated adds its times or its date. A
    heading on the first line is skipped. A date without a year is the next one from today.
    """
    found: list[PastedActivity] = []
    wrong: dict[int, str] = {}
    assumed = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(" \t;•*-"):
            continue
        try:
            name, when = _read_line(line, today)
            if number == 1 and re.search(r"[;\t]", line) and name.casefold() in HEADINGS:
                continue
            for one in _activities(name, when):
                _add(found, one)
        except NotUnderstood:
            wrong[number] = tidy(line)[:LONGEST_NAME]
        else:
            assumed |= when.assumed
    return Pasted(tuple(found), wrong, assumed)


def read_times(text: str) -> dict[int, Span] | None:
    """Parse weekly times by weekday (Monday is 0). Returns None if any part is not understood."""
    try:
        found = read_when(text, dt.date.min)
    except NotUnderstood:
        return None
    return None if found.dates else {time.weekday: time.span for time in found.times}


def _read_line(line: str, today: dt.date) -> tuple[str, When]:
    marked = MARK.sub(" ", line)
    typed, *cells = re.split(r"[;\t]", marked)
    name = tidy(typed.strip(" •*-"))
    if name.casefold() in HEADINGS and cells:
        return name, When()
    if cells:
        when = read_when(_joined(cells), today)
    else:
        name, when = _split(name, today)
    if not (is_visible(name) and is_writable(name) and len(name) <= LONGEST_NAME):
        raise NotUnderstood
    when.is_cause |= marked != line
    return name, when


def _joined(cells: list[str]) -> str:
    """Join the cells of a spreadsheet: a time may be spread over them, but *sag* is a word."""
    return " ".join(
        f", {cell}," if cell.strip().casefold() in CAUSE else cell for cell in map(tidy, cells)
    )


def _split(line: str, today: dt.date) -> tuple[str, When]:
    """Find the name and the times of a line without a semicolon. It may be a name alone."""
    for space in re.finditer(r"[\s,:]+", line):
        try:
            when = read_when(line[space.end() :], today)
        except NotUnderstood:
            continue
        if when.times or when.dates:
            return line[: space.start()].rstrip(" -"), when
    return line, When()


def _activities(name: str, when: When) -> Iterator[PastedActivity]:
    if not when.dates:
        yield PastedActivity(name, tuple(sorted(when.times, key=_order)), is_cause=when.is_cause)
    for date, span in when.dates.items():
        times = (UsualTime(date.weekday(), span),) if span else ()
        yield PastedActivity(name, times, date, when.is_cause)


def _add(found: list[PastedActivity], new: PastedActivity) -> None:
    """Add an activity to those found, or its times to the one that has its name.

    Raises NotUnderstood if its times overlap, or it is both regular and single: the same activity
    can't be.
    """
    for at, other in enumerate(found):
        if not same_name(other.name, new.name):
            continue
        if (other.on_date is None) != (new.on_date is None):
            raise NotUnderstood
        if other.on_date != new.on_date:
            continue
        times = tuple(sorted({*other.times, *new.times}, key=_order))
        if contradict(times) or (new.on_date and len(times) > 1):
            raise NotUnderstood
        found[at] = replace(other, times=times, is_cause=other.is_cause or new.is_cause)
        return
    found.append(new)


def _order(time: UsualTime) -> tuple[int, Span, str]:
    return time.weekday, time.span, time.rhythm
