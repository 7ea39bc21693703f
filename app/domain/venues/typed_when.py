"""Parses when an activity is, as people write it: `man+ons 10-12`, `12. december kl. 17.30`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.base.cpr_dates import MONTHS
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import DAY_MINUTES, ONE_DAY
from app.domain.venues.typed_rhythm import read_rhythm, taken_apart, write_rhythm
from app.domain.venues.typed_times import TimesRefused, read_clock, read_span
from app.domain.venues.usual_times import OF_THE_MONTH, Rhythm, UsualTime, contradict

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
_SINCE = re.compile(r"\b(?:fra|from|starting)\s+(?:den\s+|d\.\s*|the\s+)?")
_SPLIT = re.compile(r"[,;+&]|\bog\b|\band\b")
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\d-])"),
    re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?!\d)"),
    re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:[-/ ](?P<year>\d{4}))?(?![\d/])"),
    re.compile(r"(?P<day>\d{1,2})\.?\s+(?P<month>[^\W\d]+)\.?(?:\s+(?P<year>\d{4}))?(?!\w)"),
    re.compile(r"(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w.:-])"),
)


@dataclass
class When:
    """Usual times, and dates with their times, if they have any.

    `assumed` is whether a year, an end or a first week has been filled in.
    """

    times: list[UsualTime] = field(default_factory=list)
    dates: dict[dt.date, Span | None] = field(default_factory=dict)
    is_cause: bool = False
    assumed: bool = False


class NotUnderstood(ValueError):
    """Some part of the text is no time, or the times contradict each other."""


def read_when(text: str, today: dt.date) -> When:
    """Parse times such as `hverdage 10-12`, `hver anden tirsdag kl. 17.30`, `12/12 10-15` or `sag`.

    A date without a year is the next one from today. A start without an end is two hours; it
    follows *kl.*, or can be no date. Times without a day are of the days before them. What is every
    other week, and has no *fra* with a date, begins on the next of its weekdays. Raises
    NotUnderstood, also for a date that is over.
    """
    found = When()
    group, before = _Group(), _Group()
    for piece in _SPLIT.split(taken_apart(_plain(text))):
        part = piece.strip()
        if part in CAUSE:
            found.is_cause = True
        elif part and not group.days and before.days and _HOURS.fullmatch(part):
            before.put(found, *_hours_of(part), today)
        elif part:
            rest = group.take(part, today)
            if rest:
                group.put(found, *_hours_of(rest), today)
                group, before = _Group(), group
    if any(isinstance(day, int) for day, _rhythm in group.days):
        raise NotUnderstood
    group.put(found, None, False, today)
    if (found.times and found.dates) or contradict(found.times):
        raise NotUnderstood
    # Whether a rhythm goes for the times that do not have it in writing is for people to see.
    found.assumed |= len({time.rhythm for time in found.times}) > 1
    return found


def _plain(text: str) -> str:
    plain = text.casefold().replace("–", "-")
    return re.sub(r"[\s,]*\b(fra|from|starting)\b(?:\s+og\s+med\b)?", r" \1", plain)


@dataclass
class _Group:
    """Days, each with its rhythm, that share the time after the last of them."""

    days: list[tuple[int | dt.date, Rhythm | None]] = field(default_factory=list)
    since: dt.date | None = None
    assumed: bool = False

    def take(self, typed: str, today: dt.date) -> str:
        """Take the days of a part, and return the rest of it."""
        part, since = _since_in(typed, today)
        self.since = since or self.since
        part, rhythm = read_rhythm(part)
        days, rest, assumed = _days_of(part, today)
        if rhythm in OF_THE_MONTH and len(days) > 1:
            raise NotUnderstood
        self.days += ((day, rhythm) for day in days)
        self.assumed |= assumed
        return rest

    def put(self, found: When, span: Span | None, assumed: bool, today: dt.date) -> None:
        """Put the days with their time among those found.

        A rhythm that is written once goes for all of the days. Raises NotUnderstood if two are, and
        a day has none.
        """
        rhythms = {rhythm for _day, rhythm in self.days} - {None}
        for day, own in self.days:
            rhythm = own or (next(iter(rhythms)) if len(rhythms) == 1 else None)
            if isinstance(day, dt.date):
                if rhythms or found.dates.setdefault(day, span) != span:
                    raise NotUnderstood
            elif rhythms and rhythm is None:
                raise NotUnderstood
            elif span:
                start = self.since or today
                time = usual_time(day, span, rhythm or Rhythm.EVERY_WEEK, start)
                if time not in found.times:
                    found.times.append(time)
        every_other = Rhythm.EVERY_OTHER in rhythms
        if self.since and not every_other:
            raise NotUnderstood
        found.assumed |= assumed or self.assumed or (every_other and not self.since)


def usual_time(weekday: int, span: Span, rhythm: Rhythm, since: dt.date) -> UsualTime:
    """Return a usual time. One of every other week begins on its first weekday from `since`."""
    if rhythm is not Rhythm.EVERY_OTHER:
        return UsualTime(weekday, span, rhythm)
    first = since + (weekday - since.weekday()) % 7 * ONE_DAY
    return UsualTime(weekday, span, rhythm, first)


def _since_in(text: str, today: dt.date) -> tuple[str, dt.date | None]:
    """Return the text without *fra* and its date, and the date, or None if it has none."""
    for start in _SINCE.finditer(text):
        for pattern in _DATES:
            if match := pattern.match(text, start.end()):
                written = match.groupdict()
                # With a year it may be over: it began then.
                if found := _date(written, dt.date.min if written.get("year") else today):
                    return f"{text[: start.start()]} {text[match.end() :]}", found[0]
    return text, None


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
    if found is None or not (found[3] or found[1] or _is_clock(found[2])):
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


def _is_clock(text: str) -> bool:
    """Whether it can be nothing but a time: *16.30* can, *16* and *12.12* may be dates."""
    hour_and_minute = re.split(r"[.:]", text)
    return ":" in text or (len(hour_and_minute) > 1 and not 1 <= int(hour_and_minute[1]) <= 12)


def _weekdays(word: str) -> range | None:
    """The weekdays that a word means, such as `tirs`, `mandage` or `hverdage`."""
    if word in SEVERAL:
        return SEVERAL[word]
    for weekday, names in enumerate(NAMES):
        if len(word) >= 3 and any(name.startswith(word) for name in names):
            return range(weekday, weekday + 1)
    return None


def written(times: Iterable[UsualTime], on_date: dt.date | None) -> Iterator[str]:
    """Yield each part of a time so that `read_when` understands it."""
    if on_date is not None:
        yield " ".join((f"{on_date:%Y-%m-%d}", *(_clocks(time.span) for time in times)))
        return
    for time in times:
        day = write_rhythm(time.rhythm, NAMES[time.weekday][0][:3])
        since = f" fra {time.since:%Y-%m-%d}" if time.since else ""
        yield f"{day} {_clocks(time.span)}{since}"


def _clocks(span: Span) -> str:
    return "-".join(f"{m // 60 % 24}.{m % 60:02}" for m in (span.start, span.end))
