"""The tables of days and of months."""

from __future__ import annotations

from app.domain.base.months import Month
from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.exports.charts.chart import Bar, Chart
from app.exports.report.parts import parts_table
from app.exports.report.table import Head, Row, Table, not_counted
from app.exports.words import (
    MONTHS,
    STATES,
    WEEKDAYS,
    date_name,
    month_name,
    number,
    period_name,
    say,
    title,
)


def days_table(overview: Overview, language: str) -> Table | None:
    """Return visits per day; only for a single month of one venue."""
    report = overview.report
    days = [day for day in report.days if day.state is not None]
    if not days or not report.coverage.counted:
        return None
    visits = BY_NUMBER[Number.VISITS].term(language)
    per_day = say(language, ("Besøg pr. dag", "Visits per day"))
    month = period_name(report.period, language)
    bars = tuple(
        Bar(
            label=str(day.date.day),
            number=day.visits,
            text=number(day.visits or 0, language),
            below=say(language, WEEKDAYS[day.date.weekday()])[0].upper(),
            why=say(language, STATES[day.state])
            if day.state in (DayState.NOT_COUNTED, DayState.CLOSED)
            else "",
            missing=day.state is DayState.NOT_COUNTED,
            minor=day.date.day != 1 and day.date.day % 5 != 0,
        )
        for day in report.days
    )
    best = max(days, key=lambda day: day.visits or 0)
    most = number(best.visits or 0, language)
    when = date_name(best.date, language)
    description = say(
        language,
        (
            f"En søjle for hver dag i {month}. Flest besøg: {most}, den {when}. "
            "Tallene står også i tabellen.",
            f"One bar for each day in {month}. Most visits: {most}, on {when}. "
            "The table has the numbers too.",
        ),
    )
    return Table(
        "days",
        per_day,
        (
            Head(say(language, ("Dag", "Day")), is_number=False),
            Head(say(language, ("Ugedag", "Weekday")), is_number=False),
            Head(say(language, ("Dagen er", "The day is")), is_number=False),
            Head(visits, number=Number.VISITS),
        ),
        tuple(
            Row(
                date_name(day.date, language),
                (
                    say(language, WEEKDAYS[day.date.weekday()]),
                    say(language, STATES[day.state]) if day.state else "",
                    day.visits,
                ),
                on=day.date,
            )
            for day in days
        ),
        chart=Chart("days", "columns", f"{per_day}: {title(report, language)}", description, bars),
        folded=True,
        number=Number.VISITS,
    )


def months_table(overview: Overview, language: str) -> Table | None:
    """Return the main numbers per month; only for a period of several months."""
    # Leave out months that have not begun, which have no numbers.
    begun = [
        month
        for month in overview.months
        if month.coverage.counted or month.coverage.opening_days or month.complete
    ]
    if not begun or not overview.report.coverage.counted:
        return None
    words = ("Besøg pr. måned", "Visits per month")
    year = begun[0].period.end.year
    one_year = year == begun[-1].period.end.year
    bars = tuple(
        Bar(
            label=_label(month.period.end, language, alone=len(begun) > 12),
            below="" if one_year or month.period.end.number > 1 else str(month.period.end.year),
            number=month.figures.visits if month.coverage.counted else None,
            text=number(month.figures.visits, language),
            why="" if month.coverage.counted else not_counted(language),
            missing=True,
        )
        for month in begun
    )
    description = say(
        language,
        (
            "En søjle for hver måned. Tallene står også i tabellen.",
            "One bar for each month. The table has the numbers too.",
        ),
    )
    chart = Chart(
        "months",
        "columns",
        f"{say(language, words)}: {title(overview.report, language)}",
        description,
        bars,
    )
    parts = [
        (
            month_name(month.period.end.number, language)
            if one_year
            else period_name(month.period, language),
            month,
        )
        for month in begun
    ]
    return parts_table("months", words, ("Måned", "Month"), parts, chart, language, own=False)


def _label(month: Month, language: str, *, alone: bool) -> str:
    """Return the first letters of a month. Among many only quarters' first months have a label."""
    if alone and month.number % 3 != 1:
        return ""
    return say(language, MONTHS[month.number - 1])[:3]
