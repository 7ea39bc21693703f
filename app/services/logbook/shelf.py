"""The shelf: which logbooks there are for a viewer to open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import func, select

from app import models
from app.db import Database
from app.domain.logbook.logbook import LogbookPeriod, latest_first, share_days
from app.domain.people.access import Act, Viewer
from app.services.logbook.periods import period_of, periods_of


@dataclass(frozen=True)
class ShelfLogbook:
    """A logbook on the shelf: how many prompts have an answer, and when it was handed in."""

    period: LogbookPeriod
    answered: int
    handed_in_at: dt.datetime | None
    shared: bool = False


@dataclass(frozen=True)
class ShelfVenue:
    """A venue's logbooks, latest first: `logbooks` maps a period to what there is of it."""

    id: int
    name: str
    logbooks: dict[LogbookPeriod, ShelfLogbook]


@dataclass(frozen=True)
class LogbookShelf:
    """The venues with logbooks that the viewer may open, by name, and all their periods."""

    venues: tuple[ShelfVenue, ...]
    periods: tuple[LogbookPeriod, ...]

    def holds(self, venue_id: int, period: LogbookPeriod) -> bool:
        """Whether the viewer may open that one."""
        return any(venue.id == venue_id and period in venue.logbooks for venue in self.venues)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that there are logbooks of, the latest first."""
        return tuple(dict.fromkeys(period.year for period in self.periods))

    def only(self, *, typed: str, year: int | None, latest: int) -> LogbookShelf:
        """The places of that name, with the latest periods, or those of a year."""
        periods = tuple(each for each in self.periods if year is None or each.year == year)
        return LogbookShelf(
            tuple(one for one in self.venues if typed.casefold() in one.name.casefold()),
            periods[:latest] if year is None else periods,
        )

    @property
    def doubles(self) -> bool:
        """Whether a quarter stands here beside one of its months: the same visits twice."""
        return any(share_days(*two) for two in combinations(self.periods, 2))


def shelf(db: Database, viewer: Viewer, *, now: dt.datetime) -> LogbookShelf:
    """Every logbook that the viewer may open; for a reader those that have been handed in."""
    with db.reading() as session:
        venues = session.scalars(
            select(models.Venue)
            .where(models.Venue.partnership_id.in_(viewer.partnerships(Act.READ_HANDED_IN)))
            .order_by(models.Venue.archived_on.is_not(None), models.Venue.name, models.Venue.id)
        ).all()
        answered = (
            select(models.Reflection.logbook_id, func.count().label("answered"))
            .where((models.Reflection.text != "") | models.Reflection.step.is_not(None))
            .group_by(models.Reflection.logbook_id)
            .subquery()
        )
        begun = {
            (row.venue_id, period_of(row)): (number, handed_in_at, row.shared)
            for row, number, handed_in_at in session.execute(
                select(
                    models.Logbook,
                    func.coalesce(answered.c.answered, 0),
                    func.max(models.HandedIn.handed_in_at),
                )
                .outerjoin(answered, answered.c.logbook_id == models.Logbook.id)
                .outerjoin(models.HandedIn, models.HandedIn.logbook_id == models.Logbook.id)
                .where(models.Logbook.venue_id.in_([venue.id for venue in venues]))
                .group_by(models.Logbook.id, answered.c.answered)
            )
        }
        periods = periods_of(session, venues, now=now)
        on_it = []
        for venue in venues:
            reads = viewer.may(Act.READ_HANDED_IN, venue.partnership_id, venue.id)
            writes = viewer.may(Act.WRITE_LOGBOOK, venue.partnership_id, venue.id)
            colleague = venue.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
            logbooks = {
                period: ShelfLogbook(period, *begun.get((venue.id, period), (0, None, False)))
                for period in periods[venue.id]
            }
            shown = {
                period: one
                for period, one in logbooks.items()
                if writes or (reads and one.handed_in_at) or (colleague and one.shared)
            }
            if shown:
                on_it.append(ShelfVenue(venue.id, venue.name, shown))
        all_periods = {period for venue in on_it for period in venue.logbooks}
        return LogbookShelf(tuple(on_it), latest_first(all_periods))
