"""The tables of weekdays and of parts of the day."""

from __future__ import annotations

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.exports.charts.chart import Bar, Chart
from app.exports.report.parts import rows_chart
from app.exports.report.table import Head, Row, Table, about, period_heads
from app.exports.words import PARTS_OF_DAY, WEEKDAYS, number, title
from app.translator import Translator


def weekdays_table(overview: Overview, _: Translator) -> Table | None:
    report = overview.report
    if not report.weekdays or report.empty:
        return None
    words = _("Besøg efter ugedag")
    bars = tuple(
        Bar(
            label=_(WEEKDAYS[row.weekday])[:3],
            number=row.visits,
            text=number(row.visits, _),
        )
        for row in report.weekdays
    )
    description = _("En søjle for hver ugedag, hvor der er talt. Tallene står også i tabellen.")
    chart_title = f"{words}: {title(report, _)}"
    return Table(
        "weekdays",
        words,
        (
            Head(_("Ugedag"), is_number=False),
            Head(BY_NUMBER[Number.VISITS].term(_.language), number=Number.WEEKDAY),
            about(Number.DAYS_COUNTED, _),
        ),
        tuple(
            Row(_(WEEKDAYS[row.weekday]), (row.visits, row.days_counted)) for row in report.weekdays
        ),
        Chart("weekdays", "columns", chart_title, description, bars),
        number=Number.WEEKDAY,
    )


def parts_of_day_table(overview: Overview, _: Translator) -> Table | None:
    """Return visits by part of the day, with a note on how many have a time."""
    report = overview.report
    parts = report.figures.parts
    if not any(parts.get(part) for part in TIMED):
        return None
    words = BY_NUMBER[Number.TIME_OF_DAY].term(_.language)
    visits = number(report.figures.visits, _)
    known = number(sum(parts.get(part, 0) for part in TIMED), _)
    note = _("%(known)s af %(visits)s besøg har et tidspunkt.", known=known, visits=visits)
    return Table(
        "parts-of-day",
        words,
        (
            Head(words, is_number=False, number=Number.TIME_OF_DAY),
            *period_heads(overview, _),
        ),
        tuple(
            Row(
                _(PARTS_OF_DAY[part]),
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
            words,
            [(_(PARTS_OF_DAY[part]), parts.get(part, 0)) for part in TIMED],
            report,
            _,
        ),
        (note,),
        number=Number.TIME_OF_DAY,
    )
