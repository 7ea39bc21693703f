"""Whose an account is. They take the session."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.access import Act, Viewer
from app.domain.house import AccountElsewhere
from app.models import Membership


def must_be_ours(session: Session, viewer: Viewer, person_id: int) -> None:
    """Raises AccountElsewhere."""
    if not is_ours(session, viewer, person_id):
        raise AccountElsewhere


def is_ours(session: Session, viewer: Viewer, person_id: int) -> bool:
    """Whether the account serves the viewer's partnerships alone."""
    return all(viewer.may(Act.SET_UP, each) for each in partnerships_of(session, person_id))


def partnerships_of(session: Session, person_id: int) -> list[int]:
    """The partnerships that an account serves."""
    return list(
        session.scalars(select(Membership.partnership_id).where(Membership.person_id == person_id))
    )
