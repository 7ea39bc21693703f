"""Adding, changing, archiving and restoring activities. They are never deleted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.base.text import same_name
from app.domain.people.access import Act, Viewer
from app.domain.venues.activity import ActivityKind, ScheduledActivity
from app.domain.venues.set_up import NameTaken, OutsideDay, SingleNeedsDate, TimesOverlap
from app.domain.venues.typed_times import outside_day
from app.domain.venues.usual_times import UsualTimes, contradict
from app.services.core.lookup import allowed_venue, found
from app.services.core.venue_profile import activities_of
from app.services.venues.make_code import make_code
from app.services.visits.day_row import touch


@dataclass(frozen=True)
class Plan:
    """What to store for an activity. `times` are when it runs.

    A single activity needs `on_date`, and times for that weekday at most. `sign` is the chosen
    pictogram, or empty for the one that the name suggests.
    """

    name: str
    kind: ActivityKind
    is_cause: bool = False
    on_date: dt.date | None = None
    times: UsualTimes = ()
    sign: str = ""


@dataclass(frozen=True)
class ActivityPage:
    venue_id: int
    venue_name: str
    today: dt.date
    activity: ScheduledActivity


def activity(db: Database, viewer: Viewer, activity_id: int, *, now: dt.datetime) -> ActivityPage:
    """Return one activity with its venue. Raises NotFound."""
    with db.reading() as session:
        venue, row = allowed_activity(session, viewer, activity_id)
        shown = next(each for each in activities_of(session, venue.id) if each.id == row.id)
        today = service_date(now, venue.day_limit)
        return ActivityPage(venue.id, venue.name, today, shown)


def add_activity(
    db: Database, viewer: Viewer, venue_id: int, plan: Plan, *, now: dt.datetime
) -> int:
    """Add an activity with its code, and return its id.

    Raises NotFound, NameTaken, SingleNeedsDate, OutsideDay, TimesOverlap.
    """
    with db.writing() as session:
        venue = allowed_venue(session, viewer, Act.SET_UP, venue_id, lock=True)
        check_plan(session, venue, plan)
        today = service_date(now, venue.day_limit)
        row = models.Activity(venue_id=venue.id, created_on=today)
        write_plan(session, row, plan)
        make_code(session, venue.id, row.id, today)
        touch(session, venue.id, now)
        return row.id


def change_activity(
    db: Database, viewer: Viewer, activity_id: int, plan: Plan, *, now: dt.datetime
) -> None:
    """Change an activity; its code and counts are kept. Raises the same as `add_activity`."""
    with db.writing() as session:
        venue, row = allowed_activity(session, viewer, activity_id, lock=True)
        check_plan(session, venue, plan, besides=row.id)
        session.execute(
            delete(models.ActivityTime).where(models.ActivityTime.activity_id == row.id)
        )
        write_plan(session, row, plan)
        touch(session, venue.id, now)


def archive_activity(db: Database, viewer: Viewer, activity_id: int, *, now: dt.datetime) -> None:
    """Archive an activity from today on; its counts are kept. Raises NotFound."""
    with db.writing() as session:
        venue, row = allowed_activity(session, viewer, activity_id, lock=True)
        row.archived_on = row.archived_on or service_date(now, venue.day_limit)
        touch(session, venue.id, now)


def restore_activity(db: Database, viewer: Viewer, activity_id: int, *, now: dt.datetime) -> None:
    """Restore an archived activity with its code. Raises NotFound, NameTaken."""
    with db.writing() as session:
        venue, row = allowed_activity(session, viewer, activity_id, lock=True)
        kind = ActivityKind(row.kind)
        must_be_free(session, venue, row.name, kind, row.on_date, besides=row.id)
        row.archived_on = None
        touch(session, venue.id, now)


def allowed_activity(
    session: Session, viewer: Viewer, activity_id: int, *, lock: bool = False
) -> tuple[models.Venue, models.Activity]:
    row = found(session, models.Activity, activity_id)
    return allowed_venue(session, viewer, Act.SET_UP, row.venue_id, lock=lock), row


def check_plan(
    session: Session, venue: models.Venue, plan: Plan, *, besides: int | None = None
) -> None:
    if plan.kind is ActivityKind.SINGLE and plan.on_date is None:
        raise SingleNeedsDate
    weekday = outside_day(((one.weekday, one.span) for one in plan.times), venue.day_limit)
    if weekday is not None:
        raise OutsideDay(weekday)
    if contradict(plan.times):
        raise TimesOverlap
    must_be_free(session, venue, plan.name, plan.kind, plan.on_date, besides=besides)


def must_be_free(
    session: Session,
    venue: models.Venue,
    name: str,
    kind: ActivityKind,
    on_date: dt.date | None,
    *,
    besides: int | None,
) -> None:
    """Raise NameTaken if an activity in use has the name.

    Single activities on different dates may share one, as the same event can come again.
    """
    for other in activities_of(session, venue.id):
        if other.id == besides or other.archived_on is not None or not same_name(other.name, name):
            continue
        both_single = kind is other.kind is ActivityKind.SINGLE
        if not both_single or on_date == other.on_date:
            raise NameTaken


def write_plan(session: Session, row: models.Activity, plan: Plan) -> None:
    single = plan.kind is ActivityKind.SINGLE
    row.name, row.kind, row.is_cause = plan.name, plan.kind, plan.is_cause
    row.on_date = plan.on_date if single else None
    row.sign = plan.sign or None
    session.add(row)
    session.flush()
    session.add_all(
        models.ActivityTime(
            activity_id=row.id,
            weekday=time.weekday,
            starts=time.span.start,
            rhythm=time.rhythm,
            ends=time.span.end,
            since=time.since,
        )
        for time in plan.times
    )
    session.flush()
