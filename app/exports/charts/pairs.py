"""Columns in pairs, for two numbers of equal standing. Neither is darker, warmer or in front."""

from __future__ import annotations

from app.domain.base.palette import INK, SERIES, SOFT
from app.exports.charts.chart import Chart
from app.exports.charts.marks import draw_on_end, draw_text, escaped, length, rounded
from app.exports.charts.plot import Plot, pattern_id

# Each covers half of its area, so that the two weigh the same: stripes, and a chequered pattern.
PATTERNS = ("M-2 2l4-4M0 8l8-8M6 10l4-4", "M0 0h4v4h-4zM4 4h4v4h-4z")
SWATCH = 1.3
"""The width of a colour in the legend, in letters."""


def pairs(chart: Chart, *, slim: bool) -> tuple[str, int, int]:
    """Return the chart's body, with its legend above, and its width and height."""
    flat = Plot(chart, slim)
    legend, above = _legend(flat)
    # The numbers stand on end above columns that are too narrow for them.
    longest = max((flat.wide_as(text) for one in chart.series for text in one.texts), default=0)
    thick = flat.slot * 0.36
    upright = longest <= thick * 1.1
    told = not slim and (upright or thick >= flat.letters)
    room = 0 if upright or not told else longest
    plot = Plot(chart, slim, above=above + room)
    drawn = [_patterns(plot), legend, plot.scale()]
    for at, tick in enumerate(chart.ticks):
        if tick.why:
            if tick.missing:
                drawn.append(plot.missing(at))
            if not slim:
                why = (plot.x(at) + 5, plot.base - 8, tick.why)
                drawn.append(draw_on_end("why on-hatch" if tick.missing else "why", *why, SOFT))
            continue
        for number, one in enumerate(chart.series):
            value = one.numbers[at]
            if value is None:
                continue
            x = plot.x(at) + (number - 1) * thick
            high = length(value, chart.most, int(plot.base - plot.top))
            if high:
                drawn.append(_column(plot, number, x, plot.base - high, thick, high))
            middle, y = x + thick / 2, plot.base - high - 6
            if told and upright:
                drawn.append(draw_text("value over", middle, y, one.texts[at]))
            elif told:
                drawn.append(draw_on_end("value over", middle + 5, y, one.texts[at], INK))
    return "".join(drawn) + plot.labels(), plot.width, plot.height


def _column(plot: Plot, number: int, x: float, y: float, width: float, height: float) -> str:
    pattern = pattern_id(plot.chart, f"series{number}", slim=plot.slim)
    return (
        f'<rect class="column edge{number}" x="{rounded(x + 1)}" y="{rounded(y)}" '
        f'width="{rounded(width - 2)}" height="{rounded(height)}" fill="url(#{pattern})" '
        f'stroke="{SERIES[number]}" stroke-width="1.5"/>\n'
    )


def _patterns(plot: Plot) -> str:
    """Return the fillings. The stripes are drawn as lines, the squares as areas."""
    stripes, squares = PATTERNS
    marks = (
        f'<path class="edge0" d="{stripes}" stroke="{SERIES[0]}" stroke-width="2.83"/>',
        f'<path class="fill1" d="{squares}" fill="{SERIES[1]}"/>',
    )
    return "".join(
        f'<defs><pattern id="{pattern_id(plot.chart, f"series{number}", slim=plot.slim)}" '
        f'width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{mark}</pattern></defs>\n"
        for number, mark in enumerate(marks)
    )


def _legend(plot: Plot) -> tuple[str, float]:
    """Return the legend and its height: one line, or one for each on a phone."""
    size, x, y = plot.letters, 0.0, 0.0
    drawn = []
    for number, one in enumerate(plot.chart.series):
        wide = size * SWATCH + 8 + plot.wide_as(one.label) + 24
        if x and x + wide > plot.width:
            x, y = 0.0, y + size * 1.6
        drawn.append(_column(plot, number, x, y + 1, size * SWATCH + 2, size))
        drawn.append(
            f'<text class="legend" x="{rounded(x + size * SWATCH + 10)}" '
            f'y="{rounded(y + size * 0.9)}" fill="{INK}">{escaped(one.label)}</text>\n'
        )
        x += wide
    return "".join(drawn), y + size * 1.6
