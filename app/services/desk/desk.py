"""What needs a coordinator: days without a count, held visits, logbooks, imports, invitations.

All of it is worked out from what exists. Nothing is stored about it, and looking changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.day_state import DayState
from app.domain.days.missing_days import missing_days
from app.domain.people.access import Act, Duty, Viewer
from app.services.core.venue_profile import opening_hours_of_all
from app.services.desk.logbooks_due import LogbookDue, logbooks_due


@dataclass(frozen=True)
class DaysMissing:
    """A venue's opening days of the last week that nobody has said anything about."""

    venue_id: int
    venue_name: str
    dates: tuple[dt.date, ...]


@dataclass(frozen=True)
class HeldToday:
    """A venue where visits wait for a host, and how many."""

    venue_id: int
    venue_name: str
    visits: int


@dataclass(frozen=True)
class ImportCutOff:
    """An import whose days are not all saved, begun at `begun_at` (UTC)."""

    import_id: int
    partnership_name: str
    begun_at: dt.datetime


@dataclass(frozen=True)
class InvitationsOpen:
    """How many of a partnership's links nobody has used, and when the first one ends (UTC)."""

    partnership_name: str
    links: int
    first_ends_at: dt.datetime


@dataclass(frozen=True)
class Desk:
    """What needs the viewer, sorted by name. `has_venues` is whether there is any venue yet."""

    held: tuple[HeldToday, ...]
    days: tuple[DaysMissing, ...]
    logbooks: tuple[LogbookDue, ...]
    imports: tuple[ImportCutOff, ...]
    invitations: tuple[InvitationsOpen, ...]
    has_venues: bool

    @property
    def is_clear(self) -> bool:
        """Whether nothing needs the viewer."""
        return not any(getattr(self, each.name) for each in fields(self) if each.name != HAS)


HAS = "has_venues"


def desk(db: Database, viewer: Viewer, *, now: dt.datetime) -> Desk:
    """Return what needs the viewer in the partnerships whose reports they see.

    It takes as many statements for hundreds of venues as for one.
    """
    with db.reading() as session:
        mine = viewer.partnerships(Act.SEE_REPORTS)
        venues = list(
            session.scalars(
                select(models.Venue)
                .where(models.Venue.partnership_id.in_(mine), models.Venue.archived_on.is_(None))
                .order_by(models.Venue.name, models.Venue.id)
            )
        )
        return Desk(
            held=_held(session, venues, now),
            days=_days(session, venues, now),
            logbooks=logbooks_due(session, venues, now=now),
            imports=_imports(session, mine),
            invitations=_invitations(session, mine, now),
            has_venues=bool(venues),
        )


def _days(
    session: Session, venues: list[models.Venue], now: dt.datetime
) -> tuple[DaysMissing, ...]:
    if not venues:
        return ()
    ids = [venue.id for venue in venues]
    today = {venue.id: service_date(now, venue.day_limit) for venue in venues}
    first = min(today.values()) - dt.timedelta(days=7)
    said: dict[int, set[dt.date]] = defaultdict(set)
    for venue_id, date in session.execute(
        select(models.Day.venue_id, models.Day.service_date).where(
            models.Day.venue_id.in_(ids),
            models.Day.service_date >= first,
            # A day that waits to be closed may have visits.
            or_(models.Day.state != DayState.NOT_COUNTED, models.Day.closed.is_(False)),
        )
    ):
        said[venue_id].add(date)
    for venue_id, date in session.execute(
        select(models.ClosedAhead.venue_id, models.ClosedAhead.service_date).where(
            models.ClosedAhead.venue_id.in_(ids), models.ClosedAhead.service_date >= first
        )
    ):
        said[venue_id].add(date)
    hours = opening_hours_of_all(session, ids)
    found = (
        DaysMissing(
            venue.id,
            venue.name,
            missing_days(today[venue.id], venue.created_on, hours[venue.id], said[venue.id]),
        )
        for venue in venues
    )
    return tuple(one for one in found if one.dates)


def _held(session: Session, venues: list[models.Venue], now: dt.datetime) -> tuple[HeldToday, ...]:
    waiting = {
        (venue_id, date): people
        for venue_id, date, people in session.execute(
            select(models.Visit.venue_id, models.Visit.service_date, func.sum(models.Visit.size))
            .where(models.Visit.venue_id.in_([venue.id for venue in venues]), models.Visit.held)
            .group_by(models.Visit.venue_id, models.Visit.service_date)
        )
    }
    return tuple(
        HeldToday(venue.id, venue.name, int(people))
        for venue in venues
        if (people := waiting.get((venue.id, service_date(now, venue.day_limit))))
    )


def _imports(session: Session, mine: frozenset[int]) -> tuple[ImportCutOff, ...]:
    row = models.EarlierImport
    return tuple(
        ImportCutOff(import_id, name, begun_at)
        for import_id, name, begun_at in session.execute(
            select(row.id, models.Partnership.name, row.made_at)
            .join(models.Partnership, models.Partnership.id == row.partnership_id)
            .where(
                row.partnership_id.in_(mine),
                row.finished_at.is_(None),
                row.taken_back_at.is_(None),
            )
            .order_by(models.Partnership.name, row.id)
        )
    )


def _invitations(
    session: Session, mine: frozenset[int], now: dt.datetime
) -> tuple[InvitationsOpen, ...]:
    row, maker = models.Invitation, aliased(models.Membership)
    # A link is worth only as much as its maker's access; the operator has no membership.
    made_by_coordinator = (
        select(maker.person_id)
        .join(models.Person, models.Person.id == maker.person_id)
        .where(
            maker.partnership_id == row.partnership_id,
            maker.person_id == row.made_by,
            maker.duty == Duty.COORDINATOR,
            models.Person.archived_on.is_(None),
        )
        .exists()
    )
    columns: tuple[Any, ...] = (models.Partnership.name, func.count(), func.min(row.ends_at))
    return tuple(
        InvitationsOpen(name, links, ends_at)
        for name, links, ends_at in session.execute(
            select(*columns)
            .join(models.Partnership, models.Partnership.id == row.partnership_id)
            .where(
                row.partnership_id.in_(mine),
                row.used_at.is_(None),
                row.ends_at > now,
                or_(row.made_by.is_(None), made_by_coordinator),
            )
            .group_by(models.Partnership.id, models.Partnership.name)
            .order_by(models.Partnership.name, models.Partnership.id)
        )
    )
