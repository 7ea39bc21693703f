"""Steps on a phone's visit that several services share. They take the session."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.check_in import Door, MyVisit, key_of, visit_id
from app.models import Participation, Visit, VisitRole
from app.services._days import day_key


def find(session: Session, door: Door, ticket: str | None) -> Visit | None:
    """The visit of today that the ticket opens, if there is one."""
    key = key_of(ticket, door.date)
    secret = day_key(session, door.venue_id, door.date) if key else None
    if key is None or secret is None:
        return None
    return session.get(Visit, visit_id(secret, door.venue_id, key))


def mine(session: Session, visit: Visit) -> MyVisit:
    """The visit as its own visitor sees it."""
    session.flush()
    return MyVisit(
        size=visit.size,
        wants_company=visit.wants_company,
        has_idea=visit.has_idea,
        held=visit.held,
        activities=frozenset(
            session.scalars(
                select(Participation.activity_id).where(Participation.visit_id == visit.id)
            )
        ),
        roles=dict(
            session.execute(
                select(VisitRole.role_id, VisitRole.activity_id).where(
                    VisitRole.visit_id == visit.id
                )
            ).all()
        ),
    )


def join_activity(session: Session, visit: Visit, activity_id: int) -> None:
    """Take part in the activity; nothing happens where the visit does already."""
    if session.get(Participation, (visit.id, activity_id)) is None:
        session.add(Participation(visit_id=visit.id, activity_id=activity_id))
