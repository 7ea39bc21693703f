"""The table of the same months in several years, with a chart that has a line for each year."""

from __future__ import annotations

from app.domain.base.marked import N_
from app.domain.reports.definitions import Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.exports.charts.chart import Chart, Series, Tick
from app.exports.charts.scale import scale_of
from app.exports.report.table import Head, Row, Table
from app.exports.words import number, title
from app.translator import Translator, month_name

WORDS = N_("Besøg pr. måned, år for år")


def years_table(overview: Overview, _: Translator) -> Table | None:
    """Return visits per month with a column for each year; only if several years were counted.

    The years are those of the report, and the year before it if that is shown. A month that nobody
    counted has no number, and is a gap in its line.
    """
    counted = [
        month for month in (*overview.months_before, *overview.months) if month.coverage.counted
    ]
    years = sorted({month.period.end.year for month in counted})
    if len(years) < 2:
        return None
    found = {(month.period.end.year, month.period.end.number): month for month in counted}
    at = sorted({month.period.end.number for month in overview.months})
    series = tuple(_series(year, at, found, column, _) for column, year in enumerate(years, 1))
    heads = (Head(str(year), number=Number.VISITS) for year in years)
    rows = (
        Row(
            month_name(month, _),
            tuple(one.numbers[tick] for one in series),
        )
        for tick, month in enumerate(at)
    )
    note = _("Et hul i en linje er en måned, der ikke er talt. Det er ikke det samme som nul.")
    return Table(
        "years",
        _(WORDS),
        (Head(_("Måned"), is_number=False), *heads),
        tuple(rows),
        chart=Chart(
            "years",
            "lines",
            f"{_(WORDS)}: {title(overview.report, _)}",
            _("En linje for hvert år. Tallene står også i tabellen."),
            ticks=tuple(Tick(month_name(month, _)[:3]) for month in at),
            series=series,
            scale=scale_of(series, _),
        ),
        notes=(note,) if _has_gap(series) else (),
        number=Number.VISITS,
    )


def _series(
    year: int, months: list[int], found: dict[tuple[int, int], Report], column: int, _: Translator
) -> Series:
    numbers = tuple(
        found[year, month].figures.visits if (year, month) in found else None for month in months
    )
    texts = tuple("" if value is None else number(value, _) for value in numbers)
    return Series(str(year), numbers, texts, column)


def _has_gap(series: tuple[Series, ...]) -> bool:
    return any(None in one.numbers for one in series)
