"""A partnership and those who stand behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.base.pictograms import OF_A_ROLE, pictogram_of
from app.domain.base.service_day import service_date
from app.domain.base.text import same_name
from app.domain.logbook.logbook import LogbookPer
from app.domain.people.access import Act, Duty, NotFound, Viewer
from app.domain.reports.small_numbers import SmallNumbers
from app.domain.venues import defaults
from app.domain.venues.kinds import OrganisationKind
from app.domain.venues.set_up import NameTaken
from app.models import Organisation as OrganisationTable
from app.models import Partnership as PartnershipTable
from app.models import Role as RoleTable
from app.services._places import allowed_partnership, found
from app.services._small_numbers import keep_small_number, small_numbers_of

OPERATOR_ID = 0
"""No person has it: the operator has no account."""


@dataclass(frozen=True)
class Organisation:
    """One of those who stand behind a partnership."""

    id: int
    partnership_id: int
    name: str
    kind: OrganisationKind


@dataclass(frozen=True)
class PartnershipRole:
    """A role as it is set up; archived where it is no longer offered anywhere."""

    id: int
    partnership_id: int
    verb: str
    verb_en: str
    sign: str | None
    archived_on: dt.date | None

    @property
    def pictogram(self) -> str:
        """The sign to show beside the verb."""
        return pictogram_of(self.sign, self.verb, OF_A_ROLE)

    def matches(self, typed: str) -> bool:
        """Whether what was typed stands in its verb, in either language."""
        return typed.casefold() in f"{self.verb} {self.verb_en}".casefold()


@dataclass(frozen=True)
class Partnership:
    """A partnership as its coordinator sees it. Roles in their order, archived ones apart."""

    id: int
    name: str
    small_numbers: SmallNumbers
    logbook_per: LogbookPer
    organisations: tuple[Organisation, ...]
    roles: tuple[PartnershipRole, ...]
    archived_roles: tuple[PartnershipRole, ...]


@dataclass(frozen=True)
class PartnershipName:
    """A partnership to choose."""

    id: int
    name: str


def operator(db: Database) -> Viewer:
    """Whoever runs the installation: may set up everywhere, and sees no count anywhere."""
    with db.reading() as session:
        everywhere = session.scalars(select(PartnershipTable.id))
        return Viewer(OPERATOR_ID, "", "da", dict.fromkeys(everywhere, Duty.OPERATOR))


def my_partnerships(db: Database, viewer: Viewer) -> tuple[PartnershipName, ...]:
    """The partnerships that the viewer sets up, by name."""
    with db.reading() as session:
        rows = session.scalars(
            select(PartnershipTable)
            .where(PartnershipTable.id.in_(viewer.partnerships(Act.SET_UP)))
            .order_by(PartnershipTable.name, PartnershipTable.id)
        )
        return tuple(PartnershipName(row.id, row.name) for row in rows)


def partnership(db: Database, viewer: Viewer, partnership_id: int) -> Partnership:
    """One partnership. Raises NotFound."""
    with db.reading() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id)
        organisations = session.scalars(
            select(OrganisationTable)
            .where(OrganisationTable.partnership_id == row.id)
            .order_by(OrganisationTable.name, OrganisationTable.id)
        )
        roles = [
            PartnershipRole(role.id, row.id, role.verb, role.verb_en, role.sign, role.archived_on)
            for role in session.scalars(
                select(RoleTable)
                .where(RoleTable.partnership_id == row.id)
                .order_by(RoleTable.position, RoleTable.id)
            )
        ]
        return Partnership(
            id=row.id,
            name=row.name,
            small_numbers=small_numbers_of(session, row),
            logbook_per=LogbookPer(row.logbook_per),
            organisations=tuple(_organisation(each) for each in organisations),
            roles=tuple(role for role in roles if role.archived_on is None),
            archived_roles=tuple(role for role in roles if role.archived_on is not None),
        )


def add_partnership(db: Database, name: str, *, now: dt.datetime) -> int:
    """Make a partnership with the default roles; returns its id. For the operator alone."""
    with db.writing() as session:
        row = PartnershipTable(name=name, made_on=service_date(now))
        session.add(row)
        session.flush()
        session.add_all(
            RoleTable(partnership_id=row.id, verb=verb, verb_en=verb_en, position=position)
            for position, (verb, verb_en) in enumerate(defaults.ROLES, start=1)
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
    now: dt.datetime,
) -> None:
    """Set the name, the small-number threshold (`house.SMALL_NUMBERS`) and the logbooks' length.

    Logbooks that have been begun stay. Months that stand keep their threshold. Raises NotFound.
    """
    with db.writing() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        if small_number != row.small_number:
            keep_small_number(session, row, now=now)
        row.name, row.small_number, row.logbook_per = name, small_number, logbook_per


def organisation(db: Database, viewer: Viewer, organisation_id: int) -> Organisation:
    """One organisation. Raises NotFound."""
    with db.reading() as session:
        return _organisation(_allowed(session, viewer, organisation_id))


def add_organisation(
    db: Database, viewer: Viewer, partnership_id: int, *, name: str, kind: OrganisationKind
) -> int:
    """Add an organisation; returns its id. Raises NotFound, NameTaken."""
    with db.writing() as session:
        row = allowed_partnership(session, viewer, Act.SET_UP, partnership_id, lock=True)
        _must_be_free(session, row.id, name)
        added = OrganisationTable(partnership_id=row.id, name=name, kind=kind)
        session.add(added)
        session.flush()
        return added.id


def change_organisation(
    db: Database, viewer: Viewer, organisation_id: int, *, name: str, kind: OrganisationKind
) -> None:
    """Rename an organisation or change its kind. Raises NotFound, NameTaken."""
    with db.writing() as session:
        row = _allowed(session, viewer, organisation_id)
        allowed_partnership(session, viewer, Act.SET_UP, row.partnership_id, lock=True)
        _must_be_free(session, row.partnership_id, name, besides=row.id)
        row.name, row.kind = name, kind


def _allowed(session: Session, viewer: Viewer, organisation_id: int) -> OrganisationTable:
    row = found(session, OrganisationTable, organisation_id)
    if not viewer.may(Act.SET_UP, row.partnership_id):
        raise NotFound
    return row


def _must_be_free(
    session: Session, partnership_id: int, name: str, *, besides: int | None = None
) -> None:
    taken = session.scalars(
        select(OrganisationTable).where(OrganisationTable.partnership_id == partnership_id)
    )
    if any(same_name(row.name, name) for row in taken if row.id != besides):
        raise NameTaken


def _organisation(row: OrganisationTable) -> Organisation:
    return Organisation(row.id, row.partnership_id, row.name, OrganisationKind(row.kind))
