"""Long tables cut to what somebody reads. Workbooks, CSV and JSON always have every row."""

from __future__ import annotations

from dataclasses import replace

from app.exports.report.table import Row, Table, length_of

LONGEST = 50
"""How many rows of venues or activities a page shows at first."""
LONGEST_PRINTED = 100
"""How many a PDF or a Word file has. A region's thousands would be a hundred pages."""
LONG = frozenset({"places", "activities", "how-far"})


def shortened(table: Table, longest: int = LONGEST) -> Table:
    """Return the table with its largest rows, in their order.

    A table without a chart has no number to go by, so it is cut after its first rows.
    """
    if table.key not in LONG or len(table.rows) <= longest:
        return table
    sizes = [_size(table, row) for row in table.rows]
    largest = sorted(range(len(sizes)), key=lambda at: -sizes[at])[:longest]
    return replace(
        table,
        rows=tuple(table.rows[at] for at in sorted(largest)),
        left_out=table.left_out + len(table.rows) - len(largest),
    )


def _size(table: Table, row: Row) -> int:
    if table.chart is None:
        return 0
    return length_of(row.cells[[head.number for head in table.heads[1:]].index(table.number)])
