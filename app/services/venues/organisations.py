"""The organisations behind a partnership."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.text import same_name
from app.domain.people.access import Act, NotFound, Viewer
from app.domain.venues.kinds import OrganisationKind
from app.domain.venues.set_up import NameTaken
from app.services.core.lookup import acts, allowed_partnership, found


@dataclass(frozen=True)
class OrganisationDetails:
    id: int
    partnership_id: int
    name: str
    kind: OrganisationKind


def organisation(db: Database, viewer: Viewer, organisation_id: int) -> OrganisationDetails:
    """Return one organisation. Raises NotFound."""
    with db.reading() as session:
        return organisation_of(_allowed(session, viewer, organisation_id))


def add_organisation(
    db: Database, viewer: Viewer, partnership_id: int, *, name: str, kind: OrganisationKind
) -> int:
    """Add an organisation and return its id. Raises NotFound, NameTaken."""
    with db.writing() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        _must_be_free(session, row.id, name)
        added = models.Organisation(partnership_id=row.id, name=name, kind=kind)
        session.add(added)
        session.flush()
        return added.id


def change_organisation(
    db: Database, viewer: Viewer, organisation_id: int, *, name: str, kind: OrganisationKind
) -> None:
    """Change an organisation's name and kind. Raises NotFound, NameTaken."""
    with db.writing() as session:
        row = _allowed(session, viewer, organisation_id)
        allowed_partnership(session, viewer, Act.SET_UP, row.partnership_id, lock=True)
        _must_be_free(session, row.partnership_id, name, besides=row.id)
        row.name, row.kind = name, kind


def _allowed(session: Session, viewer: Viewer, organisation_id: int) -> models.Organisation:
    row = found(session, models.Organisation, organisation_id)
    if not viewer.may(Act.SET_UP, row.partnership_id):
        raise NotFound
    acts(session, viewer)
    return row


def _must_be_free(
    session: Session, partnership_id: int, name: str, *, besides: int | None = None
) -> None:
    taken = session.scalars(
        select(models.Organisation).where(models.Organisation.partnership_id == partnership_id)
    )
    if any(same_name(row.name, name) for row in taken if row.id != besides):
        raise NameTaken


def organisation_of(row: models.Organisation) -> OrganisationDetails:
    return OrganisationDetails(row.id, row.partnership_id, row.name, OrganisationKind(row.kind))
