"""The visits by part of the day, for some venues. Needs what `ReportRows` has read."""

from __future__ import annotations

from app.domain.base.months import Month
from app.domain.visits.part_of_day import TIMED, PartOfDay
from app.domain.visits.source import Source
from app.services.reports.report_rows import ReportRows
from app.services.reports.unit_sums import UnitSums
from app.services.reports.venue_in_report import VenueInReport

PARTS = (*TIMED, PartOfDay.NO_TIME)
NO_TIMES = (0,) * len(TIMED)


class PartSums:
    """Adds them up. Each venue's month is read once.

    Fewer than `few` visits are not told apart.
    """

    def __init__(self, rows: ReportRows, units: UnitSums, *, few: int) -> None:
        self._rows, self._units, self._few = rows, units, few
        self._told: dict[tuple[int, Month], tuple[int, ...]] = {}

    def of(
        self, venues: tuple[VenueInReport, ...], months: tuple[Month, ...]
    ) -> dict[PartOfDay, int]:
        """Return the visits by part of the day; empty if they are not told of some month.

        Their sum would not be the visits then.
        """
        told = []
        for venue in venues:
            for month in months:
                key = (venue.id, month)
                if key not in self._told:
                    self._told[key] = self._of_month(venue, month)
                parts = self._told[key]
                if parts:
                    told.append(parts)
                elif self._rows.figures[key].visits:
                    return {}
        return dict(zip(PARTS, map(sum, zip(*told, strict=True)), strict=True)) if told else {}

    def _of_month(self, venue: VenueInReport, month: Month) -> tuple[int, ...]:
        """Return the month's visits in each of `PARTS`; empty if they are not told.

        They add up to all visits: those from paper and earlier counts are among those without a
        time.
        """
        figures = self._rows.figures[venue.id, month]
        counted = figures.counted_here
        if counted < self._few or not self._units.is_closed(venue, month):
            return ()
        timed = self._rows.parts[venue.id, month]
        live = counted - figures.sources.get(Source.PAPER, 0)
        untimed = live - sum(timed)
        # The counters may be older than this, or dropped for being few; and corrections may have
        # removed more visits than there were without a time.
        if (live and not timed) or untimed < 0:
            return ()
        return (*(timed or NO_TIMES), figures.visits - sum(timed))
