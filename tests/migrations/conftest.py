"""Empty databases for migration tests."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db import Database
from app.migrating import upgrade
from tests.support import postgres
from tests.support.migrations import rows
from tests.support.migrations.climbing import Climb
from tests.support.migrations.scripts import SCRIPTS


@pytest.fixture
def blank_url(database_kind: str, request: pytest.FixtureRequest, scratch: Path) -> Iterator[str]:
    """The test's own empty database."""
    name = f"blank_{uuid.uuid4().hex}"
    if database_kind == "sqlite":
        folder = scratch / name  # Whoever looks for bytes in it finds no other database's.
        folder.mkdir()
        path = folder / "blank.sqlite"
        path.touch()
        yield f"sqlite:///{path}"
        shutil.rmtree(folder)
        return
    server: postgres.Server = request.getfixturevalue("postgres_server")
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def blank(blank_url: str) -> Iterator[Database]:
    """The same database, for inspection."""
    database = Database(blank_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def steps() -> dict[str, bytes]:
    """The contents of an empty SQLite file at each revision."""
    return {}


@pytest.fixture
def climb(blank_url: str, steps: dict[str, bytes]) -> Climb:
    """Brings the empty database up to a revision; a file is built once, from the one before."""
    if not blank_url.startswith("sqlite"):
        return lambda revision: upgrade(blank_url, revision)
    file = Path(blank_url.removeprefix("sqlite:///"))

    def to(revision: str) -> None:
        if revision not in steps:
            below = SCRIPTS.get_revision(revision).down_revision
            if below:
                assert isinstance(below, str), "two branches"
                to(below)
            upgrade(blank_url, revision)
            steps[revision] = file.read_bytes()
        file.write_bytes(steps[revision])

    return to


@pytest.fixture
def fill_at(climb: Climb, blank: Database) -> Climb:
    """Brings the empty database up to a revision and writes a row into every table."""

    def at(revision: str) -> None:
        climb(revision)
        with blank.engine.begin() as connection:
            rows.fill(connection)

    return at
