"""Finding, changing and removing a visit from a phone or tablet.

Every function takes an open session; those that change a visit need the day locked.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.domain.venues.activity import ScheduledActivity
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.pace import Pace
from app.domain.visits.source import Source
from app.domain.visits.ticket import key_of, visit_id
from app.services.visits.day_parts import lower_part, raise_part
from app.services.visits.day_row import day_key, open_day_key
from app.services.visits.holding import hold_if_too_many


def find(session: Session, target: CodeTarget, ticket: str | None) -> models.Visit | None:
    """Return the ticket's visit today, or None."""
    key = key_of(ticket, target.date)
    secret = day_key(session, target.venue_id, target.date) if key else None
    if key is None or secret is None:
        return None
    return session.get(models.Visit, visit_id(secret, target.venue_id, key))


def new_visit(
    session: Session,
    venue: models.Venue,
    target: CodeTarget,
    key: str,
    source: Source,
    then: dt.datetime,
    *,
    pace: Pace | None,
    now: dt.datetime,
) -> models.Visit:
    """Add a visit of one person, held for a host to confirm if there are too many.

    `then` is when the button was tapped. Only a counter for that part of the day is raised; the
    visit itself stores no time. `pace` is as in `hold_if_too_many`.
    """
    visit = models.Visit(
        id=visit_id(open_day_key(session, venue.id, target.date), venue.id, key),
        venue_id=venue.id,
        service_date=target.date,
        source=source,
        held=False,
    )
    hold_if_too_many(session, venue, visit, more=1, pace=pace, now=now)
    session.add(visit)
    session.flush()
    if not visit.held:
        raise_part(session, venue.id, target.date, 1, then)
    return visit


def resize(
    session: Session,
    venue: models.Venue,
    visit: models.Visit,
    size: int,
    then: dt.datetime,
    *,
    pace: Pace | None,
    now: dt.datetime,
) -> None:
    """Set the size of the visit's group.

    A visit that grows too large is held for a host to confirm. `then` and `pace` are as in
    `new_visit`.
    """
    before = 0 if visit.held else visit.size
    if size > visit.size:
        more = size - visit.size
        hold_if_too_many(session, venue, visit, more=more, pace=pace, now=now)
    visit.size = size
    more = (0 if visit.held else size) - before
    if more > 0:
        raise_part(session, venue.id, visit.service_date, more, then)
    elif more < 0:
        lower_part(session, venue.id, visit.service_date, -more, then)


def remove(session: Session, visit: models.Visit, now: dt.datetime) -> None:
    """Delete the visit, and lower the counter by part of the day unless it is held."""
    if not visit.held:
        lower_part(session, visit.venue_id, visit.service_date, visit.size, now)
    session.delete(visit)


def be_just_here(session: Session, visit: models.Visit) -> None:
    """Leave every activity and role, and mark the visit as changed if it had any."""
    if not mine(session, visit).just_here:
        visit.changed = True
    session.execute(delete(models.Participation).where(models.Participation.visit_id == visit.id))
    session.execute(delete(models.VisitRole).where(models.VisitRole.visit_id == visit.id))


def mine(session: Session, visit: models.Visit) -> MyVisit:
    """Return the visit as its own visitor sees it."""
    session.flush()
    return MyVisit(
        size=visit.size,
        wants_company=visit.wants_company,
        has_idea=visit.has_idea,
        held=visit.held,
        activities=frozenset(
            session.scalars(
                select(models.Participation.activity_id).where(
                    models.Participation.visit_id == visit.id
                )
            )
        ),
        roles=dict(
            session.execute(
                select(models.VisitRole.role_id, models.VisitRole.activity_id).where(
                    models.VisitRole.visit_id == visit.id
                )
            ).all()
        ),
    )


def hold_role(
    session: Session, visit: models.Visit, role_id: int, activity: ScheduledActivity | None
) -> None:
    """Take a role; does nothing if the visit has it already.

    The role belongs to `activity` if the visit takes part in it, else to the visit's only
    activity, else to no activity.
    """
    before = mine(session, visit)
    if role_id not in before.roles:
        within = before.activity_of_role(activity.id if activity else None)
        session.add(models.VisitRole(visit_id=visit.id, role_id=role_id, activity_id=within))


def drop_role(session: Session, visit: models.Visit, role_id: int) -> None:
    """Give up a role, whichever activity it belongs to."""
    session.execute(
        delete(models.VisitRole).where(
            models.VisitRole.visit_id == visit.id, models.VisitRole.role_id == role_id
        )
    )


def leave_activity(session: Session, visit: models.Visit, activity_id: int) -> None:
    """Leave an activity and the roles that belong to it."""
    for table in (models.Participation, models.VisitRole):
        session.execute(
            delete(table).where(table.visit_id == visit.id, table.activity_id == activity_id)
        )


def join_activity(session: Session, visit: models.Visit, activity_id: int) -> None:
    """Join the activity; does nothing if the visit takes part already."""
    if session.get(models.Participation, (visit.id, activity_id)) is None:
        session.add(models.Participation(visit_id=visit.id, activity_id=activity_id))
