"""A process that dies midway: at the n-th statement, or just before a commit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import count
from typing import Literal

from sqlalchemy import event

from app.db import Database

Moment = Literal["statement", "commit"]


class Crash(BaseException):
    """Nothing catches it: uncommitted work is lost, as when a process dies."""


@contextlib.contextmanager
def crashing(db: Database, moment: Moment, at: int) -> Iterator[None]:
    """Raise Crash in place of the statement or commit with this number, counting from 1."""
    numbers = count(1)

    def die(*_about: object) -> None:
        if next(numbers) == at:
            raise Crash

    name = "commit" if moment == "commit" else "before_cursor_execute"
    event.listen(db.engine, name, die)
    try:
        yield
    finally:
        event.remove(db.engine, name, die)
