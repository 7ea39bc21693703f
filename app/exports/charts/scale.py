"""The scale of a chart of several series: a few round numbers."""

from __future__ import annotations

from app.exports.charts.chart import Series
from app.exports.words import number
from app.translator import Translator

STEPS = 4
"""The most steps of a scale."""


def scale_of(series: tuple[Series, ...], _: Translator) -> tuple[tuple[int, str], ...]:
    """Return (number, its text) from 0 to the first round number that is not below any."""
    most = max((n for one in series for n in one.numbers if n), default=0) or 1
    step = _step(most)
    return tuple((n, number(n, _)) for n in range(0, most + step, step))


def _step(most: int) -> int:
    """Return the least of 1, 2, 5, 10, 20, 50 and so on of which `STEPS` reach `most`."""
    ten = 1
    while True:
        for step in (ten, 2 * ten, 5 * ten):
            if step * STEPS >= most:
                return step
        ten *= 10
