"""Parses when an activity is, as people write it: `man+ons 10-12`, `12. december kl. 17.30`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.base.cpr_dates import MONTHS
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import DAY_MINUTES
from app.domain.venues.typed_times import TimesRefused, read_clock, read_span

DANISH = ("mandagene", "tirsdagene", "onsdagene", "torsdagene", "fredagene", "lørdagene")
ENGLISH = ("mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays")
NAMES = tuple(zip((*DANISH, "søndagene"), ENGLISH, strict=True))
SEVERAL = {
    **dict.fromkeys(("hverdag", "hverdage", "weekdays"), range(5)),
    **dict.fromkeys(("weekend", "weekender", "weekends"), range(5, 7)),
    **dict.fromkeys(("dag", "dagligt", "day", "daily"), range(7)),
}
CAUSE = ("sag", "cause")
MINUTES = 120
"""How long an activity lasts when only its start is written."""

_CLOCK = r"(\d{1,2}(?:[.:]\d{2})?)"
# A spreadsheet may have start and end in separate cells, so a space can separate them too.
_HOURS = re.compile(
    rf"(?:(?:fra|from)\s+)?((?:kl|at)\b\.?\s*)?{_CLOCK}"
    rf"(?:(?:\s*(?:-|til|to)\s*|\s+)(?:kl\.?\s*)?{_CLOCK})?"
)
_DAYS = re.compile(r"(?:(?:hver|hvert|every)\s+)?([^\W\d]+)\.?(?:\s*(?:-|til|to)\s*([^\W\d]+)\.?)?")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[-/ ](?P<year>\d{4}))?(?![\d/])"),
    re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d]+)\.?(?:\s+(?P<year>\d{4}))?(?!\w)"),
    re.compile(r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w.:-])"),
)


@dataclass
class When:
    """Weekly times by weekday (Monday is 0), and dates with their times, if they have any.

    `assumed` is whether a year or an end has been filled in.
    """

    times: dict[int, Span] = field(default_factory=dict)
    dates: dict[dt.date, Span | None] = field(default_factory=dict)
    is_cause: bool = False
    assumed: bool = False


class NotUnderstood(ValueError):
    """Some part of the text is no time, or the times contradict each other."""


def read_when(text: str, today: dt.date) -> When:
    """Parse times such as `hverdage 10-12`, `man+ons kl. 17.30`, `12/12 10-15` or `sag`.

    A date without a year is the next one from today. A start without an end, which must follow
    *kl.*, is two hours. Raises NotUnderstood, also for a date that is over.
    """
    found = When()
    waiting: list[int | dt.date] = []
    for piece in re.split(r"[,;+&]|\bog\b|\band\b", text.casefold().replace("–", "-")):
        part = piece.strip()
        if part in CAUSE:
            found.is_cause = True
        elif part:
            days, rest, assumed = _days_of(part, today)
            waiting += days
            found.assumed |= assumed
            if rest:
                span, assumed = _hours_of(rest)
                found.assumed |= assumed
                _put(found, waiting, span)
                waiting = []
    if any(isinstance(day, int) for day in waiting):
        raise NotUnderstood
    _put(found, waiting, None)
    if found.times and found.dates:
        raise NotUnderstood
    return found


def _put(found: When, days: list[int | dt.date], span: Span | None) -> None:
    for day in days:
        if isinstance(day, dt.date):
            known: Span | None = found.dates.setdefault(day, span)
        else:
            known = found.times.setdefault(day, span) if span else None
        if known != span:
            raise NotUnderstood


def _days_of(part: str, today: dt.date) -> tuple[list[int | dt.date], str, bool]:
    """The weekdays or the date that a part begins with, the rest of it, and whether the year is
    filled in.
    """
    dated = re.fullmatch(r"(?:([^\W\d]+)\.?\s+)?(?:(?:den|d\.|the)\s*)?(.*)", part)
    for words in (part, dated[2] if dated else ""):
        for pattern in _DATES:
            if (match := pattern.match(words)) and (found := _date(match.groupdict(), today)):
                date, assumed = found
                named = _weekdays(dated[1]) if dated and words != part and dated[1] else None
                if named is not None and date.weekday() not in named:
                    raise NotUnderstood
                return [date], words[match.end() :].strip(), assumed
    match = _DAYS.match(part)
    first = _weekdays(match[1]) if match else None
    last = _weekdays(match[2]) if match and match[2] else first
    if match is None or first is None or last is None or last[-1] < first[0]:
        raise NotUnderstood
    return list(range(first[0], last[-1] + 1)), part[match.end() :].strip(), False


def _date(written: Mapping[str, str | None], today: dt.date) -> tuple[dt.date, bool] | None:
    """The date, and whether its year is filled in. None if it is no date, or is over."""
    word = written["month"] or ""
    month = int(word) if word.isdecimal() else MONTHS.get(word)
    year = written.get("year")
    if month is None:
        return None
    # A leap day comes again within eight years.
    for each in (int(year),) if year else range(today.year, today.year + 9):
        try:
            date = dt.date(each, month, int(written["day"] or 0))
        except ValueError:
            continue
        if date >= today:
            return date, year is None
    return None


def _hours_of(text: str) -> tuple[Span, bool]:
    """The times, and whether the end is filled in."""
    found = _HOURS.fullmatch(text)
    if found is None or not (found[3] or found[1]):
        raise NotUnderstood
    try:
        if not found[3]:
            start = read_clock(found[2]) % DAY_MINUTES
            return Span(start, start + MINUTES), True
        span = read_span(found[2], found[3])
    except TimesRefused as refused:
        raise NotUnderstood from refused
    if span is None:
        raise NotUnderstood
    return span, False


def _weekdays(word: str) -> range | None:
    """The weekdays that a word means, such as `tirs`, `mandage` or `hverdage`."""
    if word in SEVERAL:
        return SEVERAL[word]
    for weekday, names in enumerate(NAMES):
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return range(weekday, weekday + 1)
    return None


def written(times: Mapping[int, Span], on_date: dt.date | None) -> Iterator[str]:
    """Yield each part of a time so that `read_when` understands it."""
    if on_date is not None:
        span = times.get(on_date.weekday())
        yield f"{on_date:%Y-%m-%d} {_clocks(span) if span else ''}".strip()
        return
    for weekday, span in sorted(times.items()):
        yield f"{NAMES[weekday][0][:3]} {_clocks(span)}"


def _clocks(span: Span) -> str:
    return "-".join(f"{m // 60 % 24}.{m % 60:02}" for m in (span.start, span.end))
