"""The host's day: the board, and counting people who have no phone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.access import Act, Viewer
from app.domain.activities import Activity, running
from app.domain.check_in import Role, Source, is_open
from app.domain.counting import Cell, DayState, Measure, count
from app.domain.service_day import Span, day_ends, service_date
from app.models import Day, Person, Venue, Visit
from app.services._days import visit_rows
from app.services._places import (
    activities_of,
    all_roles_of,
    counting_venue,
    opening_hours_of,
    roles_of,
)


@dataclass(frozen=True)
class VenueChoice:
    """A venue that the viewer may count at."""

    id: int
    name: str


@dataclass(frozen=True)
class ActivityRow:
    """An activity on the board; `offered` is false where it only has counts left from earlier."""

    activity: Activity
    number: int
    offered: bool


@dataclass(frozen=True)
class RoleRow:
    """A role on the board, held anywhere in the place."""

    role: Role
    number: int


@dataclass(frozen=True)
class Board:
    """Today at a venue, exact. `total` is visits; it is not the sum of the activities."""

    venue_id: int
    venue_name: str
    date: dt.date
    ends_at: dt.datetime
    version: int
    hours: Span | None
    is_open: bool
    state: DayState | None
    total: int
    just_here: int
    activities: tuple[ActivityRow, ...]
    roles: tuple[RoleRow, ...]
    sources: dict[Source, int]
    company: int
    ideas: int
    held: int


def my_venues(db: Database, viewer: Viewer) -> tuple[VenueChoice, ...]:
    """The venues where the viewer may count, by name."""
    with db.reading() as session:
        rows = session.scalars(
            select(Venue)
            .where(
                Venue.partnership_id.in_(viewer.partnerships(Act.COUNT_TODAY)),
                Venue.archived_on.is_(None),
            )
            .order_by(Venue.name)
        )
        return tuple(
            VenueChoice(row.id, row.name)
            for row in rows
            if viewer.may(Act.COUNT_TODAY, row.partnership_id, row.id)
        )


def last_venue(db: Database, viewer: Viewer) -> int | None:
    """The venue that the viewer chose last, where they may still count there."""
    with db.reading() as session:
        person = session.get_one(Person, viewer.person_id)
        venue = session.get(Venue, person.last_venue_id or 0)
        if venue is None or venue.archived_on is not None:
            return None
        return venue.id if viewer.may(Act.COUNT_TODAY, venue.partnership_id, venue.id) else None


def choose_venue(db: Database, viewer: Viewer, venue_id: int) -> None:
    """Remember the venue for the viewer's next look at today. Raises NotFound."""
    with db.writing() as session:
        counting_venue(session, viewer, venue_id)
        session.get_one(Person, viewer.person_id).last_venue_id = venue_id


def board_version(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> str:
    """A short text that changes whenever the board does. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        date = service_date(now, venue.day_limit)
        return f"{venue_id}-{date}-{_version(session, venue_id, date)}"


def board(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> Board:
    """Today at the venue. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        return _board(session, venue, now)


def _hands_raised(session: Session, venue_id: int, date: dt.date) -> int:
    raised = select(func.count()).where(
        Visit.venue_id == venue_id, Visit.service_date == date, Visit.has_idea
    )
    return session.scalar(raised) or 0


def _board(session: Session, venue: Venue, now: dt.datetime) -> Board:
    date = service_date(now, venue.day_limit)
    counts = count(visit_rows(session, venue.id, date))
    activities = activities_of(session, venue.id)
    offered = running(activities, date)
    hours = opening_hours_of(session, venue.id)
    left_over = [
        activity
        for activity in activities
        if activity not in offered and counts.get(Cell(Measure.ACTIVITY, activity_id=activity.id))
    ]
    in_role: Counter[int] = Counter()
    for cell, number in counts.items():
        if cell.measure is Measure.ROLE and cell.role_id is not None:
            in_role[cell.role_id] += number
    offered_roles = {role.id for role in roles_of(session, venue.id)}
    return Board(
        venue_id=venue.id,
        venue_name=venue.name,
        date=date,
        ends_at=day_ends(date, venue.day_limit),
        version=_version(session, venue.id, date),
        hours=hours.on(date),
        is_open=is_open(hours, activities, date, now),
        state=_said(session, venue.id, date),
        total=counts.get(Cell(Measure.VISITS), 0),
        just_here=counts.get(Cell(Measure.JUST_HERE), 0),
        activities=tuple(
            ActivityRow(
                activity,
                number=counts.get(Cell(Measure.ACTIVITY, activity_id=activity.id), 0),
                offered=activity in offered,
            )
            for activity in (*offered, *left_over)
        ),
        roles=tuple(
            RoleRow(role, in_role[role.id])
            for role in all_roles_of(session, venue.partnership_id)
            if role.id in offered_roles or in_role[role.id]
        ),
        sources={
            source: number
            for source in Source
            if (number := counts.get(Cell(Measure.SOURCE, source=source), 0))
        },
        company=counts.get(Cell(Measure.COMPANY), 0),
        ideas=_hands_raised(session, venue.id, date),
        held=counts.get(Cell(Measure.HELD), 0),
    )


def _version(session: Session, venue_id: int, date: dt.date) -> int:
    version = session.scalar(
        select(Day.version).where(Day.venue_id == venue_id, Day.service_date == date)
    )
    return version or 0


def _said(session: Session, venue_id: int, date: dt.date) -> DayState | None:
    said = session.scalar(
        select(Day.state).where(Day.venue_id == venue_id, Day.service_date == date)
    )
    return DayState(said) if said else None
