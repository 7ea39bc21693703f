"""The host's page about one day, and the list of days that can still be corrected."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.days.correction_window import open_dates
from app.domain.days.day_note import Note
from app.domain.days.day_state import DayState, Proposal, WhyClosed, proposal
from app.domain.people.access import Viewer
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.role import RoleOption
from app.domain.visits.counting import Cell, Measure
from app.domain.visits.source import Source
from app.services.core.lookup import counting_venue
from app.services.core.venue_profile import activities_of, all_roles_of, opening_hours_of, roles_of
from app.services.days.correctable_day import venue_and_today
from app.services.days.correction_history import Corrected, corrections_of_days
from app.services.visits.closures import said_of
from app.services.visits.day_counts import counts_of
from app.services.visits.day_notes import notes_of_days
from app.services.visits.manual_visits import total_of
from app.services.visits.visit_rows import running_counts


@dataclass(frozen=True)
class ShortDay:
    """A day in the list.

    `state` is None for today, unless it has no visits and a host has marked it as zero or closed.
    `proposal` says why a day without visits or such a mark may have been closed.
    """

    date: dt.date
    state: DayState | None
    why_closed: WhyClosed | None
    visits: int
    proposal: Proposal | None


@dataclass(frozen=True)
class Week:
    """The days that can still be corrected, latest first."""

    venue_id: int
    venue_name: str
    days: tuple[ShortDay, ...]


@dataclass(frozen=True)
class DayPage:
    """Everything a host can see and change about one day.

    `activities` and `roles` are paired with their visits. The numbers are exact: small ones need
    no protection from a host, who was there.
    """

    venue_id: int
    venue_name: str
    day: ShortDay
    is_today: bool
    sources: Mapping[Source, int]
    activities: tuple[tuple[ScheduledActivity, int], ...]
    roles: tuple[tuple[RoleOption, int], ...]
    corrections: tuple[Corrected, ...]
    notes: tuple[Note, ...]


def week(db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime) -> Week:
    """Return the days that can still be corrected. Raises NotFound."""
    with db.reading() as session:
        venue = counting_venue(session, viewer, venue_id)
        today = service_date(now, venue.day_limit)
        venue_and_today(session, viewer, venue_id, today, now)
        dates = open_dates(today)
        return Week(
            venue.id, venue.name, tuple(_short(session, venue, date, today) for date in dates)
        )


def day(db: Database, viewer: Viewer, venue_id: int, date: dt.date, *, now: dt.datetime) -> DayPage:
    """Return one day that can still be corrected. Raises NotFound."""
    with db.reading() as session:
        venue, today = venue_and_today(session, viewer, venue_id, date, now)
        counts = (
            running_counts(session, venue.id, date)
            if date == today
            else counts_of(session, venue.id, date)
        )
        activities = activities_of(session, venue.id)
        offered = running(activities, date)
        in_role: Counter[int] = Counter()
        for cell, number in counts.items():
            if cell.measure is Measure.ROLE and cell.role_id is not None:
                in_role[cell.role_id] += number
        offered_roles = {role.id for role in roles_of(session, venue.id)}

        def in_activity(activity: ScheduledActivity) -> int:
            return counts.get(Cell(Measure.ACTIVITY, activity_id=activity.id), 0)

        others = [one for one in activities if one not in offered and in_activity(one)]
        return DayPage(
            venue_id=venue.id,
            venue_name=venue.name,
            day=_short(session, venue, date, today),
            is_today=date == today,
            sources={
                source: number
                for source in Source
                if (number := counts.get(Cell(Measure.SOURCE, source=source), 0))
            },
            activities=tuple((one, in_activity(one)) for one in (*offered, *others)),
            roles=tuple(
                (role, in_role[role.id])
                for role in all_roles_of(session, venue.partnership_id)
                if role.id in offered_roles or in_role[role.id]
            ),
            corrections=corrections_of_days(session, venue.id, date, date),
            notes=notes_of_days(session, venue.id, date, date),
        )


def _short(session: Session, venue: models.Venue, date: dt.date, today: dt.date) -> ShortDay:
    state, why_closed = said_of(session, venue.id, date)
    if date < today and state is None:
        state = DayState.NOT_COUNTED
    if date == today:
        visits = total_of(session, venue.id, date)
    else:
        key = Cell(Measure.VISITS).key
        found = session.get(models.DayCount, (venue.id, date, key))
        visits = found.number if found else 0
    said = state in (DayState.ZERO, DayState.CLOSED)
    hours = opening_hours_of(session, venue.id)
    return ShortDay(
        date=date,
        state=None if visits and date == today else state,
        why_closed=why_closed,
        visits=visits,
        proposal=None if visits or said else proposal(date, hours),
    )
