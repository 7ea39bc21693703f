"""Which partnerships an account belongs to. Every function takes an open session."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app import models
from app.domain.people.access import Act, Viewer
from app.domain.people.membership import AccountElsewhere


def must_be_ours(session: Session, viewer: Viewer, person_id: int) -> None:
    """Raise AccountElsewhere unless `is_ours` is true."""
    if not is_ours(session, viewer, person_id):
        raise AccountElsewhere


def is_ours(session: Session, viewer: Viewer, person_id: int) -> bool:
    """Return whether the viewer sets up every partnership that the account belongs to."""
    return all(viewer.may(Act.SET_UP, each) for each in partnerships_of(session, person_id))


def partnerships_of(session: Session, person_id: int) -> list[int]:
    """Return the ids of the partnerships that the account belongs to."""
    return list(
        session.scalars(
            select(models.Membership.partnership_id).where(models.Membership.person_id == person_id)
        )
    )


def accounts_elsewhere(session: Session, viewer: Viewer, partnership_id: int) -> set[int]:
    """Return the ids of the partnership's members for whose accounts `is_ours` is false."""
    other, here = aliased(models.Membership), aliased(models.Membership)
    rows = session.execute(
        select(other.person_id, other.partnership_id)
        .join(here, here.person_id == other.person_id)
        .where(here.partnership_id == partnership_id)
    )
    return {person_id for person_id, each in rows if not viewer.may(Act.SET_UP, each)}
