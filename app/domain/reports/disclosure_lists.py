"""What may be shown of how visits were counted, and in which part of the day.

Two lists that each sum to a number that is known, and that tell on each other.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.reports.interval import Interval
from app.domain.reports.suppression import shield
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source


def sources_of(counts: Mapping[Cell, int], visits: int, threshold: int) -> dict[Source, Interval]:
    by_source = {s: counts.get(Cell(Measure.SOURCE, source=s), 0) for s in Source}
    hidden = dict.fromkeys(Source, Interval(0, visits))
    return shield(by_source, threshold, overlap=0, most=visits) or hidden


def parts_of(
    parts: Mapping[PartOfDay, int] | None,
    visits: int,
    sources: Mapping[Source, Interval],
    threshold: int,
) -> dict[PartOfDay, Interval]:
    """Visits by the part of the day, as a list of their own that sums to an exact number.

    `parts` are the counters, none where there are too few to be kept or were none yet; None hides
    them. Visits from paper and from before have no time. Where it is not shown how many they are,
    the parts would tell, so that they are hidden. Otherwise the others are what the parts sum to.
    """
    paper, earlier = sources[Source.PAPER].exact, sources[Source.IMPORT].exact
    if parts is None or paper is None or earlier is None:
        return unknown_parts(visits)
    live = visits - paper - earlier
    numbers: dict[PartOfDay, int] = {part: parts.get(part, 0) for part in TIMED}
    numbers[PartOfDay.NO_TIME] = live - sum(numbers.values())
    if numbers[PartOfDay.NO_TIME] == live:
        # Counters of a few are dropped when the month is over. A phone and the tablet have always
        # had a time; so where many came by them, the month was before there were counters.
        by_door = sources[Source.PHONE].low + sources[Source.TABLET].low
        if by_door < 2 * threshold:
            return unknown_parts(live)
        return {part: Interval.of(number) for part, number in numbers.items()}
    # Later corrections can have taken more away than had no time.
    if numbers[PartOfDay.NO_TIME] < 0 or live < 2 * threshold:
        return unknown_parts(live)
    shown = shield(numbers, threshold, overlap=0, most=live)
    if shown is None:
        return unknown_parts(live)
    # Only what a host counts can be without a time, so the one number bounds the other.
    untimed, by_host = shown[PartOfDay.NO_TIME].high, sources[Source.HOST]
    few = 0 < by_host.high < 2 * threshold or live - untimed < 2 * threshold
    return unknown_parts(live) if few or untimed > by_host.low else shown


def unknown_parts(most: int) -> dict[PartOfDay, Interval]:
    """Hidden parts. Whether there are any at all would tell that somebody was counted live."""
    return dict.fromkeys(PartOfDay, Interval(0, most))
