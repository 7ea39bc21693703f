"""The shelf: the logbooks that a viewer may open."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.logbook.logbook import (
    Book,
    LogbookPer,
    LogbookPeriod,
    WholePartnership,
    latest_first,
    share_days,
)
from app.domain.people.access import Act, Viewer
from app.services.logbook.periods import period_of, periods_of, whole_periods


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
    """The logbooks of a venue, or of a whole partnership, by period, latest first."""

    id: Book
    name: str
    logbooks: dict[LogbookPeriod, ShelfLogbook]

    @property
    def is_whole(self) -> bool:
        """Whether it is a partnership."""
        return isinstance(self.id, WholePartnership)

    @property
    def key(self) -> str:
        """What a form calls it: 4, or p1 for a partnership."""
        return f"p{self.id.id}" if isinstance(self.id, WholePartnership) else str(self.id)


@dataclass(frozen=True)
class LogbookShelf:
    """The logbooks that the viewer may open.

    `venues` are sorted by name, archived ones last, after the partnerships with several venues;
    `periods` are those of all of them, latest first.
    """

    venues: tuple[ShelfVenue, ...]
    periods: tuple[LogbookPeriod, ...]

    def book(self, key: str, period: LogbookPeriod) -> Book | None:
        """Return what a key means, or None if the viewer may not open its logbook."""
        found = (one.id for one in self.venues if one.key == key and period in one.logbooks)
        return next(found, None)

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
        mine = viewer.partnerships(Act.READ_HANDED_IN)
        venues = session.scalars(
            select(models.Venue)
            .where(models.Venue.partnership_id.in_(mine))
            .order_by(models.Venue.archived_on.is_not(None), models.Venue.name, models.Venue.id)
        ).all()
        answered = (
            select(models.Reflection.logbook_id, func.count().label("answered"))
            .where((models.Reflection.text != "") | models.Reflection.step.is_not(None))
            .group_by(models.Reflection.logbook_id)
            .subquery()
        )
        begun = {
            (_key(row), period_of(row)): (number, handed_in_at, row.shared)
            for row, number, handed_in_at in session.execute(
                select(
                    models.Logbook,
                    func.coalesce(answered.c.answered, 0),
                    func.max(models.HandedIn.handed_in_at),
                )
                .outerjoin(answered, answered.c.logbook_id == models.Logbook.id)
                .outerjoin(models.HandedIn, models.HandedIn.logbook_id == models.Logbook.id)
                .where(
                    models.Logbook.venue_id.in_([venue.id for venue in venues])
                    | models.Logbook.partnership_id.in_(mine)
                )
                .group_by(models.Logbook.id, answered.c.answered)
            )
        }
        periods = periods_of(session, venues, now=now)
        on_it = []
        whole = _wholes(session, venues, periods)
        for book, partnership_id, name, its_periods in (
            *whole,
            *((one.id, one.partnership_id, one.name, periods[one.id]) for one in venues),
        ):
            venue_id = None if isinstance(book, WholePartnership) else book
            reads = viewer.may(Act.READ_HANDED_IN, partnership_id, venue_id)
            writes = viewer.may(Act.WRITE_LOGBOOK, partnership_id, venue_id)
            colleague = partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
            logbooks = {
                period: ShelfLogbook(period, *begun.get((book, period), (0, None, False)))
                for period in its_periods
            }
            shown = {
                period: one
                for period, one in logbooks.items()
                if writes or (reads and one.handed_in_at) or (colleague and one.shared)
            }
            if shown:
                on_it.append(ShelfVenue(book, name, shown))
        all_periods = {period for venue in on_it for period in venue.logbooks}
        return LogbookShelf(tuple(on_it), latest_first(all_periods))


def _key(row: models.Logbook) -> Book:
    return WholePartnership(row.partnership_id) if row.partnership_id else row.venue_id or 0


def _wholes(
    session: Session,
    venues: Sequence[models.Venue],
    of_venues: dict[int, tuple[LogbookPeriod, ...]],
) -> list[tuple[Book, int, str, tuple[LogbookPeriod, ...]]]:
    """Return the partnerships with several venues, with their periods, sorted by name."""
    several = {
        partnership_id: [venue for venue in venues if venue.partnership_id == partnership_id]
        for partnership_id, number in Counter(venue.partnership_id for venue in venues).items()
        if number > 1
    }
    rows = session.scalars(
        select(models.Partnership)
        .where(models.Partnership.id.in_(several))
        .order_by(models.Partnership.name, models.Partnership.id)
    ).all()
    found: list[tuple[Book, int, str, tuple[LogbookPeriod, ...]]] = []
    for row in rows:
        length = 1 if row.logbook_per == LogbookPer.MONTH else 3
        periods = whole_periods((of_venues[venue.id] for venue in several[row.id]), length)
        found.append((WholePartnership(row.id), row.id, row.name, latest_first(periods)))
    return found
