"""Writes the trail of set-up rows, in the transaction that changes them.

A session that has been handed an actor notes what the watched tables were before. Before it
commits, it compares with what they are, and writes a line for each thing that is different. A
visitor's session has no actor, and leaves no line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from app.domain.people.audit import AuditDeed
from app.models.audit import AuditEntry
from app.models.audit_lines import Key, Line, Values, lines_of
from app.models.audit_watched import WATCHED
from app.models.base import Base

ACTOR, CLOCK, NOTED, EXPLICIT = "actor", "clock", "audit_noted", "audit_explicit"
OPERATOR = None
ENTRIES: Any = AuditEntry.__table__
NAME_LENGTH = 200


def hand_actor(session: Session, person_id: int | None) -> None:
    """Say who writes in this session; None is the operator."""
    session.info[ACTOR] = person_id


def add_line(session: Session, line: Line) -> None:
    """Add a line about what is no set-up row. It is written when the session commits."""
    session.info.setdefault(EXPLICIT, []).append(line)


@event.listens_for(Session, "after_flush")
def _after_flush(session: Session, _context: Any) -> None:
    if ACTOR not in session.info:
        return
    for row in session.new:
        if type(row) in WATCHED:
            _note(session, type(row), _key_now(row), None)
    for row in (*session.dirty, *session.deleted):
        if type(row) in WATCHED:
            before = _before(row)
            key = tuple(before[column.name] for column in inspect(type(row)).primary_key)
            _note(session, type(row), key, before)
            _note(session, type(row), _key_now(row), None)


@event.listens_for(Session, "do_orm_execute")
def _before_bulk(state: ORMExecuteState) -> None:
    """Note the rows that an `update` or `delete` in bulk is about to change."""
    if ACTOR not in state.session.info or not (state.is_update or state.is_delete):
        return
    table = state.bind_mapper.class_ if state.bind_mapper else None
    if table not in WATCHED:
        return
    where = getattr(state.statement, "whereclause", None)
    found = select(table) if where is None else select(table).where(where)
    for row in state.session.scalars(found, state.parameters or {}).all():
        _note(state.session, table, _key_now(row), _before(row))


def _note(session: Session, table: type[Base], key: tuple[Any, ...], before: Values | None) -> None:
    session.info.setdefault(NOTED, {}).setdefault((table, key), before)


def _key_now(row: Base) -> tuple[Any, ...]:
    return tuple(inspect(type(row)).primary_key_from_instance(row))


def _before(row: Base) -> Values:
    state = inspect(row)
    values = {}
    for attribute in state.mapper.column_attrs:
        past: Any = state.attrs[attribute.key].history
        values[attribute.key] = (past.deleted or past.unchanged or past.added or [None])[0]
    return values


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    if session.in_nested_transaction() or not {ACTOR, EXPLICIT} & session.info.keys():
        return
    session.flush()
    noted: dict[Key, Values | None] = session.info.pop(NOTED, {})
    lines = _merged(session.info.pop(EXPLICIT, []), lines_of(session, noted))
    clock = session.info.get(CLOCK)
    if not lines or clock is None:
        return
    minute = clock().replace(second=0, microsecond=0)
    written = [_row(line, session.info.get(ACTOR, OPERATOR), minute) for line in lines]
    session.connection().execute(insert(ENTRIES), written)


def _row(line: Line, actor: int | None, minute: dt.datetime) -> Values:
    name = line.subject_name
    return {
        "partnership_id": line.partnership_id,
        "venue_id": line.venue_id,
        "person_id": actor,
        "at": minute,
        "subject": line.subject.value,
        "deed": line.deed.value,
        "subject_id": line.subject_id,
        "subject_name": None if name is None else name[:NAME_LENGTH],
        "changes": line.changes,
    }


def _merged(explicit: Iterable[Line], of_rows: Iterable[Line]) -> list[Line]:
    """Return one line for each subject; a service's own word for a deed is taken first."""
    merged: dict[tuple[Any, ...], Line] = {}
    for line in (*explicit, *of_rows):
        kept = merged.setdefault(line.about, line)
        if kept is not line:
            kept.changes = line.changes | kept.changes
            if kept.deed is AuditDeed.CHANGED:
                kept.deed = line.deed
    return list(merged.values())
