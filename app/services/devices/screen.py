"""The public screen at a venue: today's total, the activities and a code to scan.

Anybody in the room can read it, so it shows no roles, sources or wishes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.opening_hours import Openings
from app.domain.base.service_day import service_date
from app.domain.devices.device import RunningDevice
from app.domain.venues import look
from app.domain.venues.activity import ScheduledActivity, running
from app.domain.venues.opening import is_open_at
from app.domain.visits.counting import Cell, Measure
from app.services.core.venue_profile import activities_of, opening_hours_of
from app.services.devices.device_number import number_of
from app.services.visits.closures import is_closed
from app.services.visits.code_target import next_opening
from app.services.visits.current_codes import code_for_screen
from app.services.visits.visit_rows import running_counts


@dataclass(frozen=True)
class Screen:
    """What the screen shows.

    `version` changes whenever anything else here does. `number` identifies the screen on the
    host's page. `total` counts visits and is not the sum of the activities. `opens` is when a
    closed venue opens next; None if it is open, or if that is unknown.
    """

    version: str
    number: int
    venue_name: str
    colour: str
    date: dt.date
    total: int
    activities: tuple[tuple[ScheduledActivity, int], ...]
    code: str
    is_open: bool
    opens: tuple[dt.date, Openings] | None


def version(db: Database, device: RunningDevice, *, now: dt.datetime) -> str:
    """Return a string that changes whenever the screen's content does."""
    with db.reading() as session:
        venue = session.get_one(models.Venue, device.venue_id)
        return _version(session, venue, service_date(now, venue.day_limit), now)


def screen(db: Database, device: RunningDevice, *, now: dt.datetime) -> Screen:
    """Return what the screen shows now."""
    with db.reading() as session:
        venue = session.get_one(models.Venue, device.venue_id)
        date = service_date(now, venue.day_limit)
        counts = running_counts(session, venue.id, date)
        is_open = _is_open(session, venue, date, now)
        return Screen(
            version=_version(session, venue, date, now),
            number=number_of(session, device),
            venue_name=venue.name,
            colour=look.colour_of(venue.colour, venue.kind),
            date=date,
            total=counts.get(Cell(Measure.VISITS), 0),
            activities=tuple(
                (activity, counts.get(Cell(Measure.ACTIVITY, activity_id=activity.id), 0))
                for activity in running(activities_of(session, venue.id), date)
            ),
            code=code_for_screen(session, venue, now),
            is_open=is_open,
            opens=None if is_open else next_opening(session, venue.id, date, now),
        )


def code(db: Database, device: RunningDevice, *, now: dt.datetime) -> str:
    """Return the code that the screen shows now."""
    with db.reading() as session:
        return code_for_screen(session, session.get_one(models.Venue, device.venue_id), now)


def _version(session: Session, venue: models.Venue, date: dt.date, now: dt.datetime) -> str:
    day = session.get(models.Day, (venue.id, date))
    is_open = "open" if _is_open(session, venue, date, now) else "closed"
    code = code_for_screen(session, venue, now)
    return f"{venue.id}-{date}-{day.version if day else 0}-{is_open}-{code}"


def _is_open(session: Session, venue: models.Venue, date: dt.date, now: dt.datetime) -> bool:
    return is_open_at(
        opening_hours_of(session, venue.id),
        activities_of(session, venue.id),
        date,
        now,
        said_closed=is_closed(session, venue.id, date),
    )
