"""The tables of a report, shared by its page, workbook and PDF. Charts belong to tables."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.reports.definitions import BY_NUMBER, Number
from app.domain.reports.overview import Overview
from app.domain.reports.report import Report
from app.exports.charts.chart import Chart
from app.exports.report.activities_table import activities_table
from app.exports.report.caveats import caveats_table
from app.exports.report.days_table import days_table, months_table
from app.exports.report.provisional import provisional_notes
from app.exports.report.roles_table import roles_table
from app.exports.report.table import Cell, Head, Row, Table, period_heads, says_nothing
from app.exports.report.venues_table import kinds_table, sources_table, venues_table
from app.exports.report.weekdays_table import parts_of_day_table, weekdays_table
from app.exports.words import say

CHARTS = frozenset({"days", "months", "places", "activities", "roles", "weekdays", "parts-of-day"})
CHARTS_OF_PEOPLE = frozenset({"roles", "parts-of-day"})
"""The charts that files leave out while their month can still be corrected."""


def tables(overview: Overview, language: str) -> tuple[Table, ...]:
    """Return all tables that have content, in the order of the page."""
    makers = (
        _summary,
        days_table,
        months_table,
        venues_table,
        activities_table,
        kinds_table,
        roles_table,
        weekdays_table,
        parts_of_day_table,
        sources_table,
        caveats_table,
    )
    made = (maker(overview, language) for maker in makers)
    return tuple(table for table in made if table is not None)


def charts(overview: Overview, language: str) -> tuple[Chart, ...]:
    return tuple(table.chart for table in tables(overview, language) if table.chart)


def _summary(overview: Overview, language: str) -> Table | None:
    report = overview.report
    if report.uncounted:
        return None

    def row(what: Number, reads: Callable[[Report], Cell], *, within: bool = False) -> Row:
        cells = tuple(reads(column) for column in overview.columns)
        return Row(BY_NUMBER[what].term(language), cells, what, within=within)

    rows = [row(Number.VISITS, lambda r: r.figures.visits)]
    if not says_nothing(report.figures):
        rows += [
            row(Number.JUST_HERE, lambda r: r.figures.just_here, within=True),
            row(Number.TOOK_PART, lambda r: r.figures.took_part, within=True),
            row(Number.CHANGED, lambda r: r.figures.changed, within=True),
            row(Number.SEVERAL_ROLES, lambda r: r.figures.several_roles, within=True),
        ]
        if report.figures.company.low:
            rows.append(row(Number.COMPANY, lambda r: r.figures.company, within=True))
    if any(column.figures.held for column in overview.columns):
        rows.append(row(Number.HELD, lambda r: r.figures.held))
    rows.append(row(Number.DAYS_COUNTED, lambda r: r.coverage.counted))
    if any(column.coverage.opening_days is not None for column in overview.columns):
        rows.append(row(Number.OPENING_DAYS, lambda r: r.coverage.opening_days))
    hidden = any(column.figures.few_visits for column in overview.columns)
    notes = provisional_notes(report, language)
    if hidden:
        notes = (*notes, few_visits(report, language))
    return Table(
        "summary",
        say(language, ("Kort fortalt", "In short")),
        (
            Head(say(language, ("Tal", "Number")), is_number=False),
            *period_heads(overview, language),
        ),
        tuple(rows),
        notes=notes,
    )


def few_visits(report: Report, language: str) -> str:
    low = 2 * report.threshold
    return say(
        language,
        (
            f"En måned, hvor vi talte færre end {low} besøg, viser kun besøg og deltagelser.",
            f"A month when we counted fewer than {low} visits shows only visits and "
            "participations.",
        ),
    )
