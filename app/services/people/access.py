"""Changing and removing access to a partnership. Access is given by invitation.

An account belongs to its person and can be used in several partnerships. Its name and password
can only be changed by a coordinator of all of them, or by the operator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.people.access import OF_VENUES, Act, Duty, NotFound, Viewer
from app.domain.people.membership import LastCoordinator, OwnAccess
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership
from app.services.people import provider_ties
from app.services.people.account_ownership import must_be_ours, partnerships_of
from app.services.people.codes import drop_second_factor
from app.services.people.lost_access import end_what_is_lost
from app.services.people.sessions import shut_out


def change_member(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    person_id: int,
    *,
    duty: Duty,
    venue_ids: Set[int] = frozenset(),
    name: str | None = None,
    now: dt.datetime,
) -> None:
    """Change a member's duty and venues, and the account's name if one is given.

    Unused links that the member made are ended if the member may no longer make such links.
    Raises NotFound, AccountElsewhere, OwnAccess, LastCoordinator.
    """
    with db.writing() as session:
        person, membership = _locked(session, viewer, partnership_id, person_id)
        if name is not None and name != person.name:
            must_be_ours(session, viewer, person.id)
            person.name = name
            # Without the names: they could not be erased.
            record(
                session,
                viewer,
                AuditSubject.NAME,
                AuditDeed.CHANGED,
                partnership_id=partnership_id,
                subject_id=person.id,
            )
        if duty != membership.duty:
            _must_be_expendable(session, viewer, membership)
            membership.duty = duty
        _set_venues(session, person.id, partnership_id, duty, venue_ids)
        end_what_is_lost(session, person.id, partnership_id, now=now)


def remove_member(
    db: Database, viewer: Viewer, partnership_id: int, person_id: int, *, now: dt.datetime
) -> None:
    """Remove somebody's access to the partnership, which takes effect at once.

    Access to other partnerships is kept. An account with no partnership left is archived: its
    sessions and reading key end and its e-mail is deleted, while what the person has written is
    kept under their name.
    Raises NotFound, OwnAccess, LastCoordinator.
    """
    with db.writing() as session:
        person, membership = _locked(session, viewer, partnership_id, person_id)
        _must_be_expendable(session, viewer, membership)
        _clear_venues(session, person.id, partnership_id)
        session.delete(membership)
        session.flush()
        if not partnerships_of(session, person.id):
            person.archived_on, person.email = service_date(now), None
            drop_second_factor(session, person)
            provider_ties.drop(session, person.id)
            shut_out(session, person.id)
        end_what_is_lost(session, person.id, partnership_id, now=now)


def _locked(
    session: Session, viewer: Viewer, partnership_id: int, person_id: int
) -> tuple[models.Person, models.Membership]:
    # Locking the partnership keeps two coordinators from demoting each other at the same time.
    allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
    both = session.execute(
        select(models.Person, models.Membership)
        .join(models.Membership, models.Membership.person_id == models.Person.id)
        .where(
            models.Membership.partnership_id == partnership_id,
            models.Person.id == person_id,
            models.Person.archived_on.is_(None),
        )
    ).first()
    if both is None:
        raise NotFound
    return both[0], both[1]


def _set_venues(
    session: Session, person_id: int, partnership_id: int, duty: Duty, venue_ids: Set[int]
) -> None:
    ours = set(
        session.scalars(
            select(models.Venue.id).where(models.Venue.partnership_id == partnership_id)
        )
    )
    if not venue_ids <= ours:
        raise NotFound
    _clear_venues(session, person_id, partnership_id)
    if duty in OF_VENUES:
        session.add_all(models.HostVenue(person_id=person_id, venue_id=each) for each in venue_ids)
    session.flush()


def _clear_venues(session: Session, person_id: int, partnership_id: int) -> None:
    ours = select(models.Venue.id).where(models.Venue.partnership_id == partnership_id)
    session.execute(
        delete(models.HostVenue).where(
            models.HostVenue.person_id == person_id, models.HostVenue.venue_id.in_(ours)
        )
    )


def _must_be_expendable(session: Session, viewer: Viewer, membership: models.Membership) -> None:
    if membership.person_id == viewer.person_id:
        raise OwnAccess
    if membership.duty != Duty.COORDINATOR:
        return
    others = session.scalar(
        select(models.Membership.person_id)
        .join(models.Person, models.Person.id == models.Membership.person_id)
        .where(
            models.Membership.partnership_id == membership.partnership_id,
            models.Membership.duty == Duty.COORDINATOR,
            models.Membership.person_id != membership.person_id,
            models.Person.archived_on.is_(None),
        )
        .limit(1)
    )
    if others is None:
        raise LastCoordinator
