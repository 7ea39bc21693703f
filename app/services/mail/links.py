"""The links that mail carries. Only their hashes are stored."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app import models
from app.domain.base.tokens import new_token, token_hash


def new_link(
    session: Session,
    *,
    ends_at: dt.datetime,
    person_id: int | None = None,
    invitation_id: int | None = None,
) -> str:
    """Store a new link and return its token. Takes an open session."""
    token = new_token(24)
    session.add(
        models.MailedLink(
            token_hash=token_hash(token),
            person_id=person_id,
            invitation_id=invitation_id,
            ends_at=ends_at,
        )
    )
    return token


def is_mailed(token: str) -> ColumnElement[bool]:
    """Return the condition that an invitation's link with this token was sent by mail."""
    link = models.MailedLink
    return models.Invitation.id.in_(
        select(link.invitation_id).where(link.token_hash == token_hash(token))
    )
