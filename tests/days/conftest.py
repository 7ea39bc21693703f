"""The files of the database under test."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.db import Database
from tests.support.bytes_on_disk import folder_of


@pytest.fixture
def folder(db: Database) -> Path:
    """Where the database keeps its files; PostgreSQL's log is next to them."""
    return folder_of(db)
