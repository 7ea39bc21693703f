"""A number that is known exactly, or only to be below or above something."""

from __future__ import annotations

from typing import NamedTuple


class Interval(NamedTuple):
    """A number from `low` to `high`, both included; without a `high`, there is no upper limit.

    It is exact if the two are equal.
    """

    low: int
    high: int | None

    @classmethod
    def of(cls, number: int) -> Interval:
        """Return an exact number."""
        return cls(number, number)

    @classmethod
    def below(cls, number: int) -> Interval:
        """Return a number that is shown only as below `number`."""
        return cls(0, number - 1)

    @classmethod
    def at_least(cls, number: int) -> Interval:
        return cls(number, None)

    @property
    def exact(self) -> int | None:
        """The number, or None if it is not shown exactly."""
        return self.low if self.low == self.high else None

    @property
    def under(self) -> int | None:
        """The limit that the number is below, if that is all that is shown; otherwise None.

        Earlier versions showed 1–4 where 0–4 is shown now. Both read "under 5".
        """
        return self.high + 1 if self.high is not None and self.low <= 1 < self.high else None

    def __add__(self, other: object) -> Interval:
        if not isinstance(other, Interval):
            return NotImplemented
        high = None if self.high is None or other.high is None else self.high + other.high
        return Interval(self.low + other.low, high)


NONE = Interval(0, 0)
