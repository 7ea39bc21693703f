"""Showing a visitor everything that is stored about their visit."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import String, cast, select
from sqlalchemy.orm import Session

from app import models
from app.db import Database
from app.domain.visits.code_target import CodeTarget
from app.domain.visits.my_visit import MyVisit
from app.domain.visits.refusals import NoVisit
from app.services.visits.code_target import resolve_code, with_what_it_holds
from app.services.visits.phone_visit import find, mine


@dataclass(frozen=True)
class StoredRow:
    """A database row: the table's name, and each column's value as text."""

    table: str
    columns: dict[str, str]


@dataclass(frozen=True)
class StoredVisit:
    """A visit and the rows that store it."""

    target: CodeTarget
    visit: MyVisit
    rows: tuple[StoredRow, ...]


def stored(db: Database, typed: str, ticket: str | None, *, now: dt.datetime) -> StoredVisit:
    """Return the rows that store the phone's visit.

    Raises NoVisit, UnknownCode, CodeReplaced, VenueArchived.
    """
    with db.reading() as session:
        target, _open_now = resolve_code(session, typed, now)
        visit = find(session, target, ticket)
        if visit is None:
            raise NoVisit
        rows = [_as_stored(session, visit)]
        for table in (models.Participation, models.VisitRole):
            rows += [
                _as_stored(session, row)
                for row in session.scalars(select(table).where(table.visit_id == visit.id))
            ]
        held = mine(session, visit)
        return StoredVisit(with_what_it_holds(session, target, held), held, tuple(rows))


def _as_stored(session: Session, row: models.Base) -> StoredRow:
    """Return the row as the database writes it: true is `1` in SQLite, `true` in PostgreSQL."""
    table = row.__table__
    here = [column == getattr(row, column.key) for column in table.primary_key]
    texts = (cast(column, String).label(column.key) for column in table.columns)
    values = session.execute(select(*texts).where(*here)).one()._mapping
    return StoredRow(
        row.__tablename__, {name: "NULL" if text is None else text for name, text in values.items()}
    )
