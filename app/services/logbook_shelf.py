"""The shelf: which logbooks there are for a viewer to open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from app.db import Database
from app.domain.access import Act, Viewer
from app.domain.service_day import Quarter
from app.models import HandedIn, Logbook, Reflection, Venue
from app.services._logbook import quarters_of


@dataclass(frozen=True)
class ShelfLogbook:
    """A logbook on the shelf: how many prompts have an answer, and when it was handed in."""

    quarter: Quarter
    answered: int
    handed_in_at: dt.datetime | None
    shared: bool = False


@dataclass(frozen=True)
class ShelfVenue:
    """A venue's logbooks, latest first: `logbooks` maps a quarter to what there is of it."""

    id: int
    name: str
    logbooks: dict[Quarter, ShelfLogbook]


@dataclass(frozen=True)
class Shelf:
    """The venues with logbooks that the viewer may open, by name, and all their quarters."""

    venues: tuple[ShelfVenue, ...]
    quarters: tuple[Quarter, ...]

    def holds(self, venue_id: int, quarter: Quarter) -> bool:
        """Whether the viewer may open that one."""
        return any(venue.id == venue_id and quarter in venue.logbooks for venue in self.venues)


def shelf(db: Database, viewer: Viewer, *, now: dt.datetime) -> Shelf:
    """Every logbook that the viewer may open; for a reader those that have been handed in."""
    with db.reading() as session:
        venues = session.scalars(
            select(Venue)
            .where(Venue.partnership_id.in_(viewer.partnerships(Act.READ_HANDED_IN)))
            .order_by(Venue.archived_on.is_not(None), Venue.name, Venue.id)
        ).all()
        answered = (
            select(Reflection.logbook_id, func.count().label("answered"))
            .where((Reflection.text != "") | Reflection.step.is_not(None))
            .group_by(Reflection.logbook_id)
            .subquery()
        )
        begun = {
            (venue_id, Quarter.of(first)): (number, handed_in_at, shared)
            for venue_id, first, number, handed_in_at, shared in session.execute(
                select(
                    Logbook.venue_id,
                    Logbook.quarter,
                    func.coalesce(answered.c.answered, 0),
                    func.max(HandedIn.handed_in_at),
                    Logbook.shared,
                )
                .outerjoin(answered, answered.c.logbook_id == Logbook.id)
                .outerjoin(HandedIn, HandedIn.logbook_id == Logbook.id)
                .where(Logbook.venue_id.in_([venue.id for venue in venues]))
                .group_by(Logbook.id, Logbook.venue_id, Logbook.quarter, answered.c.answered)
            )
        }
        quarters = quarters_of(session, venues, now=now)
        on_it = []
        for venue in venues:
            reads = viewer.may(Act.READ_HANDED_IN, venue.partnership_id, venue.id)
            writes = viewer.may(Act.WRITE_LOGBOOK, venue.partnership_id, venue.id)
            colleague = venue.partnership_id in viewer.partnerships(Act.WRITE_LOGBOOK)
            logbooks = {
                quarter: ShelfLogbook(quarter, *begun.get((venue.id, quarter), (0, None, False)))
                for quarter in quarters[venue.id]
            }
            shown = {
                quarter: one
                for quarter, one in logbooks.items()
                if writes or (reads and one.handed_in_at) or (colleague and one.shared)
            }
            if shown:
                on_it.append(ShelfVenue(venue.id, venue.name, shown))
        all_quarters = {quarter for venue in on_it for quarter in venue.logbooks}
        return Shelf(tuple(on_it), tuple(sorted(all_quarters, reverse=True)))
