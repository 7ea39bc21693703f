"""Rules about the code hold on any database, so they only run on SQLite."""

from __future__ import annotations

import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url
