"""Listing past imports, as they are in the database."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.access import Act, Viewer
from app.services.core.audit import AuditDeed, AuditSubject, record
from app.services.core.lookup import allowed_partnership, found
from app.services.imports.readings import Progress
from app.services.imports.saving import SAVINGS
from app.services.imports.undo import undo


@dataclass(frozen=True)
class Import:
    """A past import, counted from the database. `by` is a person's name, `venues` are names.

    `made` are the venues that it created and that are not archived. It is not `whole` if saving it
    was cut off or is not over; `saving` says how far it is.
    """

    id: int
    by: str
    at: dt.datetime
    venues: tuple[str, ...]
    days: int
    visits: int
    closed: int
    first: dt.date | None
    last: dt.date | None
    taken_back_at: dt.datetime | None
    whole: bool
    made: tuple[str, ...]
    saving: Progress | None = None


def imports(db: Database, viewer: Viewer, partnership_id: int) -> tuple[Import, ...]:
    """Return the partnership's imports, newest first. Raises NotFound."""
    with db.reading() as session:
        allowed_partnership(session, viewer, Act.SEE_REPORTS, partnership_id)
        rows = session.scalars(
            select(models.EarlierImport)
            .where(models.EarlierImport.partnership_id == partnership_id)
            .order_by(models.EarlierImport.id.desc())
        ).all()
        return _imports(session, rows)


def one_import(db: Database, viewer: Viewer, import_id: int) -> tuple[int, Import]:
    """Return the import's partnership id, and the import. Raises NotFound."""
    with db.reading() as session:
        row = found(session, models.EarlierImport, import_id)
        allowed_partnership(session, viewer, Act.SEE_REPORTS, row.partnership_id)
        return row.partnership_id, _imports(session, [row])[0]


def take_back(db: Database, viewer: Viewer, import_id: int, *, now: dt.datetime) -> int:
    """Undo an import; return its partnership id. Raises NotFound.

    It is stopped first if it is still being saved.
    Visits that hosts have added to its days since then are kept. A day that it replaced gets the
    number of the import before it again.
    """
    with db.writing() as session:
        row = found(session, models.EarlierImport, import_id)
        allowed_partnership(session, viewer, Act.SEE_REPORTS, row.partnership_id)
        partnership_id = row.partnership_id
        # First, because it is over many transactions: what is begun is told, though it be cut off.
        if row.taken_back_at is None:
            record(
                session,
                viewer,
                AuditSubject.IMPORT,
                AuditDeed.TAKEN_BACK,
                partnership_id=partnership_id,
                subject_id=row.id,
            )
    SAVINGS.stop(import_id)
    undo(db, import_id, now=now)
    return partnership_id


def _made(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The names of the venues that each import created, apart from those that are archived."""
    made: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for import_id, name in session.execute(
        select(models.ImportedVenue.import_id, models.Venue.name)
        .join(models.Venue, models.ImportedVenue.venue_id == models.Venue.id)
        .where(models.ImportedVenue.import_id.in_(ids), models.Venue.archived_on.is_(None))
        .order_by(models.Venue.name)
    ):
        made[import_id] += (name,)
    return made


def _saving(import_id: int) -> Progress | None:
    saving = SAVINGS.of_import(import_id)
    return Progress(saving.done, saving.days) if saving else None


def _imports(session: Session, rows: Sequence[models.EarlierImport]) -> tuple[Import, ...]:
    ids = [row.id for row in rows]
    days: dict[int, int] = defaultdict(int)
    visits: dict[int, int] = defaultdict(int)
    names: dict[int, list[str]] = defaultdict(list)
    closed: dict[int, int] = defaultdict(int)
    firsts: dict[int, dt.date] = {}
    lasts: dict[int, dt.date] = {}
    for import_id, name, so_many, number, shut, first, last in session.execute(
        select(
            models.ImportedDay.import_id,
            models.Venue.name,
            func.count(),
            func.sum(models.ImportedDay.visits),
            func.count().filter(models.ImportedDay.is_closed),
            func.min(models.ImportedDay.service_date),
            func.max(models.ImportedDay.service_date),
        )
        .join(models.Venue, models.Venue.id == models.ImportedDay.venue_id)
        .where(models.ImportedDay.import_id.in_(ids))
        .group_by(models.ImportedDay.import_id, models.Venue.id, models.Venue.name)
        .order_by(models.Venue.name, models.Venue.id)
    ):
        days[import_id] += so_many
        visits[import_id] += int(number)
        names[import_id].append(name)
        closed[import_id] += shut
        firsts[import_id] = min(first, firsts.get(import_id, first))
        lasts[import_id] = max(last, lasts.get(import_id, last))
    made: dict[int, tuple[str, ...]] = _made(session, ids)
    people = select(models.Person.id, models.Person.name).where(
        models.Person.id.in_({row.person_id for row in rows})
    )
    by = {person.id: person.name for person in session.execute(people)}
    return tuple(
        Import(
            id=row.id,
            at=row.made_at,
            by=by[row.person_id],
            venues=tuple(names[row.id]),
            days=days[row.id],
            visits=visits[row.id],
            taken_back_at=row.taken_back_at,
            closed=closed[row.id],
            first=firsts.get(row.id),
            last=lasts.get(row.id),
            whole=row.finished_at is not None,
            made=made[row.id],
            saving=_saving(row.id),
        )
        for row in rows
    )
