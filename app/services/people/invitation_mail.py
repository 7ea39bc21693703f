"""An invitation that is also sent by mail, to the address that its maker typed."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.mail.kinds import MailKind
from app.domain.people.access import Viewer
from app.services.mail import outbox
from app.services.mail.links import new_link
from app.services.people.invitations_open import Standing, is_open, standing_of
from app.services.people.tries import TriedBy, Tries


def may_mail(tries: Tries, viewer: Viewer, *, now: dt.datetime) -> bool:
    """Count an invitation by mail. Returns False if the viewer has sent too many lately."""
    return tries.take((TriedBy.INVITING, str(viewer.person_id)), now=now)


def put(
    session: Session, row: models.Invitation, address: str, language: str, now: dt.datetime
) -> None:
    """Put the invitation's mail in the outbox. Takes an open session."""
    session.flush()  # It needs its id.
    outbox.put(
        session,
        MailKind.INVITATION,
        invitation_id=row.id,
        address=address.strip(),
        language=language,
        now=now,
    )


def forget(session: Session, invitation_id: int) -> None:
    """Delete the invitation's mail, with its address. Takes an open session."""
    session.execute(delete(models.Mail).where(models.Mail.invitation_id == invitation_id))


def to_send(
    db: Database, invitation_id: int | None, *, now: dt.datetime
) -> tuple[str, Standing] | None:
    """Return a new token for the invitation's link, and what the mail says.

    None if the invitation can no longer be used.
    """
    with db.writing() as session:
        row = session.get(models.Invitation, invitation_id or 0, with_for_update=True)
        if row is None or not is_open(session, row, now):
            return None
        token = new_link(session, ends_at=row.ends_at, invitation_id=row.id)
        return token, standing_of(session, row)
