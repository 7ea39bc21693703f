"""A number as it is shown: exact, or only the interval it lies in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A number as it is shown: exact, or only the range it lies in (both ends included)."""

    low: int
    high: int

    @classmethod
    def of(cls, number: int) -> Interval:
        """An exact number."""
        return cls(number, number)

    @property
    def exact(self) -> int | None:
        """The number, or None where only its range is shown."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        """The number as a file or a table shows it: 12, or 1–4."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)


NONE = Interval(0, 0)
