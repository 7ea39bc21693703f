"""Reading, adding and changing partnerships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app import models
from app.db import Database
from app.domain.base.service_day import service_date
from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import Act, Duty, Viewer
from app.domain.venues.default_roles import ROLES
from app.domain.venues.pictograms import OF_A_ROLE, pictogram_of
from app.services.core.lookup import allowed_partnership
from app.services.venues.organisations import OrganisationDetails, organisation_of

OPERATOR_ID = 0
"""No person has this id, because the operator has no account."""


@dataclass(frozen=True)
class PartnershipRole:
    """A role of a partnership. Once archived, it is no longer offered at any venue.

    `verbs` has the partnership's own words in the languages that it has written them in.
    """

    id: int
    partnership_id: int
    verb: str
    verb_en: str
    sign: str | None
    archived_on: dt.date | None
    verbs: Mapping[str, str]

    @property
    def pictogram(self) -> str:
        """The pictogram to show: the chosen one, or the one that the verb suggests."""
        return pictogram_of(self.sign, self.verb, OF_A_ROLE)

    def matches(self, typed: str) -> bool:
        """Return whether the Danish or English verb contains `typed`, ignoring case."""
        return typed.casefold() in f"{self.verb} {self.verb_en}".casefold()


@dataclass(frozen=True)
class PartnershipDetails:
    """A partnership as its coordinator sees it, with roles in the order they are offered."""

    id: int
    name: str
    small_number: int
    logbook_per: LogbookPer
    organisations: tuple[OrganisationDetails, ...]
    roles: tuple[PartnershipRole, ...]
    archived_roles: tuple[PartnershipRole, ...]


@dataclass(frozen=True)
class PartnershipName:
    """A partnership in a list to choose from."""

    id: int
    name: str


def partnership_role(row: models.Role) -> PartnershipRole:
    """Return the role as its coordinator sees it."""
    return PartnershipRole(
        row.id,
        row.partnership_id,
        row.verb,
        row.verb_en,
        row.sign,
        row.archived_on,
        row.verbs or {},
    )


def operator(db: Database) -> Viewer:
    """Return a viewer for the operator, who may set up every partnership and sees no counts."""
    with db.reading() as session:
        everywhere = session.scalars(select(models.Partnership.id))
        return Viewer(OPERATOR_ID, "", "da", dict.fromkeys(everywhere, Duty.OPERATOR))


def my_partnerships(db: Database, viewer: Viewer) -> tuple[PartnershipName, ...]:
    """Return the partnerships that the viewer sets up, sorted by name."""
    with db.reading() as session:
        rows = session.scalars(
            select(models.Partnership)
            .where(models.Partnership.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(models.Partnership.name, models.Partnership.id)
        )
        return tuple(PartnershipName(row.id, row.name) for row in rows)


def partnership(db: Database, viewer: Viewer, partnership_id: int) -> PartnershipDetails:
    """Return one partnership. Raises NotFound."""
    with db.reading() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        organisations = session.scalars(
            select(models.Organisation)
            .where(models.Organisation.partnership_id == row.id)
            .order_by(models.Organisation.name, models.Organisation.id)
        )
        roles = [
            partnership_role(role)
            for role in session.scalars(
                select(models.Role)
                .where(models.Role.partnership_id == row.id)
                .order_by(models.Role.position, models.Role.id)
            )
        ]
        return PartnershipDetails(
            id=row.id,
            name=row.name,
            small_number=row.small_number,
            logbook_per=LogbookPer(row.logbook_per),
            organisations=tuple(organisation_of(each) for each in organisations),
            roles=tuple(role for role in roles if role.archived_on is None),
            archived_roles=tuple(role for role in roles if role.archived_on is not None),
        )


def add_partnership(db: Database, name: str, *, now: dt.datetime) -> int:
    """Add a partnership with the default roles and return its id. For the operator only."""
    with db.writing() as session:
        models.audit_listener.hand_actor(session, None)  # The operator's doing.
        row = models.Partnership(name=name, created_on=service_date(now))
        session.add(row)
        session.flush()
        session.add_all(
            models.Role(partnership_id=row.id, verb=verb, verb_en=verb_en, position=position)
            for position, (verb, verb_en) in enumerate(ROLES, start=1)
        )
        return row.id


def change_partnership(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    *,
    name: str,
    small_number: int,
    logbook_per: LogbookPer,
) -> None:
    """Set the name, the small-number threshold (in `set_up.SMALL_NUMBERS`) and logbook period.

    Logbooks already started are kept, and so are periods that have settled. Raises NotFound.
    """
    with db.writing() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        row.name, row.small_number, row.logbook_per = name, small_number, logbook_per
