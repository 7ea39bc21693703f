"""Everything that is stored about a phone's visit."""

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
    """A row as it stands in the database: the table, and each column's value as text."""

    table: str
    columns: dict[str, str]


@dataclass(frozen=True)
class StoredVisit:
    """Everything that is stored about a visit."""

    door: CodeTarget
    visit: MyVisit
    rows: tuple[StoredRow, ...]


def stored(db: Database, typed: str, ticket: str | None, *, now: dt.datetime) -> StoredVisit:
    """The rows that are stored about the phone's visit, as they stand. Raises NoVisit."""
    with db.reading() as session:
        door, _open_now = resolve_code(session, typed, now)
        visit = find(session, door, ticket)
        if visit is None:
            raise NoVisit
        rows = [_as_stored(session, visit)]
        for table in (models.Participation, models.VisitRole):
            rows += [
                _as_stored(session, row)
                for row in session.scalars(select(table).where(table.visit_id == visit.id))
            ]
        held = mine(session, visit)
        return StoredVisit(with_what_it_holds(session, door, held), held, tuple(rows))


def _as_stored(session: Session, row: models.Base) -> StoredRow:
    """The row in the database's own words: its truth is 1 in one database, true in the other."""
    table = row.__table__
    here = [column == getattr(row, column.key) for column in table.primary_key]
    texts = (cast(column, String).label(column.key) for column in table.columns)
    values = session.execute(select(*texts).where(*here)).one()._mapping
    return StoredRow(
        row.__tablename__, {name: "NULL" if text is None else text for name, text in values.items()}
    )
