"""A number that is shown exactly or as a range."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Interval:
    """A number from `low` to `high`, both included. It is exact if they are equal."""

    low: int
    high: int

    @classmethod
    def of(cls, number: int) -> Interval:
        """Return an exact number."""
        return cls(number, number)

    @property
    def exact(self) -> int | None:
        """The number, or None if only a range is shown."""
        return self.low if self.low == self.high else None

    @property
    def text(self) -> str:
        """The number as shown in files and tables: `12` or `1–4`."""
        return str(self.low) if self.low == self.high else f"{self.low}–{self.high}"

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)


NONE = Interval(0, 0)
