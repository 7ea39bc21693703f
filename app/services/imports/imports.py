"""Listing past imports, and undoing one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.people.access import Act, Viewer
from app.domain.visits.counting import imported
from app.services.core.lookup import allowed_partnership, found
from app.services.visits.day_counts import change_days, counts_of_days


@dataclass(frozen=True)
class Import:
    """A past import. `by` is a person's name, `venues` are names."""

    id: int
    by: str
    at: dt.datetime
    venues: tuple[str, ...]
    days: int
    visits: int
    taken_back_at: dt.datetime | None


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
    """Undo an entire import; return its partnership id. Raises NotFound.

    Visits that hosts have added to its days since then are kept.
    """
    with db.writing() as session:
        row = found(session, models.EarlierImport, import_id, lock=True)
        allowed_partnership(session, viewer, Act.SEE_REPORTS, row.partnership_id)
        if row.taken_back_at is None:
            row.taken_back_at = now
            _take_back_days(session, import_id)
        return row.partnership_id


def _take_back_days(session: Session, import_id: int) -> None:
    days: dict[int, dict[dt.date, int]] = defaultdict(dict)
    for day in session.scalars(
        select(models.ImportedDay).where(models.ImportedDay.import_id == import_id)
    ):
        days[day.venue_id][day.service_date] = day.visits
    for venue_id, numbers in sorted(days.items()):
        change_days(
            session,
            venue_id,
            {date: imported(-number) for date, number in numbers.items() if number},
        )
        left = counts_of_days(session, venue_id, numbers)
        session.execute(
            delete(models.Day).where(
                models.Day.venue_id == venue_id,
                models.Day.service_date.in_([date for date in numbers if not left[date]]),
            )
        )


def _imports(session: Session, rows: Sequence[models.EarlierImport]) -> tuple[Import, ...]:
    ids = [row.id for row in rows]
    days: dict[int, int] = defaultdict(int)
    visits: dict[int, int] = defaultdict(int)
    names: dict[int, list[str]] = defaultdict(list)
    for import_id, name, so_many, number in session.execute(
        select(
            models.ImportedDay.import_id,
            models.Venue.name,
            func.count(),
            func.sum(models.ImportedDay.visits),
        )
        .join(models.Venue, models.Venue.id == models.ImportedDay.venue_id)
        .where(models.ImportedDay.import_id.in_(ids))
        .group_by(models.ImportedDay.import_id, models.Venue.id, models.Venue.name)
        .order_by(models.Venue.name, models.Venue.id)
    ):
        days[import_id] += so_many
        visits[import_id] += int(number)
        names[import_id].append(name)
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
        )
        for row in rows
    )
