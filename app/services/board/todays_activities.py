"""Starting and ending activities for today, as a host. Coordinators set up the schedule."""

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
    """What runs today, and the venue's other activities that could be started, by name."""

    venue_id: int
    venue_name: str
    running: tuple[ScheduledActivity, ...]
    others: tuple[ScheduledActivity, ...]


@dataclass(frozen=True)
class ToShow:
    """An activity, the code to show for it, and whether it runs today."""

    venue_id: int
    venue_name: str
    activity: ScheduledActivity
    code: str
    runs: bool


def activities(
    db: Database, viewer: Viewer, venue_id: int, *, now: dt.datetime
) -> TodaysActivities:
    """Return what runs today and what could be started. Raises NotFound."""
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
    """Create an emerging activity that runs from now on, and return its id.

    If an emerging activity with this name was created today, returns that one, so a form that is
    sent twice creates one activity. Raises NotFound, and NameTaken if another activity has the
    name.
    """
    with db.writing() as session:
        venue = active_venue(session, viewer, Act.RUN_TODAY, venue_id, lock=True)
        date = service_date(now, venue.day_limit)
        for other in activities_of(session, venue.id):
            if other.is_over(date) or not same_name(other.name, name):
                continue
            row = session.get_one(models.Activity, other.id)
            if other.kind is ActivityKind.EMERGING and row.created_on == date:
                return other.id
            raise NameTaken
        row = models.Activity(
            venue_id=venue.id,
            name=name,
            kind=ActivityKind.EMERGING,
            is_cause=False,
            created_on=date,
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
    """Start an activity today, even outside its times, or end it early; return its name.

    Only today is affected; its schedule is unchanged. Raises NotFound.
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
    """Return an activity with its code, to be scanned from the host's screen. Raises NotFound."""
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
