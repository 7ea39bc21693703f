"""The table of days."""

from __future__ import annotations

from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.exports.charts.chart import Bar, Chart
from app.exports.report.table import Head, Row, Table
from app.exports.words import (
    STATES,
    WEEKDAYS,
    date_name,
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
