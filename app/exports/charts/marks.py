"""The marks that charts are drawn with: bars, missing ones and texts, as SVG."""

from __future__ import annotations

import html

from app.domain.base.palette import EDGE, INK, MAIN
from app.domain.base.text import xml_text
from app.exports.charts.chart import Chart

FONTS = "Noto Sans, Atkinson Hyperlegible, system-ui, sans-serif"
"""Noto Sans first: the zeros of the other have a slash."""


WIDE, TALL = 930, 190
NARROW, ROW = 560, 46
SLIM, HIGH, LETTERS = 560, 250, 20  # on a phone: 20 units are 11 px when the chart is 320 px wide


def length(number: int, most: int, room: int) -> float:
    # A single visit among hundreds must still be visible.
    return max(number * room / most, 2.0) if number else 0.0


def draw_bar(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<rect class="bar" x="{rounded(x)}" y="{rounded(y)}" width="{rounded(width)}" '
        f'height="{rounded(height)}" fill="{MAIN}"/>\n'
    )


def draw_missing(
    chart: Chart, x: float, y: float, width: float, height: float, *, slim: bool = False
) -> str:
    hatch = f"{escaped(chart.key)}{'-slim' if slim else ''}-hatch"
    return (
        f'<rect class="missing" x="{rounded(x)}" y="{rounded(y)}" width="{rounded(width)}" '
        f'height="{rounded(height)}" fill="url(#{hatch})" stroke="{EDGE}" '
        f'stroke-dasharray="4 3"/>\n'
    )


def draw_text(
    class_: str, x: float, y: float, words: str, *, minor: bool = False, fill: str = INK
) -> str:
    """Draw text centred on a column."""
    minor_class = " minor" if minor else ""
    return (
        f'<text class="{class_}{minor_class}" x="{rounded(x)}" y="{rounded(y)}" fill="{fill}" '
        f'text-anchor="middle">{escaped(words)}</text>\n'
    )


def draw_on_end(class_: str, x: float, y: float, words: str, fill: str) -> str:
    """Draw text that runs upwards."""
    return (
        f'<text class="{class_}" fill="{fill}" '
        f'transform="translate({rounded(x)} {rounded(y)}) rotate(-90)">{escaped(words)}</text>\n'
    )


def rounded(value: float) -> str:
    """Format a length with at most one decimal, so that the output does not vary."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def escaped(text: str) -> str:
    """Return the text for an SVG element or attribute, without characters XML does not allow."""
    return html.escape(xml_text(text))
