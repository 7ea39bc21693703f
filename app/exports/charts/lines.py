"""Lines in one chart, such as several years: each with its own mark, dashes and label."""

from __future__ import annotations

from itertools import groupby

from app.domain.base.palette import SERIES
from app.exports.charts.chart import Chart, Series
from app.exports.charts.marks import escaped, rounded
from app.exports.charts.plot import Plot

DASHES = ("", "9 5", "2 4", "12 4 2 4")
# Around the middle of a mark: a circle, a square, a triangle, a diamond.
MARKS = (
    "m-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "m-4.5-4.5h9v9h-9z",
    "m0-6l6 10h-12z",
    "m0-6.5l6.5 6.5l-6.5 6.5l-6.5-6.5z",
)


def lines(chart: Chart, *, slim: bool) -> tuple[str, int, int]:
    """Return the chart's body, with each line's label at its end, and its width and height."""
    flat = Plot(chart, slim)
    # Bold letters are wider.
    longest = max(flat.wide_as(one.label) * 1.2 for one in chart.series)
    plot = Plot(chart, slim, to_right=longest + 26)
    drawn = [plot.scale(), plot.labels()]
    drawn += [_line(plot, number, one) for number, one in enumerate(chart.series)]
    return "".join(drawn) + _names(plot), plot.width, plot.height


def _line(plot: Plot, number: int, one: Series) -> str:
    """Draw a line that is broken where a number is missing, and a mark at each number."""
    colour, dashes = SERIES[number % len(SERIES)], DASHES[number % len(DASHES)]
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    runs = [
        [
            f"{rounded(plot.x(at))} {rounded(plot.y(value))}"
            for at, value in run
            if value is not None
        ]
        for there, run in groupby(enumerate(one.numbers), key=lambda pair: pair[1] is not None)
        if there
    ]
    path = "".join(f"M{'L'.join(run)}" for run in runs)
    marks = "".join(f"M{point}{MARKS[number % len(MARKS)]}" for run in runs for point in run)
    return (
        f'<path class="line edge{number}" d="{path}" fill="none" stroke="{colour}" '
        f'stroke-width="2.5"{dashed}/>\n'
        f'<path class="marks fill{number}" d="{marks}" fill="{colour}"/>\n'
    )


def _names(plot: Plot) -> str:
    """Write each line's mark and label to the right of its last number, so that none overlap."""
    ends = []
    for number, one in enumerate(plot.chart.series):
        last = next(value for value in reversed(one.numbers) if value is not None)
        ends.append((plot.y(last), number, one.label))
    room, drawn, above = plot.letters * 1.15, [], 0.0
    x = plot.width - plot.to_right + 12
    for at, (y, number, label) in enumerate(sorted(ends)):
        lowest = plot.base - room * (len(ends) - 1 - at)
        above = max(min(y, lowest), above + room)
        colour = SERIES[number % len(SERIES)]
        mark = f"M{rounded(x)} {rounded(above)}{MARKS[number % len(MARKS)]}"
        drawn.append(
            f'<path class="fill{number}" d="{mark}" fill="{colour}"/>\n'
            f'<text class="name fill{number}" x="{rounded(x + 10)}" '
            f'y="{rounded(above + plot.letters * 0.35)}" fill="{colour}" '
            f'font-weight="700">{escaped(label)}</text>\n'
        )
    return "".join(drawn)
