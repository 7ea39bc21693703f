"""Charts as SVG: a bar for each number, with the number written at its end.

Colours are attributes, so that a saved file keeps them; on a page the style sheet overrides them,
in light and dark mode. A number that is not known exactly has a bar as long as it is at least, or
none. The same chart always gives the same text.
"""

from __future__ import annotations

from app.domain.base.palette import EDGE, INK, SOFT
from app.exports.charts.chart import Chart
from app.exports.charts.lines import lines
from app.exports.charts.marks import (
    FONTS,
    HIGH,
    LETTERS,
    NARROW,
    ROW,
    SLIM,
    TALL,
    WIDE,
    draw_bar,
    draw_missing,
    draw_on_end,
    draw_text,
    escaped,
    length,
    rounded,
)
from app.exports.charts.pairs import pairs

LABEL = 46
BELOW = 40  # where a text begins that has no bar beside it, clear of the label above
DIGIT = 13  # the width of a digit in the largest text, which is a phone's


def svg(chart: Chart, *, slim: bool = False) -> str:
    """Return the chart as an SVG element. With `slim`, it is drawn to fit a phone."""
    body, width, height = _body(chart, slim=slim)
    key = escaped(chart.key) + ("-slim" if slim else "")
    # A page shows what is `wide` on no phone, and gives what is `narrow` less room elsewhere.
    sizes = ["wide"] * chart.has_slim + ["narrow"] * (not chart.wide)
    size = "slim" if slim else " ".join(sizes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart {chart.kind} {size}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc" font-family="{FONTS}" '
        f'font-size="{LETTERS if slim else 14}">\n'
        f'<title id="{key}-title">{escaped(chart.title)}</title>\n'
        f'<desc id="{key}-desc">{escaped(chart.description)}</desc>\n'
        f'<defs><pattern id="{key}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)">'
        f'<path d="M0 0v6" class="hatch" stroke="{EDGE}" stroke-width="1.5"/></pattern></defs>\n'
        f"{body}</svg>\n"
    )


def _body(chart: Chart, *, slim: bool) -> tuple[str, int, int]:
    if chart.series:
        return (pairs if chart.kind == "pairs" else lines)(chart, slim=slim)
    if slim:
        return _slim(chart)
    return _columns(chart) if chart.kind == "columns" else _rows(chart)


def _columns(chart: Chart) -> tuple[str, int, int]:
    frame = WIDE if chart.wide else NARROW
    slot = frame / max(len(chart.bars), 6)
    thick = slot * 0.72
    base = 30 + TALL
    lines = []
    for at, bar in enumerate(chart.bars):
        middle, left = (at + 0.5) * slot, (at + 0.5) * slot - thick / 2
        if bar.number is not None:
            high = length(bar.number, chart.most, TALL)
            if high:
                lines.append(draw_bar(left, base - high, thick, high))
            lines.append(draw_text("value", middle, base - high - 6, bar.text, minor=bar.minor))
        elif bar.why:
            if bar.missing:
                lines.append(draw_missing(chart, left, base - 84, thick, 84))
            why = "why on-hatch" if bar.missing else "why"
            lines.append(draw_on_end(why, middle + 5, base - 8, bar.why, SOFT))
        lines.append(draw_text("day", middle, base + 20, bar.label, minor=bar.minor))
        if bar.below:
            lines.append(draw_text("weekday", middle, base + 38, bar.below, minor=True, fill=SOFT))
    lines.append(f'<path class="base" d="M0 {base}h{frame}" stroke="{INK}" fill="none"/>\n')
    return "".join(lines), frame, base + 48


def _slim(chart: Chart) -> tuple[str, int, int]:
    """Draw columns for a phone: fewer labels, and numbers rotated if they are long.

    If some columns are minor, only the others and the highest one get a number.
    """
    slot = SLIM / len(chart.bars)
    thick = slot * 0.72
    gives_way = any(bar.minor for bar in chart.bars)
    longest = max(len(bar.text) for bar in chart.bars) * LETTERS * 0.6
    upright = longest <= slot * (5 if gives_way else 1)
    base = HIGH + (LETTERS + 10 if upright else int(longest) + 12)
    bars, words = [], []
    for at, bar in enumerate(chart.bars):
        middle, left = (at + 0.5) * slot, (at + 0.5) * slot - thick / 2
        if bar.number is not None:
            high = length(bar.number, chart.most, HIGH)
            if high:
                bars.append(draw_bar(left, base - high, thick, high))
            if not bar.minor or bar.number == chart.most:
                at_top = base - high - 6
                words.append(
                    draw_text("value over", _within(middle, bar.text), at_top, bar.text)
                    if upright
                    else draw_on_end("value", middle + LETTERS / 3, at_top, bar.text, INK)
                )
        elif bar.missing:
            bars.append(draw_missing(chart, left, base - 84, thick, 84, slim=True))
        if not bar.minor:
            words.append(
                draw_text("day", _within(middle, bar.label), base + LETTERS + 4, bar.label)
            )
    words.append(f'<path class="base" d="M0 {base}h{SLIM}" stroke="{INK}" fill="none"/>\n')
    return "".join(bars + words), SLIM, base + LETTERS + 12


def _within(middle: float, words: str) -> float:
    """Return the middle of a text, moved so that neither end is outside the frame."""
    half = len(words) * LETTERS * 0.3
    return min(max(middle, half), SLIM - half)


def _rows(chart: Chart) -> tuple[str, int, int]:
    room = NARROW - max(110, 20 + DIGIT * max((len(bar.text) for bar in chart.bars), default=0))
    lines = []
    for at, bar in enumerate(chart.bars):
        y = at * ROW
        label = bar.label if len(bar.label) <= LABEL else bar.label[: LABEL - 1].rstrip() + "…"
        lines.append(
            f'<text class="label" x="0" y="{y + 16}" fill="{INK}">{escaped(label)}</text>\n'
        )
        if bar.number is None:
            lines.append(
                f'<text class="why" x="0" y="{y + BELOW}" fill="{SOFT}">{escaped(bar.why)}</text>\n'
            )
            continue
        wide = length(bar.number, chart.most, room)
        if wide:
            lines.append(draw_bar(0, y + 22, wide, 16))
        x, below = (wide + 8, y + 35) if wide else (0, y + BELOW)
        lines.append(
            f'<text class="value" x="{rounded(x)}" y="{below}" fill="{INK}" '
            f'font-weight="700">{escaped(bar.text)}</text>\n'
        )
    return "".join(lines), NARROW, len(chart.bars) * ROW + 4
