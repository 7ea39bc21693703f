"""What a host opens, starts and ends today. The set-up stays the coordinator's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.text import same_name
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.activity import ActivityKind, ScheduledActivity, running
from app.domain.venues.set_up import NameTaken
from app.services.core.lookup import active_venue, found
from app.services.core.venue_profile import activities_of
from app.services.venues.make_code import make_code
from app.services.visits.current_codes import code_of_activity
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class TodaysActivities:
    """What runs today, and what could be started: the venue's other activities by name."""

    venue_id: int
    venue_name: str
    running: tuple[ScheduledActivity, ...]
    others: tuple[ScheduledActivity, ...]


@dataclass(frozen=True)
class ToShow:
    """An activity of the venue and the code to show for it."""

    venue_id: int
    venue_name: str
    activity: ScheduledActivity
    code: str
    runs: bool


def activities(
    db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime
) -> TodaysActivities:
    """What runs today and what could. Raises NotFound."""
    with db.reading() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id)
        date = service_date(now, venue.day_limit)
        everything = activities_of(session, venue.id)
        runs = running(everything, date)
        others = [
            one
            for one in everything
            if one not in runs
            and (not one.is_over(date) or date in one.said)
            and (one.archived_on is None or date < one.archived_on)
        ]
        return TodaysActivities(
            venue.id, venue.name, runs, tuple(sorted(others, key=lambda a: a.name.casefold()))
        )


def open_new(db: Database, viewer: Viewer, venue_id: int, name: str, *, now: dt.datetime) -> int:
    """Open an emerging activity, from now on and whatever the hour; returns its id.

    The same name sent twice opens one: an emerging activity of today that is called so is the one.
    Raises NotFound, NameTaken.
    """
    with db.writing() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id, lock=True)
        date = service_date(now, venue.day_limit)
        for other in activities_of(session, venue.id):
            if other.is_over(date) or not same_name(other.name, name):
                continue
            row = session.get_one(models.Activity, other.id)
            if other.kind is ActivityKind.EMERGING and row.made_on == date:
                return other.id
            raise NameTaken
        row = models.Activity(
            venue_id=venue.id, name=name, kind=ActivityKind.EMERGING, is_cause=False, made_on=date
        )
        session.add(row)
        session.flush()
        make_code(session, venue.id, row.id, date)
        session.add(models.ActivityDay(activity_id=row.id, service_date=date, runs=True))
        touch(session, venue.id, now)
        return row.id


def say(
    db: Database,
    viewer: Viewer,
    venue_id: int,
    activity_id: int,
    *,
    runs: bool,
    now: dt.datetime,
) -> str:
    """Start an activity today, outside its times too, or end it early; returns its name.

    Its own times stay, and tomorrow is as planned. Raises NotFound.
    """
    with db.writing() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id, lock=True)
        date = service_date(now, venue.day_limit)
        activity = _of_venue(session, venue, activity_id, date)
        row = session.get(models.ActivityDay, (activity.id, date))
        if row is None:
            row = models.ActivityDay(activity_id=activity.id, service_date=date)
            session.add(row)
        row.runs = runs
        touch(session, venue.id, now)
        return activity.name


def to_show(
    db: Database, viewer: Viewer, venue_id: int, activity_id: int, *, now: dt.datetime
) -> ToShow:
    """An activity with its code, for somebody to scan from the screen. Raises NotFound."""
    with db.reading() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id)
        date = service_date(now, venue.day_limit)
        activity = _of_venue(session, venue, activity_id, date)
        return ToShow(
            venue_id=venue.id,
            venue_name=venue.name,
            activity=activity,
            code=code_of_activity(session, venue.id, activity.id).code,
            runs=activity.runs_on(date),
        )


def _of_venue(
    session: Session, venue: models.Venue, activity_id: int, date: dt.date
) -> ScheduledActivity:
    row = found(session, models.Activity, activity_id)
    if row.venue_id != venue.id or (row.archived_on is not None and date >= row.archived_on):
        raise NotFound
    return next(one for one in activities_of(session, venue.id) if one.id == row.id)
