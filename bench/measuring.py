"""Comparing times side by side, since a busy machine slows all of them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence


def processor_times(
    flows: Mapping[str, Callable[[], None]], *, rounds: int, batch: int
) -> dict[str, list[float]]:
    """Return the milliseconds of processor that each flow takes, by round.

    The flows take turns in small batches, in this one process.
    """
    for flow in flows.values():
        for _ in range(batch):
            flow()
    times: dict[str, list[float]] = {name: [] for name in flows}
    for _ in range(rounds):
        for name, flow in flows.items():
            began = time.process_time()
            for _ in range(batch):
                flow()
            times[name].append((time.process_time() - began) / batch * 1_000)
    return times


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Return the ratio of each pair that was measured one right after the other."""
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]


def shown(values: Sequence[float], digits: int = 2) -> str:
    """Return the median, and the middle half of the values."""
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"
