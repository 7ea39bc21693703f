"""The tables of a report, shared by its page, workbook and PDF. Charts belong to tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.exports.charts.chart import Chart
from app.exports.report.activities_table import activities_table
from app.exports.report.caveats import caveats_table
from app.exports.report.days_table import days_table
from app.exports.report.months_table import months_table
from app.exports.report.parts import COUNTED_HERE
from app.exports.report.provisional import provisional_notes
from app.exports.report.roles_table import roles_table
from app.exports.report.table import Cell, Head, Row, Table, period_heads
from app.exports.report.venues_table import kinds_table, sources_table, venues_table
from app.exports.report.weekdays_table import parts_of_day_table, weekdays_table
from app.exports.report.years_table import years_table
from app.translator import Translator

CHARTS = frozenset(
    {"days", "months", "just-here", "years", "places", "activities", "roles", "weekdays"}
    | {"parts-of-day"}
)


def tables(overview: Overview, _: Translator, *, longest: int | None = None) -> tuple[Table, ...]:
    """Return all tables that have content, in the order of the page.

    `longest` is how many activities to show at most.
    """
    makers = (
        _summary,
        days_table,
        months_table,
        years_table,
        venues_table,
        partial(activities_table, longest=longest),
        kinds_table,
        roles_table,
        weekdays_table,
        parts_of_day_table,
        sources_table,
        caveats_table,
    )
    made = (maker(overview, _) for maker in makers)
    return tuple(table for table in made if table is not None)


def charts(overview: Overview, _: Translator) -> tuple[Chart, ...]:
    return tuple(chart for table in tables(overview, _) for chart in table.charts)


def _summary(overview: Overview, _: Translator) -> Table | None:
    report = overview.report
    if report.uncounted:
        return None

    def row(what: Number, reads: Callable[[Report], Cell], *, within: bool = False) -> Row:
        cells = tuple(reads(column) for column in overview.columns)
        return Row(BY_NUMBER[what].term(_.language), cells, what, within=within)

    rows = [row(Number.VISITS, lambda r: r.figures.visits)]
    within: tuple[tuple[Number, Callable[[Report], Cell]], ...] = (
        *COUNTED_HERE,
        (Number.SEVERAL_ROLES, lambda r: r.settled.several_roles),
        (Number.COMPANY, lambda r: r.settled.company),
    )
    rows += [
        row(what, reads, within=True)
        for what, reads in within
        if any(reads(column) is not None for column in overview.columns)
    ]
    if any(column.figures.held for column in overview.columns):
        rows.append(row(Number.HELD, lambda r: r.figures.held))
    rows.append(row(Number.DAYS_COUNTED, lambda r: r.coverage.counted))
    if any(column.coverage.opening_days is not None for column in overview.columns):
        rows.append(row(Number.OPENING_DAYS, lambda r: r.coverage.opening_days))
    rows.append(row(Number.VISITS_PER_DAY, lambda r: r.visits_per_day))
    return Table(
        "summary",
        _("Kort fortalt"),
        (
            Head(_("Tal"), is_number=False),
            *period_heads(overview, _),
        ),
        tuple(rows),
        notes=provisional_notes(report, _),
    )
