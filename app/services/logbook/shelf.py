"""The shelf: the logbooks that a viewer may open."""

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
    """A logbook on the shelf.

    `answered` is how many prompts have an answer; `handed_in_at` is of the newest version.
    """

    period: LogbookPeriod
    answered: int
    handed_in_at: dt.datetime | None
    shared: bool = False


@dataclass(frozen=True)
class ShelfVenue:
    """A venue's logbooks by period, latest first."""

    id: int
    name: str
    logbooks: dict[LogbookPeriod, ShelfLogbook]


@dataclass(frozen=True)
class LogbookShelf:
    """The logbooks that the viewer may open.

    `venues` are sorted by name, archived ones last; `periods` are those of all the venues, latest
    first.
    """

    venues: tuple[ShelfVenue, ...]
    periods: tuple[LogbookPeriod, ...]

    def holds(self, venue_id: int, period: LogbookPeriod) -> bool:
        """Return whether the viewer may open that logbook."""
        return any(venue.id == venue_id and period in venue.logbooks for venue in self.venues)

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have logbooks, latest first."""
        return tuple(dict.fromkeys(period.year for period in self.periods))

    def only(self, *, typed: str, year: int | None, latest: int) -> LogbookShelf:
        """Return the venues whose name contains `typed`, with the periods of one year.

        Without a year, only the `latest` newest periods are kept.
        """
        periods = tuple(each for each in self.periods if year is None or each.year == year)
        return LogbookShelf(
            tuple(one for one in self.venues if typed.casefold() in one.name.casefold()),
            periods[:latest] if year is None else periods,
        )

    @property
    def doubles(self) -> bool:
        """Whether a quarter and one of its months are both listed, with the same visits."""
        return any(share_days(*two) for two in combinations(self.periods, 2))


def shelf(db: Database, viewer: Viewer, *, now: dt.datetime) -> LogbookShelf:
    """Return the logbooks that the viewer may open; a reader sees only those handed in."""
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
