"""A chart that stands alone: with its title above it, and below it where its numbers are from."""

from __future__ import annotations

import re
import textwrap

from app.domain.base.palette import INK, SOFT
from app.exports.charts.chart import Chart
from app.exports.charts.marks import FONTS, escaped, rounded
from app.exports.charts.svg import svg

TITLE, SOURCE, AROUND = 20, 13, 16
"""The size of the title and of the source, and the room around the whole."""
SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def alone(chart: Chart, source: str) -> str:
    """Return the chart as an SVG file that can be put into any document.

    SVG has no line breaks, so long titles are broken here.
    """
    drawn = svg(chart)
    found = SIZE.search(drawn)
    assert found  # noqa: S101  for mypy
    width, height = int(found[1]), int(found[2])
    above, y = _lines(chart.title, TITLE, width, AROUND, weight=' font-weight="700"', fill=INK)
    chart_at = y + TITLE
    below, end = _lines(source, SOURCE, width, chart_at + height + 6, weight="", fill=SOFT)
    whole, high = width + 2 * AROUND, rounded(end + AROUND)
    inner = drawn.replace("<svg ", f'<svg x="{AROUND}" y="{rounded(chart_at)}" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {high}" width="{whole}" '
        f'height="{high}" role="img" aria-label="{escaped(f"{chart.title}. {source}")}" '
        f'font-family="{FONTS}">\n'
        f'<rect width="100%" height="100%" fill="#ffffff"/>\n{above}{inner}{below}</svg>\n'
    )


def _lines(
    words: str, size: int, width: int, y: float, *, weight: str, fill: str
) -> tuple[str, float]:
    """Return the text on as many lines as it needs, and where the last of them ends."""
    drawn = []
    for line in textwrap.wrap(words, int(width / (size * 0.56))):
        y += size * 1.25
        drawn.append(
            f'<text x="{AROUND}" y="{rounded(y)}" font-size="{size}" fill="{fill}"{weight}>'
            f"{escaped(line)}</text>\n"
        )
    return "".join(drawn), y
