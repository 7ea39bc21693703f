"""Words for files, tables and charts, in the language of the translator that is handed in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from app.domain.base.interval import Interval
from app.domain.base.marked import N_
from app.domain.days.day_state import DayState
from app.domain.reports.period import Period, PeriodKind
from app.domain.reports.report import Report
from app.domain.venues.activity import ActivityKind
from app.domain.visits.part_of_day import PartOfDay
from app.domain.visits.source import Source
from app.translator import Translator, date_name, month_name

SOURCES = {
    Source.PHONE: N_("telefon"),
    Source.TABLET: N_("tablet"),
    Source.HOST: N_("vært"),
    Source.PAPER: N_("papir"),
    Source.IMPORT: N_("tidligere optælling"),
}
NOT_SET_UP = N_("ikke oprettet endnu")
STATES = {
    DayState.COUNTED: N_("talt"),
    DayState.ZERO: N_("talt nul"),
    DayState.NOT_COUNTED: N_("ikke talt"),
    DayState.CLOSED: N_("lukket"),
}
KINDS: dict[ActivityKind | None, str] = {
    ActivityKind.FIXED: N_("fast"),
    ActivityKind.SINGLE: N_("enkelt"),
    ActivityKind.EMERGING: N_("spirende"),
    None: N_("sag"),
}
PARTS_OF_DAY = {
    PartOfDay.BEFORE_9: N_("før kl. 9"),
    PartOfDay.FROM_9: N_("kl. 9–12"),
    PartOfDay.FROM_12: N_("kl. 12–15"),
    PartOfDay.FROM_15: N_("kl. 15–18"),
    PartOfDay.FROM_18: N_("kl. 18–21"),
    PartOfDay.AFTER_21: N_("efter kl. 21"),
    PartOfDay.NO_TIME: N_("uden tidspunkt"),
}
WEEKDAYS = (
    N_("mandag"),
    N_("tirsdag"),
    N_("onsdag"),
    N_("torsdag"),
    N_("fredag"),
    N_("lørdag"),
    N_("søndag"),
)


def period_name(period: Period, _: Translator) -> str:
    """Return a period in words: november 2026, 4. kvartal 2026, 2. halvår 2026, året 2026."""
    year, last = period.start.year, month_name(period.end.number, _)
    match period.kind:
        case PeriodKind.MONTH:
            return f"{last} {year}"
        case PeriodKind.QUARTER:
            number = period.end.number // 3
            return _("%(number)s. kvartal %(year)s", number=number, year=year)
        case PeriodKind.HALF:
            number = period.end.number // 6
            if number == 1:
                return _("1. halvår %(year)s", year=year)
            return _("2. halvår %(year)s", year=year)
        case PeriodKind.SO_FAR if period.end.number > 1:
            first = month_name(1, _)
            return _("%(first)s–%(last)s %(year)s", first=first, last=last, year=year)
        case PeriodKind.SO_FAR:
            return f"{last} {year}"
        case PeriodKind.SPAN:
            first = month_name(period.start.number, _)
            if period.end.year == year:
                return _("%(first)s–%(last)s %(year)s", first=first, last=last, year=year)
            return _(
                "%(first)s %(year)s til %(last)s %(last_year)s",
                first=first,
                year=year,
                last=last,
                last_year=period.end.year,
            )
    return _("året %(year)s", year=year)


def venue_name(report: Report, _: Translator) -> str:
    """Return the name of the venue or partnership, or a list of the selected venues."""
    if report.name:
        return report.name
    names = [venue.name for venue in report.venues]
    if len(names) > 4:
        more = len(names) - 1
        return _("%(first)s og %(more)s andre", first=names[0], more=more)
    return _("%(names)s og %(last)s", names=", ".join(names[:-1]), last=names[-1])


def title(report: Report, _: Translator) -> str:
    """Return the report's title: its venues and its period."""
    return f"{venue_name(report, _)}, {period_name(report.period, _)}"


def origin(partnership: str, drawn_on: dt.date | None, _: Translator) -> str:
    """Return whose numbers they are and when they were read, as far as it is known."""
    on = date_name(drawn_on, _) if drawn_on else ""
    words = _("Hentet den %(on)s", on=on) if on else ""
    return " · ".join(filter(None, (partnership, words)))


def source_of(partnership: str, drawn_on: dt.date | None, _: Translator) -> str:
    """Return what a chart that stands alone says of its numbers: whose they are, and when read."""
    about = origin(partnership, drawn_on, _)
    return _("Kilde: %(source)s", source=" · ".join(filter(None, (about, "Her i dag"))))


def number(value: int, _: Translator) -> str:
    """Format a whole number with the language's thousands separator."""
    return f"{value:,}".replace(",", _.thousands)


def decimal(value: Decimal, _: Translator) -> str:
    """Format a number with a decimal, with the language's separators: 1.234,5."""
    return f"{value:,}".translate({ord(","): _.thousands, ord("."): _.point})


def told(value: Interval, _: Translator, write: Callable[[int], str]) -> str:
    """Return a number in words, with its digits by `write`: 12, under 5, or at least 20."""
    if value.exact is not None:
        return write(value.exact)
    if value.under is not None:
        return _("under %(number)s", number=write(value.under))
    if not value.low:
        return _("ikke vist")
    return _("mindst %(number)s", number=write(value.low))


def shown(value: Interval, _: Translator) -> str:
    """Return a number as it is read, with thousands separators."""
    return told(value, _, lambda digits: number(digits, _))


def plain(value: Interval, _: Translator) -> str:
    """Return a number for programs: digits alone if it is exact."""
    return told(value, _, str)
