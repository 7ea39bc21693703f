"""The files of the database under test."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from app.db import Database
from config import Config


@pytest.fixture
def folder(config: Config, db: Database) -> Path:
    """Where the database keeps its files."""
    if config.sqlite_path:
        return config.sqlite_path.parent
    with db.engine.connect() as connection:
        # Its log is next to the data.
        return Path(str(connection.scalar(text("SHOW data_directory")))).parent
