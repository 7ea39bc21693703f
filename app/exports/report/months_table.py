"""The table of months, with the charts of their visits and of how these were spent."""

from __future__ import annotations

from dataclasses import replace

from app.domain.base.months import Month
from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.exports.charts.chart import Bar, Chart, Series, Tick
from app.exports.charts.scale import scale_of
from app.exports.report.parts import parts_table
from app.exports.report.table import Table, not_counted
from app.exports.words import number, period_name, title
from app.translator import MONTHS, Translator, month_name

PRESENCE = (Number.JUST_HERE, Number.TOOK_PART)


def months_table(overview: Overview, _: Translator) -> Table | None:
    """Return the main numbers per month; only for a period of several months."""
    begun = [month for month in overview.months if has_begun(month)]
    if not begun or not overview.report.coverage.counted:
        return None
    words = _("Besøg pr. måned")
    year = begun[0].period.end.year
    one_year = year == begun[-1].period.end.year
    bars = tuple(
        Bar(
            label=label_of(month.period.end, _, alone=len(begun) > 12),
            below="" if one_year or month.period.end.number > 1 else str(month.period.end.year),
            number=month.figures.visits if month.coverage.counted else None,
            text=number(month.figures.visits, _),
            why="" if month.coverage.counted else not_counted(_),
            missing=True,
        )
        for month in begun
    )
    description = _("En søjle for hver måned. Tallene står også i tabellen.")
    chart = Chart(
        "months",
        "columns",
        f"{words}: {title(overview.report, _)}",
        description,
        bars,
    )
    parts = [
        (
            month_name(month.period.end.number, _) if one_year else period_name(month.period, _),
            month,
        )
        for month in begun
    ]
    table = parts_table("months", words, _("Måned"), parts, chart, _, own=False)
    presence = _presence_chart(overview, begun, table, _)
    return replace(table, more=(presence,)) if presence else table


def has_begun(month: Report) -> bool:
    """Whether a month has begun at a place that was there; the others have no numbers."""
    days = month.coverage
    return month.existed and bool(days.counted or days.opening_days or month.complete)


def _presence_chart(
    overview: Overview, months: list[Report], table: Table, _: Translator
) -> Chart | None:
    """Return the visits that were just here and those that took part, side by side.

    None if nothing is known of either.
    """
    known = [month.coverage.counted > 0 and not month.figures.only_imported for month in months]
    if not any(known):
        return None

    def series(what: Number) -> Series:
        numbers = tuple(
            _spent(month, what) if is_known else None
            for month, is_known in zip(months, known, strict=True)
        )
        texts = tuple(number(value or 0, _) for value in numbers)
        column = [head.number for head in table.heads].index(what)
        return Series(BY_NUMBER[what].term(_.language), numbers, texts, column)

    both = tuple(series(what) for what in PRESENCE)
    words = _("Bare her og var med pr. måned")
    return Chart(
        "just-here",
        "pairs",
        f"{words}: {title(overview.report, _)}",
        _(
            "To søjler for hver måned: besøg, der var bare her, og besøg, der var med. Tallene "
            "står også i tabellen."
        ),
        ticks=_ticks(months, _),
        series=both,
        scale=scale_of(both, _),
        words=words,
    )


def _spent(month: Report, what: Number) -> int:
    return month.figures.just_here if what is Number.JUST_HERE else month.figures.took_part


def _ticks(months: list[Report], _: Translator) -> tuple[Tick, ...]:
    """Return the axis, with the year below its first month if there are several."""
    several = months[0].period.end.year != months[-1].period.end.year
    found, year = [], 0
    for month in months:
        end = month.period.end
        below = str(end.year) if several and end.year != year else ""
        year = end.year
        label = label_of(end, _, alone=len(months) > 12)
        if not month.coverage.counted:
            found.append(Tick(label, below, not_counted(_), missing=True))
        elif month.figures.only_imported:
            found.append(Tick(label, below, _("kun besøg")))
        else:
            found.append(Tick(label, below))
    return tuple(found)


def label_of(month: Month, _: Translator, *, alone: bool) -> str:
    """Return the first letters of a month. Among many only quarters' first months have a label."""
    if alone and month.number % 3 != 1:
        return ""
    return _(MONTHS[month.number - 1])[:3]
