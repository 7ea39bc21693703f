"""A workbook's chart of several series: columns in pairs, or a line for each."""

from __future__ import annotations

from typing import Any

from app.domain.base.palette import SERIES
from app.domain.base.text import without_unseen
from app.exports.charts.chart import Chart

# Of equal weight: a chequered pattern is darker than stripes in LibreOffice.
PATTERNS = ("wide_upward_diagonal", "wide_downward_diagonal")
MARKS = ("circle", "square", "triangle", "diamond")
DASHES = ("solid", "dash", "round_dot", "dash_dot")


def series_chart(book: Any, chart: Chart, sheet: str, first: int, last: int) -> Any:
    """Return a chart of the rows from `first` to `last` of a sheet. Empty cells are gaps."""
    kind = "column" if chart.kind == "pairs" else "line"
    made = book.add_chart({"type": kind})
    for number, one in enumerate(chart.series):
        looks = _column(number) if kind == "column" else _line(number)
        made.add_series(
            {
                "name": without_unseen(one.label),
                "categories": [sheet, first, 0, last, 0],
                "values": [sheet, first, one.column, last, one.column],
                **looks,
            }
        )
    made.show_blanks_as("gap")
    made.set_legend({"position": "bottom"})
    made.set_title({"name": without_unseen(chart.title), "name_font": {"size": 12}})
    made.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}}})
    made.set_size({"width": 760, "height": 340})
    return made


def _column(number: int) -> dict[str, Any]:
    colour = SERIES[number]
    return {
        "gap": 40,
        "pattern": {"pattern": PATTERNS[number], "fg_color": colour, "bg_color": "#FFFFFF"},
        "border": {"color": colour},
    }


def _line(number: int) -> dict[str, Any]:
    at = number % len(SERIES)
    filled = {"color": SERIES[at]}
    return {
        "line": {"color": SERIES[at], "width": 2.25, "dash_type": DASHES[at]},
        "marker": {"type": MARKS[at], "size": 7, "fill": filled, "border": filled},
    }
