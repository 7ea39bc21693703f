"""Times as they stand in the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.base.opening_hours import Span
from app.domain.base.service_day import DAY_MINUTES
from app.web.platform.weekdays import ALL


def as_typed(spans: Mapping[int, Span]) -> list[tuple[str, str]]:
    """A week of spans as seven pairs of 10:00 and 17:00, empty where there is none."""
    return [pair_of(spans.get(day)) for day in ALL]


def pair_of(span: Span | None) -> tuple[str, str]:
    """One span as a pair of times."""
    return (_clock(span.start), _clock(span.end)) if span else ("", "")


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % DAY_MINUTES, 60)
    return f"{hour:02d}:{rest:02d}"
