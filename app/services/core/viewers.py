"""What a person may do now, including the person who made a link earlier."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from app import models
from app.domain.people.access import Act, Duty, Viewer
from app.services.core.two_steps import has_second_factor


def viewer_of(session: Session, person_id: int) -> Viewer | None:
    """Return what the person may do, or None if the account is archived or missing."""
    person = session.get(models.Person, person_id)
    if person is None or person.archived_on is not None:
        return None
    duties = session.execute(_duties(), {"person_id": person_id})
    venues = session.scalars(_venues(), {"person_id": person_id})
    return Viewer(
        person_id=person.id,
        name=person.name,
        language=person.language,
        duties={partnership: Duty(duty) for partnership, duty in duties},
        venues=frozenset(venues),
        must_change_password=person.must_change_password,
        has_second_factor=has_second_factor(session, person),
    )


# Every page of the desk asks this, and building the questions takes longer than asking them.
@cache
def _duties() -> Select[int, str]:
    membership = models.Membership
    return select(membership.partnership_id, membership.duty).where(
        membership.person_id == bindparam("person_id")
    )


@cache
def _venues() -> Select[int]:
    host = models.HostVenue
    return select(host.venue_id).where(host.person_id == bindparam("person_id"))


def may_still(
    session: Session, person_id: int, act: Act, partnership_id: int, venue_id: int | None = None
) -> bool:
    """Return whether the person may do this now. Links they made work only while they may."""
    maker = viewer_of(session, person_id)
    return maker is not None and maker.may(act, partnership_id, venue_id)
