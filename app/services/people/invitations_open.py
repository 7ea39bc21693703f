"""Which invitations can still be used, and what is known of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.domain.people.access import Act, Duty
from app.services.core.viewers import may_still


@dataclass(frozen=True)
class InvitationMail:
    """Whether the mail of an invitation is sent. `address` is empty as soon as it is.

    `answer` is what the mail server said last, and `is_refused` that it is not tried again.
    """

    address: str
    is_sent: bool
    is_refused: bool
    answer: str


@dataclass(frozen=True)
class Standing:
    """An unused invitation. `venues` are names; `ends_at` is when the link expires, in UTC.

    `is_claimed` is whether somebody has given their e-mail; they must sign in to accept. `mail` is
    None if it was not to be sent by mail.
    """

    id: int
    partnership: str
    duty: Duty
    venues: tuple[str, ...]
    ends_at: dt.datetime
    is_claimed: bool
    mail: InvitationMail | None = None


def is_open(session: Session, row: models.Invitation, now: dt.datetime) -> bool:
    """Return whether the invitation can be used now. Takes an open session."""
    return row.used_at is None and row.ends_at > now and has_its_maker(session, row)


def has_its_maker(session: Session, row: models.Invitation) -> bool:
    """Return whether the invitation's maker may still invite. The operator always may."""
    return row.made_by is None or may_still(session, row.made_by, Act.SET_UP, row.partnership_id)


def standing_of(session: Session, row: models.Invitation) -> Standing:
    """Return what is known of an invitation. Takes an open session."""
    return Standing(
        id=row.id,
        partnership=session.get_one(models.Partnership, row.partnership_id).name,
        duty=Duty(row.duty),
        venues=tuple(
            session.scalars(
                select(models.Venue.name)
                .where(models.Venue.id.in_(row.venues))
                .order_by(models.Venue.name)
            )
        ),
        ends_at=row.ends_at,
        is_claimed=row.person_id is not None,
        mail=_mail_of(session, row),
    )


def _mail_of(session: Session, row: models.Invitation) -> InvitationMail | None:
    mail = session.scalar(select(models.Mail).where(models.Mail.invitation_id == row.id))
    if mail is None:
        return None
    return InvitationMail(
        address=mail.address or "",
        is_sent=mail.sent_at is not None,
        is_refused=mail.failed_at is not None,
        answer=mail.answer or "",
    )
