"""Reading many rows of plain columns. Takes an open session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVarTuple

from sqlalchemy import Row
from sqlalchemy.orm import Session
from sqlalchemy.sql.selectable import TypedReturnsRows

Types = TypeVarTuple("Types")


def columns(session: Session, statement: TypedReturnsRows[*Types]) -> Sequence[Row[*Types]]:
    """Return all rows, without what the ORM does for each, which takes a third of the time."""
    session.flush()
    return session.connection().execute(statement).all()
