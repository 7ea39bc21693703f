"""Long tables cut to what fits a page. Files always have every row."""

from __future__ import annotations

from dataclasses import replace

from app.exports.charts.chart import Chart
from app.exports.report.table import Row, Table, length_of

LONGEST = 50
"""How many rows of venues or activities a page shows at first."""
LONG = frozenset({"places", "activities", "how-far"})


def shortened(table: Table) -> Table:
    """Return the table with its largest rows, in their order, and its chart with theirs.

    A table without a chart has no number to go by, so it is cut after its first rows.
    """
    if table.key not in LONG or len(table.rows) <= LONGEST:
        return table
    sizes = [_size(table, row) for row in table.rows]
    largest = sorted(range(len(sizes)), key=lambda at: -sizes[at])[:LONGEST]
    kept = sorted(largest)
    chart = table.chart
    if chart is not None and len(chart.bars) == len(table.rows):
        chart = _cut(chart, kept)
    return replace(
        table,
        rows=tuple(table.rows[at] for at in kept),
        chart=chart,
        left_out=len(table.rows) - len(kept),
    )


def _size(table: Table, row: Row) -> int:
    if table.chart is None:
        return 0
    return length_of(row.cells[[head.number for head in table.heads[1:]].index(table.number)])


def _cut(chart: Chart, kept: list[int]) -> Chart:
    return replace(chart, bars=tuple(chart.bars[at] for at in kept))
