"""An installation to restore into, and the operator's commands in both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from config import Config
from tests.support.installation import Installation


@pytest.fixture
def here(config, clock, db):
    """The installation of the cast."""
    found = Installation(config, clock)
    yield found
    found.db.close()


@pytest.fixture
def elsewhere(sqlite_template, scratch, clock):
    """A new installation on SQLite, migrated and empty."""
    file = Path(shutil.copy(sqlite_template, scratch / "elsewhere.sqlite"))
    found = Installation(
        Config(database_url=f"sqlite:///{file}", base_url="http://localhost"), clock
    )
    yield found
    found.db.close()
    file.unlink()
