"""Invitation links, the only way to get access to a partnership.

An invitation names nobody. The person who opens its link gives their name and e-mail, signs in,
and accepts. Until then nobody has access, and existing accounts are unchanged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Set

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.languages import WRITTEN_IN
from app.domain.base.tokens import new_token, token_hash
from app.domain.people.access import OF_VENUES, Act, Duty, NotFound, Viewer
from app.domain.people.membership import AlreadyMember
from app.domain.people.passwords import must_be_hard_to_guess
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership, found
from app.services.mail.links import is_mailed
from app.services.people import invitation_mail
from app.services.people.invitations_open import Standing, has_its_maker, is_open, standing_of
from app.services.people.password_hash import slow_hash

LASTS = dt.timedelta(days=14)


def invite(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    *,
    duty: Duty,
    venue_ids: Set[int] = frozenset(),
    mail_to: str = "",
    language: str = WRITTEN_IN,
    now: dt.datetime,
) -> str:
    """Create an invitation and return its token, which is stored only as a hash.

    With `mail_to` it is also sent to that address, with a link of its own. Raises NotFound.
    """
    token = new_token(24)
    with db.writing() as session:
        allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        ours = select(models.Venue.id).where(models.Venue.partnership_id == partnership_id)
        if not venue_ids <= set(session.scalars(ours)):
            raise NotFound
        row = models.Invitation(
            partnership_id=partnership_id,
            token_hash=token_hash(token),
            duty=duty,
            venues=sorted(venue_ids) if duty in OF_VENUES else [],
            made_by=viewer.known_as,
            ends_at=now + LASTS,
        )
        record(
            session,
            viewer,
            AuditSubject.INVITATION,
            AuditDeed.ADDED,
            partnership_id=partnership_id,
            changes={"duty": (None, duty.value)},
        )
        session.add(row)
        if mail_to:
            invitation_mail.put(session, row, mail_to, language, now)
    return token


def standing(db: Database, viewer: Viewer, *, now: dt.datetime) -> dict[int, tuple[Standing, ...]]:
    """Return the invitations that can still be used, by partnership id."""
    with db.reading() as session:
        rows = [
            row
            for row in session.scalars(
                select(models.Invitation)
                .where(
                    models.Invitation.partnership_id.in_(viewer.partnerships(Act.SET_UP)),
                    models.Invitation.used_at.is_(None),
                    models.Invitation.ends_at > now,
                )
                .order_by(models.Invitation.id)
            ).all()
            if has_its_maker(session, row)
        ]
        return {
            partnership_id: tuple(
                standing_of(session, row) for row in rows if row.partnership_id == partnership_id
            )
            for partnership_id in dict.fromkeys(row.partnership_id for row in rows)
        }


def take_back(db: Database, viewer: Viewer, invitation_id: int, *, now: dt.datetime) -> None:
    """Revoke an invitation, so that its link stops working. Raises NotFound."""
    with db.writing() as session:
        row = found(session, models.Invitation, invitation_id)
        allowed_partnership(session, viewer, Act.SET_UP, row.partnership_id)
        row.ends_at = min(row.ends_at, now)
        record(
            session,
            viewer,
            AuditSubject.INVITATION,
            AuditDeed.TAKEN_BACK,
            partnership_id=row.partnership_id,
            changes={"duty": (row.duty, None)},
        )
        invitation_mail.forget(session, row.id)


def invitation(db: Database, token: str, viewer: Viewer | None, *, now: dt.datetime) -> Standing:
    """Return the invitation of a link. `viewer` is None if nobody is signed in.

    Raises NotFound if it is unknown, used, expired or claimed by another account, or if its maker
    may no longer invite.
    """
    with db.reading() as session:
        return standing_of(session, open_invitation(session, token, viewer, now))


def claim(
    db: Database,
    token: str,
    *,
    name: str,
    email: str,
    password: str,
    now: dt.datetime,
    language: str = WRITTEN_IN,
) -> None:
    """Reserve the invitation for the account with this e-mail, creating it if there is none.

    A new account speaks the language in which the form was filled in.

    An existing account keeps its name and password, and its owner must sign in with that. The
    caller can't see which it was. Only the first claim counts. Raises NotFound, EasyPassword and
    TooManyAtOnce.
    """
    must_be_hard_to_guess(password, name, email)
    password_hash = slow_hash(password)
    with db.writing() as session:
        row = open_invitation(session, token, None, now)
        if row.person_id is None:
            new = models.Person(
                email=email.strip().lower(),
                name=name,
                password_hash=password_hash,
                language=language,
            )
            row.person_id = _account(session, new)


def accept(db: Database, viewer: Viewer, token: str, *, now: dt.datetime) -> None:
    """Give the viewer the invitation's access. Raises NotFound, AlreadyMember."""
    with db.writing() as session:
        row = open_invitation(session, token, viewer, now)
        # Removing a coordinator's access locks these rows too, so the two can't overlap.
        found(session, models.Partnership, row.partnership_id, lock=True)
        found(session, models.Person, viewer.person_id, lock=True)
        if not has_its_maker(session, row):
            raise NotFound
        if session.get(models.Membership, (viewer.person_id, row.partnership_id)) is not None:
            raise AlreadyMember
        record(
            session,
            viewer,
            AuditSubject.MEMBER,
            AuditDeed.JOINED,
            partnership_id=row.partnership_id,
            subject_id=viewer.person_id,
        )
        session.add(
            models.Membership(
                person_id=viewer.person_id, partnership_id=row.partnership_id, duty=row.duty
            )
        )
        session.add_all(
            models.HostVenue(person_id=viewer.person_id, venue_id=each) for each in row.venues
        )
        row.used_at = now
        invitation_mail.forget(session, row.id)


def open_invitation(
    session: Session, named: str | int | None, viewer: Viewer | None, now: dt.datetime
) -> models.Invitation:
    """Return the invitation of a link's token, or with an id, and lock it. Takes an open session.

    Raises NotFound if it can't be used, or not by this viewer.
    """
    if isinstance(named, str):
        is_it = or_(models.Invitation.token_hash == token_hash(named), is_mailed(named))
    else:
        is_it = models.Invitation.id == named
    row = session.scalar(select(models.Invitation).where(is_it).with_for_update())
    if row is None:
        raise NotFound
    if viewer is not None and row.person_id not in (None, viewer.person_id):
        raise NotFound
    if not is_open(session, row, now):
        raise NotFound
    return row


def _account(session: Session, new: models.Person) -> int:
    email = new.email
    try:
        with session.begin_nested():
            session.add(new)
            session.flush()
        return new.id
    except IntegrityError:
        return session.scalars(select(models.Person.id).where(models.Person.email == email)).one()
