"""The tables of when: days, months, weekdays."""

from __future__ import annotations

from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.interval import NONE, Interval
from app.domain.reports.overview import Overview
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.exports.charts import Bar, Chart
from app.exports.table import (
    Head,
    Row,
    Table,
    about,
    not_counted,
    parts_table,
    period_heads,
    rows_chart,
)
from app.exports.words import (
    MONTHS,
    PARTS_OF_DAY,
    STATES,
    WEEKDAYS,
    date_name,
    month_name,
    number,
    period_name,
    say,
    shown,
    title,
)


def days_table(overview: Overview, language: str) -> Table | None:
    """Visits per day, of one place's month."""
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
            number=Interval.of(day.visits) if day.visits is not None else None,
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
            f"One bar for each day of {month}. Most visits: {most}, on {when}. "
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
    """The months of a longer period."""
    # A month that has not begun has no day that is over, and no number.
    begun = [
        month
        for month in overview.months
        if month.coverage.counted or month.coverage.opening_days or month.complete
    ]
    if not begun or not overview.report.coverage.counted:
        return None
    words = ("Besøg pr. måned", "Visits per month")
    bars = tuple(
        Bar(
            label=say(language, MONTHS[month.period.end.number - 1])[:3],
            number=Interval.of(month.figures.visits) if month.coverage.counted else None,
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
    parts = [(month_name(month.period.end.number, language), month) for month in begun]
    return parts_table("months", words, ("Måned", "Month"), parts, chart, language, own=False)


def weekdays_table(overview: Overview, language: str) -> Table | None:
    """Visits by weekday."""
    report = overview.report
    if not report.weekdays or report.empty:
        return None
    words = ("Besøg efter ugedag", "Visits by weekday")
    bars = tuple(
        Bar(
            label=say(language, WEEKDAYS[row.weekday])[:3],
            number=Interval.of(row.visits),
            text=number(row.visits, language),
        )
        for row in report.weekdays
    )
    description = say(
        language,
        (
            "En søjle for hver ugedag, hvor der er talt. Tallene står også i tabellen.",
            "One bar for each weekday that was counted. The table has the numbers too.",
        ),
    )
    chart_title = f"{say(language, words)}: {title(report, language)}"
    return Table(
        "weekdays",
        say(language, words),
        (
            Head(say(language, ("Ugedag", "Weekday")), is_number=False),
            Head(BY_NUMBER[Number.VISITS].term(language), number=Number.WEEKDAY),
            about(Number.DAYS_COUNTED, language),
        ),
        tuple(
            Row(say(language, WEEKDAYS[row.weekday]), (row.visits, row.days_counted))
            for row in report.weekdays
        ),
        Chart("weekdays", "columns", chart_title, description, bars),
        number=Number.WEEKDAY,
    )


def parts_of_day_table(overview: Overview, language: str) -> Table | None:
    """Visits by the part of the day, and how many have no time."""
    report = overview.report
    parts = report.parts
    if not parts:
        return None
    words = BY_NUMBER[Number.TIME_OF_DAY].term(language)
    visits = number(report.figures.visits, language)
    sources = report.figures.sources
    without = [parts[PartOfDay.NO_TIME]] + [
        sources.get(source, NONE) for source in (Source.PAPER, Source.IMPORT)
    ]
    known = Interval(
        max(report.figures.visits - sum(one.high for one in without), 0),
        report.figures.visits - sum(one.low for one in without),
    )
    note = say(
        language,
        (
            f"{shown(known, language)} af {visits} besøg har et tidspunkt.",
            f"{shown(known, language)} of {visits} visits have a time.",
        ),
    )
    return Table(
        "parts-of-day",
        words,
        (
            Head(words, is_number=False, number=Number.TIME_OF_DAY),
            *period_heads(overview, language),
        ),
        tuple(
            Row(
                say(language, PARTS_OF_DAY[part]),
                tuple(column.figures.parts.get(part, NONE) for column in overview.columns),
            )
            for part in PartOfDay
        ),
        # Rows: times of day and ranges are long words, and columns leave them no room on a phone.
        rows_chart(
            "parts-of-day",
            (BY_NUMBER[Number.TIME_OF_DAY].term_da, BY_NUMBER[Number.TIME_OF_DAY].term_en),
            [(say(language, PARTS_OF_DAY[part]), parts[part]) for part in TIMED],
            report,
            language,
        ),
        (note,),
        number=Number.TIME_OF_DAY,
    )
