"""What several tests of pages need."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import event

from app.db import Database


@pytest.fixture
def statements(db: Database) -> Iterator[list[str]]:
    """What is asked of the database from here on."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)
