"""The host's day: the board, and counting people who have no phone."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.opening_hours import Span
from app.domain.base.service_day import day_ends, service_date
from app.domain.board.attendance_estimate import asks_on
from app.domain.days.day_state import DayState, Proposal, WhyClosed, proposal
from app.domain.people.access import Act, Viewer
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.opening import is_open
from app.domain.venues.role import RoleOption
from app.domain.visits.counting import Cell, Measure, count
from app.domain.visits.source import Source
from app.models import Day, Person, Venue, Visit
from app.services._closed_days import said_of
from app.services._days import visit_rows
from app.services._notes import notes_of_days
from app.services._places import (
    activities_of,
    all_roles_of,
    counting_venue,
    opening_hours_of,
    roles_of,
)
from app.services.head_checks import answered_today
from app.services.open_board import quarter_of


@dataclass(frozen=True)
class VenueChoice:
    """A venue that the viewer may count at."""

    id: int
    name: str


@dataclass(frozen=True)
class ActivityRow:
    """An activity on the board; `offered` is false where it only has counts left from earlier."""

    activity: ScheduledActivity
    number: int
    offered: bool


@dataclass(frozen=True)
class RoleRow:
    """A role on the board, held anywhere in the place."""

    role: RoleOption
    number: int


@dataclass(frozen=True)
class Board:
    """Today at a venue, exact. `total` is visits; it is not the sum of the activities.

    `groups` came together on one phone. `proposal` is what the calendar proposes for a day without
    visits; `asks_heads` tells that the board asks today about how many are here. `quarter` is the
    quarter of an hour, counted from 1970.
    """

    partnership_id: int
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
    groups: int
    held: int
    why_closed: WhyClosed | None
    proposal: Proposal | None
    asks_heads: bool
    notes: int
    quarter: int

    @property
    def tag(self) -> str:
        """A short text that changes whenever the board does.

        One on which nobody is counted says whether the door is open: it changes by the clock too.
        """
        by_the_clock = "" if self.total else f".{self.quarter}"
        return f"{self.venue_id}-{self.date}-{self.version}{by_the_clock}"


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
    if viewer.known_as is None:
        return next(iter(viewer.host_venues), None)
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


def today_at(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> dt.date:
    """The running service date of the venue. Raises NotFound."""
    with db.reading() as session:
        return service_date(now, counting_venue(session, viewer, venue_id).day_limit)


def board(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> Board:
    """Today at the venue. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        return _board(session, venue, now)


def _hands_and_groups(session: Session, venue_id: int, date: dt.date) -> tuple[int, int]:
    of_phones = (Source.PHONE, Source.TABLET)
    found = session.execute(
        select(
            func.count().filter(Visit.has_idea),
            func.count().filter(Visit.size > 1, Visit.source.in_(of_phones), Visit.held.is_(False)),
        ).where(Visit.venue_id == venue_id, Visit.service_date == date)
    ).one()
    return found[0], found[1]


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
    ideas, groups = _hands_and_groups(session, venue.id, date)
    day = session.get(Day, (venue.id, date))
    total = counts.get(Cell(Measure.VISITS), 0)
    state, why_closed = said_of(session, venue.id, date)
    offered_roles = {role.id for role in roles_of(session, venue.id)}
    return Board(
        partnership_id=venue.partnership_id,
        venue_id=venue.id,
        venue_name=venue.name,
        date=date,
        ends_at=day_ends(date, venue.day_limit),
        version=day.version if day else 0,
        hours=hours.on(date),
        is_open=is_open(
            hours, activities, date, now, said_closed=state is DayState.CLOSED and not total
        ),
        state=state,
        total=total,
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
        ideas=ideas,
        groups=groups,
        held=counts.get(Cell(Measure.HELD), 0),
        why_closed=why_closed,
        proposal=None if total or state else proposal(date, hours),
        asks_heads=asks_on(date, venue.id) and not answered_today(session, venue.id, date),
        notes=len(notes_of_days(session, venue.id, date, date)),
        quarter=quarter_of(now),
    )
