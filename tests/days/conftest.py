"""Where the database keeps its files."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text


@pytest.fixture
def folder(config, db) -> Path:
    """Where the database keeps its files."""
    if config.sqlite_path:
        return config.sqlite_path.parent
    with db.engine.connect() as connection:
        # Its log is next to the data.
        return Path(connection.scalar(text("SHOW data_directory"))).parent
