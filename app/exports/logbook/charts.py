"""The logbook's charts: visits by month, and activities by how many took part.

Both show exact numbers, so that no bar's length tells more than its text.
"""

from __future__ import annotations

from app.domain.base.interval import Interval
from app.domain.logbook.content import Content
from app.exports.charts.chart import Bar, Chart
from app.exports.logbook.period_words import period_in_words
from app.exports.report.table import not_counted
from app.exports.words import number
from app.translator import Translator, month_name

MOST = 20
"""How many activities a chart has room for, on a page of A4."""


def months_chart(content: Content, _: Translator) -> Chart | None:
    """Return the visits of each month that has begun, or None if fewer than two have."""
    begun = [
        (month, visits)
        for month, visits, days in zip(
            content.period.months,
            content.numbers.visits.months,
            content.numbers.days_counted.months,
            strict=True,
        )
        if days is not None
    ]
    if len(begun) < 2 or not any(visits for _, visits in begun):
        return None
    return Chart(
        "months",
        "columns",
        _title(content, _.pgettext("logbook", "Besøg pr. måned"), _),
        _("En søjle for hver måned. Tallene står også i tabellen."),
        tuple(_bar(month_name(month.number, _), visits, _) for month, visits in begun),
    )


def activities_chart(content: Content, _: Translator) -> Chart | None:
    """Return the participations in each activity, or None if a chart would say nothing."""
    activities = content.numbers.activities
    if not 2 <= len(activities) <= MOST:
        return None
    return Chart(
        "activities",
        "rows",
        _title(content, _("Deltagelser i aktiviteter"), _),
        _("En vandret søjle for hver. Tallene står også i tabellen."),
        tuple(_bar(one.name, one.participations.whole, _) for one in activities),
    )


def charts(content: Content, _: Translator) -> tuple[Chart, ...]:
    """Return the logbook's charts; none if its small numbers are still ranges."""
    if content.numbers.threshold is not None:
        return ()
    made = (months_chart(content, _), activities_chart(content, _))
    return tuple(chart for chart in made if chart)


def _title(content: Content, words: str, _: Translator) -> str:
    when = period_in_words(content.period, _)
    return f"{words}: {content.venue}, {when}"


def _bar(name: str, value: Interval | None, _: Translator) -> Bar:
    if value is None:
        return Bar(name, None, why=not_counted(_), missing=True)
    return Bar(name, value.low, number(value.low, _))
