"""Names of weekdays and weekly times. Monday is 0."""

from __future__ import annotations

import datetime as dt

from flask_babel import format_date
from flask_babel import gettext as _

from app.domain.base.opening_hours import Openings, Span, WeekOpenings
from app.domain.venues.activity import ScheduledActivity
from app.web.platform.templating import long_date, span, spans

A_MONDAY = dt.date(2024, 1, 1)
ALL = range(7)


def weekday_name(weekday: int) -> str:
    """Return the name of a weekday in the page's language, with its usual capitalisation."""
    return str(format_date(A_MONDAY + dt.timedelta(days=weekday), "EEEE"))


def every(weekday: int) -> str:
    """Return a weekday in the plural, such as "mandage" (on Mondays)."""
    return [
        _("mandage"),
        _("tirsdage"),
        _("onsdage"),
        _("torsdage"),
        _("fredage"),
        _("lørdage"),
        _("søndage"),
    ][weekday]


def when(activity: ScheduledActivity) -> str:
    """Return when an activity runs: "tirsdage og torsdage 10.00–12.00", or "" without times."""
    if activity.on_date is not None:
        times = activity.times.get(activity.on_date.weekday())
        return f"{long_date(activity.on_date)} {span(times) if times else ''}".strip()
    days_of: dict[Span, list[int]] = {}
    for weekday, times in sorted(activity.times.items()):
        days_of.setdefault(times, []).append(weekday)
    return ", ".join(f"{_days(days)} {span(times)}" for times, days in days_of.items())


def weekly(openings: WeekOpenings) -> str:
    """Return a week: "mandag til torsdag 10.00–13.00, 15.00–18.00; lørdage 10.00–12.00"."""
    days_of: dict[Openings, list[int]] = {}
    for weekday, times in sorted(openings.items()):
        days_of.setdefault(times, []).append(weekday)
    return "; ".join(f"{_days(days)} {spans(times)}" for times, days in days_of.items())


def _days(days: list[int]) -> str:
    if len(days) == len(ALL):
        return str(_("hver dag"))
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return str(
            _("%(first)s til %(last)s", first=weekday_name(days[0]), last=weekday_name(days[-1]))
        )
    words = [every(day) for day in days]
    if len(words) == 1:
        return words[0]
    return str(_("%(some)s og %(last)s", some=", ".join(words[:-1]), last=words[-1]))
