"""The frame of a chart of several series: its scale, its labels and where its numbers are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from app.domain.base.palette import EDGE, INK, LINE, SOFT
from app.exports.charts.chart import Chart
from app.exports.charts.marks import HIGH, LETTERS, NARROW, SLIM, TALL, WIDE, draw_text, rounded

PLAIN = 14
"""The size of letters, except on a phone."""
MANY = 7
"""From how many ticks on a phone shows the label of every third only."""


@dataclass(frozen=True)
class Plot:
    """Where things are. `above` is the room above the plot, and `to_right` the one to its right."""

    chart: Chart
    slim: bool
    above: float = 0
    to_right: float = 0

    @property
    def letters(self) -> int:
        return LETTERS if self.slim else PLAIN

    @property
    def width(self) -> int:
        return SLIM if self.slim else WIDE if self.chart.wide else NARROW

    @property
    def left(self) -> float:
        return self.wide_as(max((text for _, text in self.chart.scale), key=len)) + 10

    @property
    def top(self) -> float:
        return self.above + self.letters

    @property
    def base(self) -> float:
        return self.top + (HIGH if self.slim else TALL)

    @property
    def height(self) -> int:
        below = any(tick.below for tick in self.chart.ticks)
        return int(self.base + self.letters * (1 + below) + 14)

    @cached_property
    def slot(self) -> float:
        return (self.width - self.left - self.to_right) / max(len(self.chart.ticks), 1)

    def x(self, at: int) -> float:
        """Return the middle of a tick."""
        return self.left + (at + 0.5) * self.slot

    def y(self, number: int) -> float:
        return self.base - number * (self.base - self.top) / self.chart.most

    def wide_as(self, words: str) -> float:
        """Return about how wide a text is."""
        return len(words) * self.letters * 0.6

    def scale(self) -> str:
        """Draw the scale, with a thin line at each of its numbers."""
        marks = []
        for number, text in self.chart.scale:
            y, right = self.y(number), self.width - self.to_right
            if number:
                marks.append(
                    f'<path class="grid" d="M{rounded(self.left)} {rounded(y)}H{rounded(right)}" '
                    f'stroke="{LINE}" fill="none"/>\n'
                )
            marks.append(
                f'<text class="scale" x="{rounded(self.left - 8)}" '
                f'y="{rounded(y + self.letters * 0.35)}" fill="{SOFT}" text-anchor="end">'
                f"{text}</text>\n"
            )
        return "".join(marks)

    def labels(self) -> str:
        """Draw the labels of the ticks below the base line."""
        drawn = [
            f'<path class="base" d="M{rounded(self.left)} {rounded(self.base)}'
            f'H{rounded(self.width - self.to_right)}" stroke="{INK}" fill="none"/>\n'
        ]
        every = 3 if self.slim and len(self.chart.ticks) >= MANY else 1
        for at, tick in enumerate(self.chart.ticks):
            y = self.base + self.letters + 4
            if at % every == 0:
                drawn.append(draw_text("day", self.x(at), y, tick.label))
            if tick.below:
                below = y + self.letters + 2
                drawn.append(draw_text("weekday", self.x(at), below, tick.below, fill=SOFT))
        return "".join(drawn)

    def missing(self, at: int) -> str:
        """Draw the hatched area of a tick where nobody counted."""
        thick = self.slot * 0.72
        return (
            f'<rect class="missing" x="{rounded(self.x(at) - thick / 2)}" '
            f'y="{rounded(self.base - 84)}" width="{rounded(thick)}" height="84" '
            f'fill="url(#{pattern_id(self.chart, "hatch", slim=self.slim)})" stroke="{EDGE}" '
            f'stroke-dasharray="4 3"/>\n'
        )


def pattern_id(chart: Chart, name: str, *, slim: bool) -> str:
    return f"{chart.key}{'-slim' if slim else ''}-{name}"
