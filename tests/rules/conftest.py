"""Rules about the code hold on any database; they are asked on SQLite alone."""

from __future__ import annotations

import pytest


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url
