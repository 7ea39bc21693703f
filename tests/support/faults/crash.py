"""A process that dies midway: at the n-th statement, or just before a commit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import count
from typing import Literal

from sqlalchemy import Connection, Engine, event

from app.db import Database

Moment = Literal["statement", "commit"]


class Crash(BaseException):
    """Nothing catches it: uncommitted work is lost, as when a process dies."""


@contextlib.contextmanager
def crashing(db: Database, moment: Moment, at: int) -> Iterator[None]:
    """Raise Crash in place of the statement or commit with this number, counting from 1."""
    numbers = count(1)

    def die(connection: Connection, *_about: object) -> None:
        if connection.engine.pool is db.engine.pool and next(numbers) == at:
            raise Crash

    name = "commit" if moment == "commit" else "before_cursor_execute"
    # Those who listen to every engine are told before the application's own listener, which
    # commits in SQLAlchemy's place.
    event.listen(Engine, name, die)
    try:
        yield
    finally:
        event.remove(Engine, name, die)
