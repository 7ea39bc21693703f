"""The table of days."""

from __future__ import annotations

from app.domain.days.day_state import DayState
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.exports.charts.chart import Bar, Chart
from app.exports.report.table import Head, Row, Table
from app.exports.words import STATES, WEEKDAYS, number, period_name, title
from app.translator import Translator, date_name


def days_table(overview: Overview, _: Translator) -> Table | None:
    """Return visits per day; only for a single month of one venue."""
    report = overview.report
    days = [day for day in report.days if day.state is not None]
    if not days or not report.coverage.counted:
        return None
    visits = BY_NUMBER[Number.VISITS].term(_.language)
    per_day = _("Besøg pr. dag")
    month = period_name(report.period, _)
    bars = tuple(
        Bar(
            label=str(day.date.day),
            number=day.visits,
            text=number(day.visits or 0, _),
            below=_(WEEKDAYS[day.date.weekday()])[0].upper(),
            why=_(STATES[day.state])
            if day.state in (DayState.NOT_COUNTED, DayState.CLOSED)
            else "",
            missing=day.state is DayState.NOT_COUNTED,
            minor=day.date.day != 1 and day.date.day % 5 != 0,
        )
        for day in report.days
    )
    best = max(days, key=lambda day: day.visits or 0)
    most = number(best.visits or 0, _)
    when = date_name(best.date, _)
    description = _(
        "En søjle for hver dag i %(month)s. Flest besøg: %(most)s, den %(when)s. Tallene "
        "står også i tabellen.",
        month=month,
        most=most,
        when=when,
    )
    return Table(
        "days",
        per_day,
        (
            Head(_("Dag"), is_number=False),
            Head(_("Ugedag"), is_number=False),
            Head(_("Dagen er"), is_number=False),
            Head(visits, number=Number.VISITS),
        ),
        tuple(
            Row(
                date_name(day.date, _),
                (
                    _(WEEKDAYS[day.date.weekday()]),
                    _(STATES[day.state]) if day.state else "",
                    day.visits,
                ),
                on=day.date,
            )
            for day in days
        ),
        chart=Chart("days", "columns", f"{per_day}: {title(report, _)}", description, bars),
        folded=True,
        number=Number.VISITS,
    )
