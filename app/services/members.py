"""The people of a partnership who have a sign-in: hosts, coordinators and readers.

An account belongs to its person and can serve several partnerships. A partnership gives and takes
access; name, e-mail and password are its to change only where the account serves no other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from app.db import Database
from app.domain.access import Act, Duty, NotFound, Viewer
from app.domain.house import AccountElsewhere, AlreadyMember, LastCoordinator, OwnAccess
from app.domain.passwords import new_password
from app.domain.service_day import service_date
from app.models import HostVenue, Membership, Partnership, Person, SignIn, Venue
from app.services._places import allowed_partnership, found


@dataclass(frozen=True)
class Member:
    """Somebody with access to a partnership. `venues` are those where a host hosts.

    `ours` tells whether name, e-mail and password are the viewer's to change.
    """

    person_id: int
    partnership_id: int
    name: str
    email: str
    duty: Duty
    venues: dict[int, str]
    ours: bool


@dataclass(frozen=True)
class Members:
    """A partnership and the people who have access to it."""

    partnership_id: int
    partnership_name: str
    people: tuple[Member, ...]


@dataclass(frozen=True)
class Invited:
    """Somebody who was given access; `password` is None where they have an account already."""

    person_id: int
    password: str | None


def members(db: Database, viewer: Viewer) -> tuple[Members, ...]:
    """The people of the viewer's partnerships, by name."""
    with db.reading() as session:
        partnerships = session.scalars(
            select(Partnership)
            .where(Partnership.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(Partnership.name, Partnership.id)
        ).all()
        return tuple(
            Members(each.id, each.name, tuple(_members_of(session, viewer, each.id)))
            for each in partnerships
        )


def member(db: Database, viewer: Viewer, partnership_id: int, person_id: int) -> Member:
    """One person of a partnership. Raises NotFound."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        for each in _members_of(session, viewer, partnership_id):
            if each.person_id == person_id:
                return each
    raise NotFound


def person_id_of(db: Database, email: str) -> int:
    """The id of whoever signs in with an e-mail, for the operator. Raises NotFound."""
    with db.reading() as session:
        person_id = session.scalar(select(Person.id).where(Person.email == email.strip().lower()))
    if person_id is None:
        raise NotFound
    return person_id


def add_member(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    *,
    name: str,
    email: str,
    duty: Duty,
    venue_ids: Set[int] = frozenset(),
) -> Invited:
    """Give somebody access. Raises NotFound, AlreadyMember.

    Whoever has an account keeps it as it is, with its name and password.
    """
    password = new_password()
    password_hash = generate_password_hash(password)
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        person, is_new = _person_of(session, email.strip().lower(), name, password_hash)
        if session.get(Membership, (person.id, partnership_id)) is not None:
            raise AlreadyMember
        session.add(Membership(person_id=person.id, partnership_id=partnership_id, duty=duty))
        _set_venues(session, person.id, partnership_id, duty, venue_ids)
        return Invited(person.id, password if is_new else None)


def change_member(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    person_id: int,
    *,
    duty: Duty,
    venue_ids: Set[int] = frozenset(),
    name: str | None = None,
) -> None:
    """Change what a person is here, and the account's name if one is given.

    Raises NotFound, AccountElsewhere, OwnAccess, LastCoordinator.
    """
    with db.writing() as session:
        person, membership = _locked(session, viewer, partnership_id, person_id)
        if name is not None and name != person.name:
            _must_be_ours(session, viewer, person.id)
            person.name = name
        if duty != membership.duty:
            _must_be_expendable(session, viewer, membership)
            membership.duty = duty
        _set_venues(session, person.id, partnership_id, duty, venue_ids)


def remove_member(
    db: Database, viewer: Viewer, partnership_id: int, person_id: int, *, now: dt.datetime
) -> None:
    """Take somebody's access to the partnership away, and end their sessions.

    An account that serves no partnership any more is archived; what its person wrote stays.
    Raises NotFound, OwnAccess, LastCoordinator.
    """
    with db.writing() as session:
        person, membership = _locked(session, viewer, partnership_id, person_id)
        _must_be_expendable(session, viewer, membership)
        _clear_venues(session, person.id, partnership_id)
        session.delete(membership)
        session.execute(delete(SignIn).where(SignIn.person_id == person.id))
        session.flush()
        if not _partnerships_of(session, person.id):
            person.archived_on = service_date(now)


def give_new_password(db: Database, viewer: Viewer, partnership_id: int, person_id: int) -> str:
    """Make a new password for a person of the partnership, and return it.

    Ends the person's sessions. Raises NotFound, AccountElsewhere.
    """
    member(db, viewer, partnership_id, person_id)
    return renew_password(db, viewer, person_id)


def renew_password(db: Database, viewer: Viewer, person_id: int) -> str:
    """Make a new password for an account that only the viewer's partnerships use.

    Ends the person's sessions. Raises NotFound, AccountElsewhere.
    """
    password = new_password()
    password_hash = generate_password_hash(password)
    with db.writing() as session:
        person = found(session, Person, person_id)
        if person.archived_on is not None:
            raise NotFound
        _must_be_ours(session, viewer, person.id)
        person.password_hash = password_hash
        person.failed_sign_ins, person.wait_until = 0, None
        session.execute(delete(SignIn).where(SignIn.person_id == person.id))
    return password


def _members_of(session: Session, viewer: Viewer, partnership_id: int) -> list[Member]:
    rows = session.execute(
        select(Person, Membership.duty)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.partnership_id == partnership_id, Person.archived_on.is_(None))
        .order_by(Person.name, Person.id)
    ).all()
    hosted: dict[int, dict[int, str]] = {}
    for person_id, venue_id, name in session.execute(
        select(HostVenue.person_id, Venue.id, Venue.name)
        .join(Venue, Venue.id == HostVenue.venue_id)
        .where(Venue.partnership_id == partnership_id)
        .order_by(Venue.name, Venue.id)
    ):
        hosted.setdefault(person_id, {})[venue_id] = name
    return [
        Member(
            person_id=person.id,
            partnership_id=partnership_id,
            name=person.name,
            email=person.email,
            duty=Duty(duty),
            venues=hosted.get(person.id, {}),
            ours=_is_ours(session, viewer, person.id),
        )
        for person, duty in rows
    ]


def _locked(
    session: Session, viewer: Viewer, partnership_id: int, person_id: int
) -> tuple[Person, Membership]:
    # The partnership's lock is what keeps two coordinators from demoting each other at once.
    allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
    both = session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.partnership_id == partnership_id,
            Person.id == person_id,
            Person.archived_on.is_(None),
        )
    ).first()
    if both is None:
        raise NotFound
    return both[0], both[1]


def _person_of(session: Session, email: str, name: str, password_hash: str) -> tuple[Person, bool]:
    """The account with that e-mail, and whether it begins now: new, or archived until now."""
    try:
        with session.begin_nested():
            person = Person(email=email, name=name, password_hash=password_hash)
            session.add(person)
            session.flush()
        return person, True
    except IntegrityError:
        known = session.scalars(select(Person).where(Person.email == email)).one()
    if known.archived_on is None:
        return known, False
    known.archived_on = None
    known.name, known.password_hash = name, password_hash
    known.failed_sign_ins, known.wait_until = 0, None
    return known, True


def _set_venues(
    session: Session, person_id: int, partnership_id: int, duty: Duty, venue_ids: Set[int]
) -> None:
    ours = set(session.scalars(select(Venue.id).where(Venue.partnership_id == partnership_id)))
    if not venue_ids <= ours:
        raise NotFound
    _clear_venues(session, person_id, partnership_id)
    if duty is Duty.HOST:
        session.add_all(HostVenue(person_id=person_id, venue_id=each) for each in venue_ids)
    session.flush()


def _clear_venues(session: Session, person_id: int, partnership_id: int) -> None:
    ours = select(Venue.id).where(Venue.partnership_id == partnership_id)
    session.execute(
        delete(HostVenue).where(HostVenue.person_id == person_id, HostVenue.venue_id.in_(ours))
    )


def _must_be_expendable(session: Session, viewer: Viewer, membership: Membership) -> None:
    if membership.person_id == viewer.person_id:
        raise OwnAccess
    if membership.duty != Duty.COORDINATOR:
        return
    others = session.scalar(
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.partnership_id == membership.partnership_id,
            Membership.duty == Duty.COORDINATOR,
            Membership.person_id != membership.person_id,
            Person.archived_on.is_(None),
        )
        .limit(1)
    )
    if others is None:
        raise LastCoordinator


def _must_be_ours(session: Session, viewer: Viewer, person_id: int) -> None:
    if not _is_ours(session, viewer, person_id):
        raise AccountElsewhere


def _is_ours(session: Session, viewer: Viewer, person_id: int) -> bool:
    return all(viewer.may(Act.SET_UP, each) for each in _partnerships_of(session, person_id))


def _partnerships_of(session: Session, person_id: int) -> list[int]:
    return list(
        session.scalars(select(Membership.partnership_id).where(Membership.person_id == person_id))
    )
