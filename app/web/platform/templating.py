"""Jinja filters and globals: dates, times, numbers, codes and languages."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from flask_babel import format_date as babel_date
from flask_babel import gettext as _

from app.domain.base.months import Month, Quarter
from app.domain.base.opening_hours import Openings, Span
from app.domain.base.service_day import ZONE
from app.domain.people.membership import FORMER_MEMBER
from app.domain.venues.codes import spaced
from app.domain.venues.pictures import PICTURES
from app.web.platform import labels
from app.web.platform.access import lacks_second_factor
from app.web.platform.context import config, signed_in
from app.web.platform.language import (
    LANGUAGES,
    chosen,
    direction,
    is_draft,
    language,
    language_name,
    menu,
    page_again,
)
from app.web.platform.navigation import current_section, help_place

LONG_DATES = {
    "da": "EEEE 'den' d. MMMM",
    "uk": "EEEE, d MMMM",
    "ar": "EEEE، d MMMM",
    "de": "EEEE, d. MMMM",
    "pl": "EEEE, d MMMM",
    "tr": "d MMMM EEEE",
    "so": "EEEE, d MMMM",
    "ro": "EEEE, d MMMM",
}
"""Date patterns with weekday, day and month, whose order differs between languages."""


def register_templating(app: Flask) -> None:
    app.jinja_env.filters.update(
        clock=clock,
        span=span,
        spans=spans,
        date=long_date,
        short_date=short_date,
        upper_first=upper_first,
        weekday=weekday,
        month=month_name,
        logbook_period=logbook_period,
        quarter=quarter_name,
        spaced=spaced,
        number=thousands,
        time_of_day=time_of_day,
        local_date=local_date,
        local_minute=local_minute,
        signature=signature,
    )
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        language=language,
        chosen_language=chosen,
        direction=direction,
        is_draft=is_draft,
        current_section=current_section,
        help_place=help_place,
        language_menu=menu,
        language_name=language_name,
        page_again=page_again,
        signed_in=signed_in,
        lacks_second_factor=lacks_second_factor,
        config_demo=lambda: config().demo,
        sends_mail=lambda: config().sends_mail,
        provider_name=lambda: config().oidc_name if config().oidc_issuer else "",
        base_url=lambda: config().base_url,
        days=days,
        pictures=PICTURES,
        kind_name=labels.activity_kind,
        venue_kind_name=labels.venue_kind,
        source_name=labels.source,
        duty_name=labels.duty,
    )


def signature(name: str) -> str:
    """Return the name under something written; a former member's is gone."""
    return str(_("en tidligere vært")) if name == FORMER_MEMBER else name


def clock(minute: int) -> str:
    """Format minutes after midnight: 9.30 in Danish, 9:30 in other languages."""
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour}.{rest:02d}" if language() == "da" else f"{hour}:{rest:02d}"


def time_of_day(value: dt.datetime) -> str:
    """Format the local time of an instant, with seconds."""
    local = value.astimezone(ZONE)
    return f"{local:%H.%M.%S}" if language() == "da" else f"{local:%H:%M:%S}"


def local_date(value: dt.datetime) -> dt.date:
    """Return the local date of an instant."""
    return value.astimezone(ZONE).date()


def local_minute(value: dt.datetime) -> int:
    """Return the local time of an instant, in minutes after midnight."""
    local = value.astimezone(ZONE)
    return local.hour * 60 + local.minute


def span(value: Span) -> str:
    """Format a span of time: 10.00–17.00."""
    return f"{clock(value.start)}–{clock(value.end)}"


def spans(values: Openings) -> str:
    """Format the openings of a day: 10.00–13.00, 15.00–18.00."""
    return ", ".join(span(each) for each in values)


def long_date(value: dt.date) -> str:
    """Format a date with its weekday: søndag den 22. november."""
    return babel_date(value, LONG_DATES.get(language(), "EEEE d MMMM"))


def upper_first(text: str) -> str:
    """Return the text with a capital first letter, and names within it as they are."""
    return text[:1].upper() + text[1:]


def short_date(value: dt.date) -> str:
    """Format a date with its year: 22. november 2026."""
    return babel_date(value, "d. MMMM y" if language() == "da" else "d MMMM y")


def weekday(value: dt.date) -> str:
    """Return the name of a date's weekday, as it begins a line: Søndag."""
    return babel_date(value, "EEEE").capitalize()


def days(first: dt.date, last: dt.date) -> str:
    """Format a date or a range of dates: 24.–26. december 2026."""
    if first == last:
        return short_date(first)
    day, month = ("d.", "d. MMMM") if language() == "da" else ("d", "d MMMM")
    if (first.year, first.month) == (last.year, last.month):
        return f"{babel_date(first, day)}–{short_date(last)}"
    begins = babel_date(first, month) if first.year == last.year else short_date(first)
    return f"{begins} – {short_date(last)}"


def month_name(value: Month) -> str:
    """Format a month: november 2026."""
    return babel_date(value.first, "MMMM y")


def quarter_name(value: Quarter) -> str:
    """Format a quarter: 4. kvartal 2026."""
    return (
        f"{value.number}. kvartal {value.year}"
        if language() == "da"
        else f"Q{value.number} {value.year}"
    )


def logbook_period(value: Month | Quarter) -> str:
    """Format the month or quarter of a logbook."""
    return month_name(value) if isinstance(value, Month) else quarter_name(value)


def thousands(value: int) -> str:
    """Format a whole number with the language's thousands separator."""
    text = f"{value:,}"
    return text.replace(",", ".") if language() == "da" else text
