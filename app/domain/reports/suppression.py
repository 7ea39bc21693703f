"""Hiding small numbers, alone or in a list that adds up to a known sum."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from app.domain.base.interval import Interval

Key = TypeVar("Key", bound=Hashable)


def alone(number: int, threshold: int) -> Interval:
    """Return what is shown of a number that is not part of a sum."""
    return Interval(1, threshold - 1) if 0 < number < threshold else Interval.of(number)


def shield(
    numbers: Mapping[Key, int], threshold: int, *, overlap: int, most: int
) -> dict[Key, Interval] | None:
    """Hide the small numbers of a list that adds up to a known sum.

    The largest number covers for the small ones: it is shown as a range wide enough for every
    value that they can have. It can do so only if, whatever those values are, it is still the
    largest, at least the threshold, and at most `most`. Otherwise nothing in the list can be
    shown, and the result is None.

    `overlap` is the number of visits counted in several of the numbers. A small overlap needs
    cover too.
    """
    small = [key for key, number in numbers.items() if 0 < number < threshold]
    small_overlap = 0 < overlap < threshold
    if not small and not small_overlap:
        return {key: Interval.of(number) for key, number in numbers.items()}
    large = [key for key, number in numbers.items() if number >= threshold]
    if not large:
        return None
    *others, cover = sorted(large, key=lambda key: numbers[key])
    low = numbers[cover] + sum(numbers[key] - threshold + 1 for key in small)
    high = numbers[cover] + sum(numbers[key] - 1 for key in small)
    if small_overlap:
        low += 1 - overlap
        high += threshold - 1 - overlap
    if low < threshold or high > most or any(numbers[key] >= low for key in others):
        return None
    # Visits in three of the numbers, or an overlap so large that small numbers must be part of
    # it, would reveal that a small number is not as small as it could be.
    if sum(numbers.values()) - overlap > most:
        return None
    if small and overlap >= threshold and overlap > len(small) + sum(numbers[k] for k in others):
        return None
    return {
        key: Interval(low, high) if key == cover else alone(number, threshold)
        for key, number in numbers.items()
    }
