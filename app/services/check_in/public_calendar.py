"""The public calendar of a code. Fetching it counts nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.check_in import public_calendar as rules
from app.domain.days.day_state import DayState
from app.domain.venues import codes
from app.domain.visits.refusals import UnknownCode, VenueArchived
from app.services.core.venue_profile import (
    activities_of,
    closed_ahead,
    languages_of,
    opening_hours_of,
)

REMEMBERED = dt.timedelta(days=366)
"""How far back the calendar leaves out closed days."""


@dataclass(frozen=True)
class Calendar:
    """The calendar of a venue, or of one activity if the code belongs to one."""

    code: str
    name: str
    events: tuple[rules.Event, ...]


def calendar(db: Database, typed: str, *, now: dt.datetime) -> Calendar:
    """Return the calendar of a code. Raises UnknownCode, VenueArchived.

    A replaced code still works, so that subscribers keep the calendar when a poster is replaced.
    """
    with db.reading() as session:
        code = session.get(models.Code, codes.normalise(typed) or "")
        if code is None:
            raise UnknownCode
        venue = session.get_one(models.Venue, code.venue_id)
        today = service_date(now, venue.day_limit)
        if venue.archived_on is not None and today >= venue.archived_on:
            raise VenueArchived(venue.name, languages_of(session, venue))
        made = select(models.Activity.id, models.Activity.created_on).where(
            models.Activity.venue_id == venue.id
        )
        created_on = dict(row for row in session.execute(made))
        shown = [
            activity
            for activity in activities_of(session, venue.id)
            if code.activity_id in (None, activity.id)
        ]
        hours = opening_hours_of(session, venue.id)
        was_closed = session.scalars(
            select(models.Day.service_date).where(
                models.Day.venue_id == venue.id,
                models.Day.state == DayState.CLOSED,
                models.Day.service_date >= today - REMEMBERED,
            )
        )
        closed = {*was_closed, *closed_ahead(session, venue.id)}
        events = (
            event
            for activity in sorted(shown, key=lambda one: one.id)
            for event in rules.events(
                activity, created_on[activity.id], today, hours=hours, closed=closed
            )
        )
        return Calendar(code.code, venue.name, tuple(events))
