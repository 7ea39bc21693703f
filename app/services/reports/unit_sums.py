"""What the units of a period tell, for some venues. Takes an open session."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.base.months import Month
from app.domain.base.service_day import ONE_DAY
from app.domain.days.correction_window import corrected_until, settled_from
from app.domain.days.units import Unit, unit_of
from app.domain.reports.figures import SettledFigures, settled_total
from app.domain.reports.period import Period
from app.services.reports.report_rows import ReportRows
from app.services.reports.settled_rows import SettledRows
from app.services.reports.venue_in_report import VenueInReport


@dataclass(frozen=True)
class UnitMonths:
    """A unit with its months, which are asked for once for each of hundreds of venues."""

    months: tuple[Month, ...]

    @classmethod
    def of(cls, unit: Unit) -> UnitMonths:
        return cls(unit.months)

    @property
    def start(self) -> Month:
        return self.months[0]

    @property
    def end(self) -> Month:
        return self.months[-1]


class UnitSums:
    """Which units venues have, which of them have settled, and when months are final."""

    def __init__(
        self,
        session: Session,
        venue_ids: Sequence[int],
        months: Sequence[Month],
        rows: ReportRows,
        *,
        now: dt.datetime,
    ) -> None:
        self._settled = SettledRows(session, venue_ids, months[0].first, months[-1].last)
        self._rows = rows
        self._now = now
        self._units_of: dict[
            tuple[tuple[tuple[Month, int], ...], tuple[Month, ...]], list[tuple[UnitMonths, bool]]
        ] = {}
        self._past: dict[tuple[int, Month], bool] = {}

    def of(
        self, venues: Iterable[VenueInReport], period: Period
    ) -> tuple[SettledFigures, dt.date | None]:
        """Return what the units of a period tell, and the date on which the last one settles."""
        months, told, waiting, longer = period.months, [], [], []
        longer_venues = 0
        for venue in venues:
            has_longer = False
            for unit, is_whole in self._units_in(venue.id, months):
                if not self._has_begun(venue, unit):
                    continue
                settled = self._settled.settled(venue.id, unit.start)
                if not is_whole:
                    has_longer = True
                    longer += [unit] if settled is None else []
                elif self.is_final(venue, unit.end) and not self._visits_here(venue, unit):
                    pass  # Nobody was counted here, so there is nothing to tell.
                elif settled is None:
                    waiting.append(unit)
                else:
                    told.append(settled)
            longer_venues += has_longer
        last = max((unit.end.last for unit in waiting or longer), default=None)
        return (
            settled_total(told, waiting=len(waiting), longer=longer_venues),
            None if last is None else corrected_until(last) + ONE_DAY,
        )

    def _units_in(self, venue_id: int, months: tuple[Month, ...]) -> list[tuple[UnitMonths, bool]]:
        """Return the units that have a month in a period, and whether all of them are in it."""
        lengths = self._settled.lengths[venue_id]
        key = (tuple(lengths), months)
        if key not in self._units_of:
            units = sorted({unit_of(month, lengths) for month in months})
            self._units_of[key] = [
                (UnitMonths.of(unit), set(unit.months) <= set(months)) for unit in units
            ]
        return self._units_of[key]

    def is_closed(self, venue: VenueInReport, month: Month) -> bool:
        """Return whether every day of the month has ended and been closed.

        Until then the part-of-day counts include visits that the day counts don't.
        """
        return month.last < venue.until and (venue.id, month) not in self._rows.days.running

    def is_final(self, venue: VenueInReport, month: Month) -> bool:
        """Return whether no day of the month can be corrected any more."""
        key = (venue.day_limit, month)
        if key not in self._past:
            self._past[key] = self._now >= settled_from(month.last, venue.day_limit)
        return self._past[key] and self.is_closed(venue, month)

    def _has_begun(self, venue: VenueInReport, unit: UnitMonths) -> bool:
        """Return whether the venue was there in the unit, up to today."""
        until = venue.until if venue.ended is None else min(venue.until, venue.ended)
        return venue.since <= unit.end.last and unit.start.first <= until

    def _visits_here(self, venue: VenueInReport, unit: UnitMonths) -> bool:
        return any(self._rows.figures[venue.id, month].counted_here for month in unit.months)
