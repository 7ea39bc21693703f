"""What a logbook is of: a venue, or all venues of a partnership. Takes an open session."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.logbook.logbook import Book, LogbookPer, LogbookPeriod, WholePartnership
from app.domain.people.access import NotFound
from app.services.core.lookup import found
from app.services.logbook.periods import period_of, periods_of, whole_periods


@dataclass(frozen=True)
class LogbookSubject:
    """A venue, or a partnership with all its venues; `venue_id` is then None.

    `day_limit` is the latest of the venues', so that all their days are over.
    """

    partnership_id: int
    venue_id: int | None
    name: str
    venues: tuple[models.Venue, ...]

    @property
    def day_limit(self) -> int:
        return max(venue.day_limit for venue in self.venues)


def subject_of(session: Session, book: Book) -> LogbookSubject:
    """Return what the logbook is of. Raises NotFound, also if there is no venue."""
    if not isinstance(book, WholePartnership):
        venue = found(session, models.Venue, book)
        return LogbookSubject(venue.partnership_id, venue.id, venue.name, (venue,))
    partnership = found(session, models.Partnership, book.id)
    venues = session.scalars(
        select(models.Venue)
        .where(models.Venue.partnership_id == partnership.id)
        .order_by(models.Venue.name, models.Venue.id)
    ).all()
    if not venues:
        raise NotFound
    return LogbookSubject(partnership.id, None, partnership.name, tuple(venues))


def periods_of_subject(
    session: Session, subject: LogbookSubject, *, now: dt.datetime
) -> frozenset[LogbookPeriod]:
    """Return the quarters or months with a logbook: those of any of the venues, for a whole."""
    of_venues = periods_of(session, subject.venues, now=now)
    if subject.venue_id is not None:
        return frozenset(of_venues[subject.venue_id])
    partnership = session.get_one(models.Partnership, subject.partnership_id)
    length = 1 if partnership.logbook_per == LogbookPer.MONTH else 3
    periods = whole_periods(of_venues.values(), length)
    begun = session.scalars(
        select(models.Logbook).where(models.Logbook.partnership_id == partnership.id)
    )
    return frozenset(periods | {period_of(row) for row in begun})
