"""Times as strings for form fields."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.base.opening_hours import MOST_A_DAY, Span, WeekOpenings
from app.domain.base.service_day import DAY_MINUTES
from app.web.platform.weekdays import ALL


def as_typed(spans: Mapping[int, Span]) -> list[tuple[str, str]]:
    """Return seven pairs like ("10:00", "17:00"), with empty strings on days without a span."""
    return [pair_of(spans.get(day)) for day in ALL]


def openings_as_typed(openings: WeekOpenings) -> list[tuple[str, str]]:
    """Return seven pairs like `as_typed` for the first opening of each day, and seven more for the
    second.
    """
    return [
        pair
        for at in range(MOST_A_DAY)
        for pair in as_typed({day: spans[at] for day, spans in openings.items() if spans[at:]})
    ]


def pair_of(span: Span | None) -> tuple[str, str]:
    """Return a pair like ("10:00", "17:00"), or two empty strings without a span."""
    return (_clock(span.start), _clock(span.end)) if span else ("", "")


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    return f"{hour:02d}:{rest:02d}"
