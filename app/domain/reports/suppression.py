"""How a small number is hidden: alone, or in a sum where the largest number gives it cover."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from app.domain.reports.interval import Interval

Key = TypeVar("Key", bound=Hashable)


def alone(number: int, threshold: int) -> Interval:
    """A number that is part of no sum."""
    return Interval(1, threshold - 1) if 0 < number < threshold else Interval.of(number)


def shield(
    numbers: Mapping[Key, int], threshold: int, *, overlap: int, most: int
) -> dict[Key, Interval] | None:
    """Numbers that share a sum: the largest gives cover to the small ones.

    Its range is as wide as all that the small ones can be. It gives cover only where it would be
    the largest, at least the threshold and at most `most`, whatever they are; else no
    number of the list can be shown, and the answer is None. `overlap` is the visits that stand in
    several of the numbers; a small overlap needs cover as they do.
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
    # Visits in three of the numbers, or a large overlap of small ones, tell that a small number
    # is not as small as it could be.
    if sum(numbers.values()) - overlap > most:
        return None
    if small and overlap >= threshold and overlap > len(small) + sum(numbers[k] for k in others):
        return None
    return {
        key: Interval(low, high) if key == cover else alone(number, threshold)
        for key, number in numbers.items()
    }
