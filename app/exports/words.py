"""Danish and English words for files, tables and charts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.days.day_state import DayState
from app.domain.reports.period import Period, PeriodKind
from app.domain.reports.report import Report
from app.domain.venues.activity import ActivityKind
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source

Pair = tuple[str, str]
SOURCES = {
    Source.PHONE: ("telefon", "phone"),
    Source.TABLET: ("tablet", "tablet"),
    Source.HOST: ("vært", "host"),
    Source.PAPER: ("papir", "paper"),
    Source.IMPORT: ("tidligere optælling", "earlier count"),
}
NOT_SET_UP: Pair = ("ikke oprettet endnu", "not set up yet")
STATES = {
    DayState.COUNTED: ("talt", "counted"),
    DayState.ZERO: ("talt nul", "counted zero"),
    DayState.NOT_COUNTED: ("ikke talt", "not counted"),
    DayState.CLOSED: ("lukket", "closed"),
}
KINDS: dict[ActivityKind | None, Pair] = {
    ActivityKind.FIXED: ("fast", "regular"),
    ActivityKind.SINGLE: ("enkelt", "one-off"),
    ActivityKind.EMERGING: ("spirende", "emerging"),
    None: ("sag", "cause"),
}
PARTS_OF_DAY = {
    PartOfDay.BEFORE_9: ("før kl. 9", "before 9"),
    PartOfDay.FROM_9: ("kl. 9–12", "9 to 12"),
    PartOfDay.FROM_12: ("kl. 12–15", "12 to 15"),
    PartOfDay.FROM_15: ("kl. 15–18", "15 to 18"),
    PartOfDay.FROM_18: ("kl. 18–21", "18 to 21"),
    PartOfDay.AFTER_21: ("efter kl. 21", "after 21"),
    PartOfDay.NO_TIME: ("uden tidspunkt", "no time known"),
}
WEEKDAYS = (
    ("mandag", "Monday"),
    ("tirsdag", "Tuesday"),
    ("onsdag", "Wednesday"),
    ("torsdag", "Thursday"),
    ("fredag", "Friday"),
    ("lørdag", "Saturday"),
    ("søndag", "Sunday"),
)
MONTHS = (
    ("januar", "January"),
    ("februar", "February"),
    ("marts", "March"),
    ("april", "April"),
    ("maj", "May"),
    ("juni", "June"),
    ("juli", "July"),
    ("august", "August"),
    ("september", "September"),
    ("oktober", "October"),
    ("november", "November"),
    ("december", "December"),
)


def say(language: str, pair: Pair) -> str:
    """Return the Danish text of the pair for `da`, and the English one for any other language."""
    return pair[0] if language == "da" else pair[1]


def month_name(number: int, language: str) -> str:
    """Return the name of a month, 1 to 12."""
    return say(language, MONTHS[number - 1])


def date_name(date: dt.date, language: str) -> str:
    """Return a date in words: 22. november 2026."""
    dot = "." if language == "da" else ""
    return f"{date.day}{dot} {month_name(date.month, language)} {date.year}"


def period_name(period: Period, language: str) -> str:
    """Return a period in words: november 2026, 4. kvartal 2026, 2. halvår 2026, året 2026."""
    year, last = period.start.year, month_name(period.end.number, language)
    match period.kind:
        case PeriodKind.MONTH:
            return f"{last} {year}"
        case PeriodKind.QUARTER:
            number = period.end.number // 3
            return say(language, (f"{number}. kvartal {year}", f"Q{number} {year}"))
        case PeriodKind.HALF:
            number = period.end.number // 6
            ordinal = ("first", "second")[number - 1]
            return say(language, (f"{number}. halvår {year}", f"the {ordinal} half of {year}"))
        case PeriodKind.SO_FAR if period.end.number > 1:
            first = month_name(1, language)
            return say(language, (f"{first}–{last} {year}", f"{first} to {last} {year}"))
        case PeriodKind.SO_FAR:
            return f"{last} {year}"
        case PeriodKind.SPAN:
            first = month_name(period.start.number, language)
            if period.end.year == year:
                return say(language, (f"{first}–{last} {year}", f"{first} to {last} {year}"))
            to = say(language, ("til", "to"))
            return f"{first} {year} {to} {last} {period.end.year}"
    return say(language, (f"året {year}", f"the year {year}"))


def venue_name(report: Report, language: str) -> str:
    """Return the name of the venue or partnership, or a list of the selected venues."""
    if report.name:
        return report.name
    names = [venue.name for venue in report.venues]
    if len(names) > 4:
        more = len(names) - 1
        return say(language, (f"{names[0]} og {more} andre", f"{names[0]} and {more} more"))
    return f"{', '.join(names[:-1])} {say(language, ('og', 'and'))} {names[-1]}"


def title(report: Report, language: str) -> str:
    """Return the report's title: its venues and its period."""
    return f"{venue_name(report, language)}, {period_name(report.period, language)}"


def origin(partnership: str, drawn_on: dt.date | None, language: str) -> str:
    """Return whose numbers they are and when they were read, as far as it is known."""
    on = date_name(drawn_on, language) if drawn_on else ""
    words = say(language, (f"Hentet den {on}", f"Downloaded on {on}")) if on else ""
    return " · ".join(filter(None, (partnership, words)))


def source_of(partnership: str, drawn_on: dt.date | None, language: str) -> str:
    """Return what a chart that stands alone says of its numbers: whose they are, and when read."""
    about = origin(partnership, drawn_on, language)
    source = say(language, ("Kilde", "Source"))
    return f"{source}: {' · '.join(filter(None, (about, 'Her i dag')))}"


def number(value: int, language: str) -> str:
    """Format a whole number with the language's thousands separator."""
    text = f"{value:,}"
    return text.replace(",", ".") if language == "da" else text


def decimal(value: Decimal, language: str) -> str:
    """Format a number with a decimal, with the language's separators: 1.234,5."""
    text = f"{value:,}"
    return text.translate(str.maketrans(",.", ".,")) if language == "da" else text


def told(value: Interval, language: str, write: Callable[[int], str]) -> str:
    """Return a number in words, with its digits by `write`: 12, under 5, or at least 20."""
    if value.exact is not None:
        return write(value.exact)
    if value.under is not None:
        return f"under {write(value.under)}"
    if not value.low:
        return say(language, ("ikke vist", "not shown"))
    return f"{say(language, ('mindst', 'at least'))} {write(value.low)}"


def shown(value: Interval, language: str) -> str:
    """Return a number as it is read, with thousands separators."""
    return told(value, language, lambda digits: number(digits, language))


def plain(value: Interval, language: str) -> str:
    """Return a number for programs: digits alone if it is exact."""
    return told(value, language, str)
