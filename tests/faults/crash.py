"""A process that dies in the middle: at the n-th statement, or as it is about to commit."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import count
from typing import Literal

from sqlalchemy import event

from app.db import Database

Moment = Literal["statement", "commit"]


class Crash(BaseException):
    """Nobody catches it on the way: what was not committed is gone, as when a process dies."""


@contextlib.contextmanager
def crashing(db: Database, moment: Moment, at: int) -> Iterator[None]:
    """Raise Crash instead of the statement or the commit with this number, counted from 1."""
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
