"""An installation to restore into, and the operator's commands in both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from config import Config
from tests.support.clock import Clock
from tests.support.installation import Installation


@pytest.fixture
def here(config: Config, clock: Clock, db: Database) -> Iterator[Installation]:
    """The installation of the cast."""
    found = Installation(config, clock)
    yield found
    found.db.close()


@pytest.fixture
def elsewhere(sqlite_template: Path, scratch: Path, clock: Clock) -> Iterator[Installation]:
    """A new installation on SQLite, migrated and empty."""
    file = Path(shutil.copy(sqlite_template, scratch / "elsewhere.sqlite"))
    found = Installation(
        Config(database_url=f"sqlite:///{file}", base_url="http://localhost"), clock
    )
    yield found
    found.db.close()
    file.unlink()
