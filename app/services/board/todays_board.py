"""The host's board: today at a venue."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import Openings
from app.domain.base.service_day import day_ends, service_date
from app.domain.board.attendance_estimate import asks_on
from app.domain.days.day_state import DayState, Proposal, WhyClosed, proposal
from app.domain.days.earlier_day import EarlierDay
from app.domain.people.access import Viewer
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.opening import is_open_at
from app.domain.venues.role import RoleOption
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.held import HeldBatch
from app.domain.visits.source import Source
from app.services.board.attendance_estimate import answered_today
from app.services.board.board_poll import quarter_of
from app.services.board.earlier_days import earlier_days
from app.services.board.held_visits import batches_of
from app.services.core.lookup import counting_venue
from app.services.core.venue_profile import activities_of, all_roles_of, opening_hours_of, roles_of
from app.services.visits.closures import said_of
from app.services.visits.day_notes import notes_of_days
from app.services.visits.visit_rows import running_counts


@dataclass(frozen=True)
class ActivityRow:
    """An activity on the board. `offered` is false if it no longer runs today but has counts."""

    activity: ScheduledActivity
    number: int
    offered: bool


@dataclass(frozen=True)
class RoleRow:
    """A role on the board, counted both in activities and outside them."""

    role: RoleOption
    number: int


@dataclass(frozen=True)
class Board:
    """Today at a venue, with exact numbers.

    `total` counts visits and is not the sum of the activities. `company` counts those who would
    like company, `ideas` those who have an idea, `groups` the groups checked in on one phone or
    tablet, and `held` those waiting for a host to confirm them; they are also in
    `held_batches`. `proposal` is what the calendar suggests for a day without visits.
    `earlier` is yesterday and this weekday a week ago. `asks_attendance` is whether to ask how
    many people are here. `quarter` comes from `quarter_of`.
    """

    partnership_id: int
    venue_id: int
    venue_name: str
    date: dt.date
    ends_at: dt.datetime
    version: int
    hours: Openings
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
    held_batches: tuple[HeldBatch, ...]
    why_closed: WhyClosed | None
    proposal: Proposal | None
    asks_attendance: bool
    notes: int
    earlier: tuple[EarlierDay, ...]
    quarter: int

    @property
    def tag(self) -> str:
        """A version string that changes whenever the board does.

        An empty board shows whether the venue is open, so its tag also changes every quarter of
        an hour.
        """
        by_the_clock = "" if self.total else f".{self.quarter}"
        return f"{self.venue_id}-{self.date}-{self.version}{by_the_clock}"


def board(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> Board:
    """Return today's board. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        return _board(session, venue, now)


def _hands_and_groups(session: Session, venue_id: int, date: dt.date) -> tuple[int, int]:
    of_phones = (Source.PHONE, Source.TABLET)
    found = session.execute(
        select(
            func.count().filter(models.Visit.has_idea, models.Visit.held.is_(False)),
            func.count().filter(
                models.Visit.size > 1,
                models.Visit.source.in_(of_phones),
                models.Visit.held.is_(False),
            ),
        ).where(models.Visit.venue_id == venue_id, models.Visit.service_date == date)
    ).one()
    return found[0], found[1]


def _board(session: Session, venue: models.Venue, now: dt.datetime) -> Board:
    date = service_date(now, venue.day_limit)
    counts = running_counts(session, venue.id, date)
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
    day = session.get(models.Day, (venue.id, date))
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
        is_open=is_open_at(
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
        held_batches=batches_of(session, venue.id, date),
        why_closed=why_closed,
        proposal=None if total or state else proposal(date, hours),
        asks_attendance=asks_on(date, venue.id) and not answered_today(session, venue.id, date),
        notes=len(notes_of_days(session, venue.id, date, date)),
        earlier=earlier_days(session, venue, date),
        quarter=quarter_of(now),
    )
