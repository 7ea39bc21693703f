"""Reading the trail of a partnership, for its coordinators."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.base.service_day import ZONE
from app.domain.people.access import Act, Viewer
from app.domain.people.audit import OF_A_PERSON, AuditDeed, AuditSubject, kept_since
from app.services.core.audit import record_export
from app.services.core.lookup import allowed_partnership


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are asked for. What is None is any; dates are local and inclusive.

    OPERATOR_ID as `person_id` is the operator.
    """

    subject: AuditSubject | None = None
    person_id: int | None = None
    venue_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True)
class Audited:
    """An entry as it is shown. `by` is a person's name now, and None for the operator.

    `name` is what the subject was called, or the name now of the person that it is about.
    """

    at: dt.datetime
    by: str | None
    subject: AuditSubject
    deed: AuditDeed
    name: str
    venue: str | None
    changes: Mapping[str, list[Any]]


@dataclass(frozen=True)
class AuditList:
    """Entries of a partnership, newest first, and who and where one may ask for.

    `total` is how many there are of what was asked for; `entries` may be a part of them.
    """

    partnership_id: int
    partnership_name: str
    entries: tuple[Audited, ...]
    total: int
    people: Mapping[int, str]
    venues: Mapping[int, str]


OPERATOR_ID = 0
ENTRY = models.AuditEntry


def audit_list(
    db: Database,
    viewer: Viewer,
    partnership_id: int,
    wanted: AuditFilter,
    *,
    begin: int = 0,
    most: int | None = None,
    now: dt.datetime,
) -> AuditList:
    """Return what is asked for, at most `most` from the `begin`th on. Raises NotFound.

    What is too old to be kept is left out, whether or not it has been deleted yet.
    """
    with db.reading() as session:
        partnership = allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        ours = (ENTRY.partnership_id == partnership.id, ENTRY.at >= kept_since(now))
        where = (*ours, *_conditions(wanted))
        total = session.scalar(select(func.count()).select_from(ENTRY).where(*where)) or 0
        rows = session.scalars(
            select(ENTRY)
            .where(*where)
            .order_by(ENTRY.at.desc(), ENTRY.id.desc())
            .offset(begin)
            .limit(most)
        ).all()
        actors = session.scalars(select(ENTRY.person_id).where(*ours).distinct()).all()
        about = {row.subject_id for row in rows if row.subject in OF_A_PERSON}
        names = _names(session, {*actors, *about})
        venues = _venues(session, partnership.id)
        return AuditList(
            partnership.id,
            partnership.name,
            tuple(_audited(row, names, venues) for row in rows),
            total,
            {each: names[each] for each in actors if each is not None},
            venues,
        )


def record_list(db: Database, viewer: Viewer, partnership: AuditList) -> None:
    """Add a line that the viewer was given the list as a file."""
    record_export(
        db,
        viewer,
        AuditSubject.AUDIT,
        partnership_id=partnership.partnership_id,
        name=partnership.partnership_name,
        file_format="csv",
    )


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.subject is not None:
        found.append(ENTRY.subject == wanted.subject.value)
    if wanted.person_id is not None:
        found.append(
            ENTRY.person_id == wanted.person_id if wanted.person_id else ENTRY.person_id.is_(None)
        )
    if wanted.venue_id is not None:
        found.append(ENTRY.venue_id == wanted.venue_id)
    # Dates that no entry can have may not be there in UTC.
    if wanted.first is not None and wanted.first.year > 2000:
        found.append(ENTRY.at >= _midnight(wanted.first))
    if wanted.last is not None and 2000 < wanted.last.year < 9999:
        found.append(ENTRY.at < _midnight(wanted.last + dt.timedelta(days=1)))
    return found


def _midnight(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(), ZONE)


def _names(session: Session, ids: set[int | None]) -> dict[int, str]:
    wanted = [each for each in ids if each is not None]
    found = select(models.Person.id, models.Person.name).where(models.Person.id.in_(wanted))
    names = {row.id: row.name for row in session.execute(found.order_by(models.Person.name))}
    return names | {each: "" for each in wanted if each not in names}


def _venues(session: Session, partnership_id: int) -> dict[int, str]:
    found = select(models.Venue.id, models.Venue.name).where(
        models.Venue.partnership_id == partnership_id
    )
    return {row.id: row.name for row in session.execute(found.order_by(models.Venue.name))}


def _audited(
    row: models.AuditEntry, names: Mapping[int, str], venues: Mapping[int, str]
) -> Audited:
    subject = AuditSubject(row.subject)
    name = row.subject_name
    if subject in OF_A_PERSON and row.subject_id is not None:
        name = names[row.subject_id]
    return Audited(
        at=row.at,
        by=None if row.person_id is None else names[row.person_id],
        subject=subject,
        deed=AuditDeed(row.deed),
        name=name or "",
        venue=venues.get(row.venue_id) if row.venue_id is not None else None,
        changes=row.changes,
    )
