"""Small-number protection of visits by source and by part of the day.

Each list adds up to a known number, and each can reveal something about the other.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.base.interval import Interval
from app.domain.reports.suppression import shield
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source


def sources_of(counts: Mapping[Cell, int], visits: int, threshold: int) -> dict[Source, Interval]:
    """Return what may be shown of the visits by source, which add up to `visits`."""
    by_source = {s: counts.get(Cell(Measure.SOURCE, source=s), 0) for s in Source}
    hidden = dict.fromkeys(Source, Interval(0, visits))
    return shield(by_source, threshold, overlap=0, most=visits) or hidden


def parts_of(
    parts: Mapping[PartOfDay, int] | None,
    visits: int,
    sources: Mapping[Source, Interval],
    threshold: int,
) -> dict[PartOfDay, Interval]:
    """Return what may be shown of the visits by part of the day.

    `parts` are the month's counters: empty if they were dropped for being too few, or if the
    month is older than the counters. If `parts` is None, everything is hidden.

    Visits from paper and from earlier counts have no time; the parts add up to the rest. So if
    either of those two is hidden, the parts are hidden too, because their sum would reveal it.
    """
    paper, earlier = sources[Source.PAPER].exact, sources[Source.IMPORT].exact
    if parts is None or paper is None or earlier is None:
        return unknown_parts(visits)
    live = visits - paper - earlier
    numbers: dict[PartOfDay, int] = {part: parts.get(part, 0) for part in TIMED}
    numbers[PartOfDay.NO_TIME] = live - sum(numbers.values())
    if numbers[PartOfDay.NO_TIME] == live:
        # Small counters are dropped when the month ends. Visits from phones and tablets always
        # have a time, so if there are many of them, the month is older than the counters.
        by_code = sources[Source.PHONE].low + sources[Source.TABLET].low
        if by_code < 2 * threshold:
            return unknown_parts(live)
        return {part: Interval.of(number) for part, number in numbers.items()}
    # Later corrections may have removed more visits than there were without a time.
    if numbers[PartOfDay.NO_TIME] < 0 or live < 2 * threshold:
        return unknown_parts(live)
    shown = shield(numbers, threshold, overlap=0, most=live)
    if shown is None:
        return unknown_parts(live)
    # Only visits counted by a host can lack a time, so each of the two numbers bounds the other.
    untimed, by_host = shown[PartOfDay.NO_TIME].high, sources[Source.HOST]
    few = 0 < by_host.high < 2 * threshold or live - untimed < 2 * threshold
    return unknown_parts(live) if few or untimed > by_host.low else shown


def unknown_parts(most: int) -> dict[PartOfDay, Interval]:
    """Return every part as a range from 0 to `most`.

    All parts are included: leaving some out would reveal whether anybody was counted live.
    """
    return dict.fromkeys(PartOfDay, Interval(0, most))
