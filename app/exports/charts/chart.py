"""What a chart shows, before it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from app.domain.reports.interval import Interval

FEW = 7  # columns that fit a narrow frame, so that the words are not small beside a table


@dataclass(frozen=True)
class Bar:
    """One bar. `number` None is no bar at all, and `why` says in words why there is none.

    `text` is the number as it is read; `below` a second line under the label of a column.
    """

    label: str
    number: Interval | None
    text: str = ""
    below: str = ""
    why: str = ""
    missing: bool = False
    minor: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: columns side by side (time), or rows below each other (names)."""

    key: str
    kind: Literal["columns", "rows"]
    title: str
    description: str
    bars: tuple[Bar, ...]

    @property
    def wide(self) -> bool:
        """Whether it wants the whole width of a page."""
        return self.kind == "columns" and len(self.bars) > FEW

    @property
    def most(self) -> int:
        """The number that reaches the end; at least 1."""
        return max((bar.number.high for bar in self.bars if bar.number), default=0) or 1
