"""Names of weekdays and weekly times. Monday is 0."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from flask_babel import format_date
from flask_babel import gettext as _

from app.domain.base.opening_hours import Openings, WeekOpenings
from app.domain.venues.activity import ScheduledActivity
from app.domain.venues.usual_times import OF_THE_MONTH, Rhythm, UsualTime, spans_on
from app.web.platform.templating import long_date, short_date, spans

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
        times = spans_on(activity.times, activity.on_date)
        return f"{long_date(activity.on_date)} {spans(times)}".strip()
    return usually(activity.times)


def usually(times: Iterable[UsualTime]) -> str:
    """Return times in words: "tirsdage og torsdage 10.00–12.00, hver anden onsdag 9.00–10.00"."""
    weeks: dict[tuple[Rhythm, dt.date | None], dict[int, Openings]] = {}
    for time in times:
        week = weeks.setdefault((time.rhythm, time.since), {})
        week[time.weekday] = (*week.get(time.weekday, ()), time.span)
    return ", ".join(
        f"{_in_rhythm(days, rhythm)} {spans(openings)}{_from(since)}"
        for (rhythm, since), week in weeks.items()
        for openings, days in _grouped(week, rhythm)
    )


def _grouped(week: WeekOpenings, rhythm: Rhythm) -> Iterator[tuple[Openings, list[int]]]:
    """Yield the days that share their times; one by one if they are days of a month."""
    days_of: dict[tuple[Openings, int | None], list[int]] = {}
    for weekday, times in sorted(week.items()):
        alone = weekday if rhythm in OF_THE_MONTH else None
        days_of.setdefault((times, alone), []).append(weekday)
    for (times, _alone), days in days_of.items():
        yield times, days


def _in_rhythm(days: list[int], rhythm: Rhythm) -> str:
    words, day = _days(days), weekday_name(days[0])
    match rhythm:
        case Rhythm.EVERY_WEEK:
            return words
        case Rhythm.EVERY_OTHER:
            return str(_("hver anden %(day)s", day=day))
        case Rhythm.EVEN_WEEKS:
            return str(_("%(days)s i lige uger", days=words))
        case Rhythm.ODD_WEEKS:
            return str(_("%(days)s i ulige uger", days=words))
        case Rhythm.FIRST:
            return str(_("første %(day)s i måneden", day=day))
        case Rhythm.SECOND:
            return str(_("anden %(day)s i måneden", day=day))
        case Rhythm.THIRD:
            return str(_("tredje %(day)s i måneden", day=day))
        case Rhythm.FOURTH:
            return str(_("fjerde %(day)s i måneden", day=day))
    return str(_("sidste %(day)s i måneden", day=day))


def _from(since: dt.date | None) -> str:
    return f" {_('fra %(date)s', date=short_date(since))}" if since else ""


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
