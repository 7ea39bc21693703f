"""The content of a chart, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FEW = 7  # the most columns that a narrow chart has room for, with readable text


@dataclass(frozen=True)
class Bar:
    """One bar, as long as `number`. If that is None, `why` is the text shown instead.

    `text` is the number in words, and `below` a second line under a column's label. If `missing`,
    a hatched area is drawn instead. `minor` bars may lose their text on a phone.
    """

    label: str
    number: int | None
    text: str = ""
    below: str = ""
    why: str = ""
    missing: bool = False
    minor: bool = False


@dataclass(frozen=True)
class Series:
    """Several numbers of one kind, one for each tick on the axis; None is a gap, and not zero.

    `texts` are the numbers in words. `column` is the column of the chart's table that holds them;
    the first one after the names is 1.
    """

    label: str
    numbers: tuple[int | None, ...]
    texts: tuple[str, ...]
    column: int


@dataclass(frozen=True)
class Tick:
    """A tick on the axis: its label, a second line, and `why` it has no numbers.

    If `missing`, a hatched area is drawn there.
    """

    label: str
    below: str = ""
    why: str = ""
    missing: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: columns side by side (for time), or rows below each other (for names).

    Of several series there are `pairs` of columns, or `lines`. They have `ticks`, and a `scale` of
    (number, its text). `words` are the title without what the chart is of. `full_title` is the
    title of the same chart with every bar, if this one has the largest only.
    """

    key: str
    kind: Literal["columns", "rows", "pairs", "lines"]
    title: str
    description: str
    bars: tuple[Bar, ...] = ()
    ticks: tuple[Tick, ...] = ()
    series: tuple[Series, ...] = ()
    scale: tuple[tuple[int, str], ...] = ()
    words: str = ""
    full_title: str = ""

    @property
    def wide(self) -> bool:
        """Whether the chart needs the whole width of a page."""
        return self.kind != "rows" and max(len(self.bars), len(self.ticks)) > FEW

    @property
    def has_slim(self) -> bool:
        """Whether it is drawn in another way for a phone."""
        return self.wide or bool(self.series)

    @property
    def most(self) -> int:
        """The number at the end of the scale; at least 1."""
        if self.scale:
            return self.scale[-1][0]
        return max((bar.number for bar in self.bars if bar.number), default=0) or 1
