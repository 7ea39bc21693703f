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
class Chart:
    """A chart: columns side by side (for time), or rows below each other (for names)."""

    key: str
    kind: Literal["columns", "rows"]
    title: str
    description: str
    bars: tuple[Bar, ...]

    @property
    def wide(self) -> bool:
        """Whether the chart needs the whole width of a page."""
        return self.kind == "columns" and len(self.bars) > FEW

    @property
    def most(self) -> int:
        """The number at the end of the scale; at least 1."""
        return max((bar.number for bar in self.bars if bar.number), default=0) or 1
