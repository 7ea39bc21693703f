"""The tables of weekdays and of parts of the day."""

from __future__ import annotations

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.exports.charts.chart import Bar, Chart
from app.exports.report.parts import rows_chart
from app.exports.report.table import Head, Row, Table, about, period_heads
from app.exports.words import PARTS_OF_DAY, WEEKDAYS, number, say, title


def weekdays_table(overview: Overview, language: str) -> Table | None:
    report = overview.report
    if not report.weekdays or report.empty:
        return None
    words = ("Besøg efter ugedag", "Visits by weekday")
    bars = tuple(
        Bar(
            label=say(language, WEEKDAYS[row.weekday])[:3],
            number=row.visits,
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
    """Return visits by part of the day, with a note on how many have a time."""
    report = overview.report
    parts = report.figures.parts
    if not any(parts.get(part) for part in TIMED):
        return None
    words = BY_NUMBER[Number.TIME_OF_DAY].term(language)
    visits = number(report.figures.visits, language)
    known = number(sum(parts.get(part, 0) for part in TIMED), language)
    note = say(
        language,
        (
            f"{known} af {visits} besøg har et tidspunkt.",
            f"{known} of {visits} visits have a time.",
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
                tuple(
                    column.figures.parts.get(part, 0) if column.figures.parts else None
                    for column in overview.columns
                ),
            )
            for part in PartOfDay
        ),
        # Rows, because times of day are too long for columns on a phone.
        rows_chart(
            "parts-of-day",
            (BY_NUMBER[Number.TIME_OF_DAY].term_da, BY_NUMBER[Number.TIME_OF_DAY].term_en),
            [(say(language, PARTS_OF_DAY[part]), parts.get(part, 0)) for part in TIMED],
            report,
            language,
        ),
        (note,),
        number=Number.TIME_OF_DAY,
    )
