"""What most tests need: an application on a migrated database, a clock, and the standing cast.

The suite runs on SQLite; with a PostgreSQL at hand each test that uses `database_url` runs on it
too (see `tests/support/postgres.py`).
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event

from app import create_app
from app.db import Database
from app.domain.visits.pace import Pace
from app.migrating import upgrade
from app.services.imports import readings, saving, uploads
from app.services.people import password_hash
from app.services.people.tries import Tries
from app.web.platform.board_cache import BoardCache
from app.web.platform.context import Closed, State
from config import Config
from tests.support import postgres
from tests.support.browser_client import BrowserClient
from tests.support.cast import LIGHT, Cast, StandingCast
from tests.support.clock import Clock
from tests.support.translations import compile_catalogues
from tests.support.visit import Visitor

pytest_plugins = ["tests.support.parts", "tests.support.signed_in"]

# A busy machine is slow, and that is no error of the rule under test. The same examples each time:
# main is green or red for everybody.
settings.register_profile("patient", deadline=None, derandomize=True)
settings.load_profile("patient")

BASE_URL = "http://localhost"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--databases",
        default="auto",
        choices=("auto", "sqlite", "postgresql", "both"),
        help="auto: both where there is a PostgreSQL. The others fail without what they name",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        wanted = metafunc.config.getoption("--databases")
        kinds = ["sqlite", "postgresql"] if wanted in ("auto", "both") else [wanted]
        if wanted == "auto" and not postgres.available():
            kinds = ["sqlite"]
        # `@pytest.mark.database(kind)` is for what only one of them has.
        if one := metafunc.definition.get_closest_marker("database"):
            kinds = [kind for kind in kinds if kind == one.args[0]]
        metafunc.parametrize("database_kind", kinds, scope="session")


def pytest_collection_finish() -> None:
    """What is loaded and collected stays: the garbage collector need not walk it in every test."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def catalogues() -> None:
    """Pages speak every language, also where nobody has run `make`."""
    compile_catalogues()


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A folder in memory where there is one: the tests wait for many commits, not for a disk."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(
        prefix="her-i-dag-", dir=memory if os.access(memory, os.W_OK) else None
    ) as folder:
        yield Path(folder)


class CompiledTemplates(BytecodeCache):
    """In memory: some tests let nothing be written to a disk."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self._kept:
            bucket.bytecode_from_string(self._kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def compiled_templates() -> None:
    """Every application of this worker takes the templates that another one has compiled."""
    Flask.jinja_options["bytecode_cache"] = CompiledTemplates()


@pytest.fixture(scope="session", autouse=True)
def browsers() -> None:
    """Who asks a test's application is a browser, unless it says otherwise."""
    Flask.test_client_class = BrowserClient


@pytest.fixture(scope="session", autouse=True)
def patient_pages() -> None:
    """A page waits for a file to be read or saved. Pages that do not have their own tests."""
    readings.WAIT = saving.WAIT = 120.0


@pytest.fixture(scope="session", autouse=True)
def light_passwords() -> None:
    """What the application hashes is as light as the cast's; how heavy it is has its own test."""
    password_hash.METHOD = LIGHT


@pytest.fixture(scope="session")
def sqlite_template(scratch: Path) -> Path:
    """A migrated, empty SQLite file, copied for every test."""
    path = scratch / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_server(scratch: Path) -> Iterator[postgres.Server]:
    """One PostgreSQL server for this worker."""
    with postgres.running(scratch) as server:
        yield server


@pytest.fixture(scope="session")
def kept_apps() -> Iterator[dict[str, Flask]]:
    """One application per database for this worker: its caches stay warm from test to test."""
    apps: dict[str, Flask] = {}
    yield apps
    for app in apps.values():
        app.extensions["her_i_dag"].db.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, scratch: Path, kept_apps: dict[str, Flask]) -> str:
    """A migrated, empty SQLite file, in the place of the one before."""
    for app in kept_apps.values():
        app.extensions["her_i_dag"].db.close()
    folder = scratch / "data"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return f"sqlite:///{shutil.copy(sqlite_template, folder / 'her-i-dag.sqlite')}"


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest) -> str:
    """A migrated, empty database of the test's own."""
    if database_kind == "postgresql":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        return server.empty_database()
    url: str = request.getfixturevalue("sqlite_url")
    return url


@pytest.fixture
def clock() -> Clock:
    """Sunday 22 November 2026, 13:00 in Copenhagen."""
    return Clock(dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC))


@pytest.fixture
def config(database_url: str) -> Config:
    return Config(database_url=database_url, base_url=BASE_URL)


@pytest.fixture
def app(config: Config, clock: Clock, kept_apps: dict[str, Flask]) -> Flask:
    app = kept_apps.get(config.database_url)
    if app is None:
        app = kept_apps[config.database_url] = create_app(config, clock)
    state: State = app.extensions["her_i_dag"]
    state.db.clock = clock
    app.extensions["her_i_dag"] = dataclasses.replace(
        state,
        config=config,
        clock=clock,
        closed=Closed(),
        boards=BoardCache(),
        pace=Pace(),
        tries=Tries(),
    )
    # The database before had the same address, and its uploads are kept beside it.
    shutil.rmtree(uploads.folder_of(state.db))
    return app


@pytest.fixture
def db(app: Flask) -> Database:
    database: Database = app.extensions["her_i_dag"].db
    return database


@pytest.fixture(scope="session")
def standing_cast() -> StandingCast:
    """The cast, written by the models once for this worker and by its rows from then on."""
    return StandingCast()


@pytest.fixture
def cast(db: Database, clock: Clock, standing_cast: StandingCast) -> Cast:
    """Ane hosts here, Kim coordinates here, Lis reads here, Bo coordinates elsewhere."""
    return standing_cast.write(db, clock())


@pytest.fixture
def visit(app: Flask) -> Visitor:
    """Somebody without a sign-in, whose every page is checked."""
    return Visitor(app)


@pytest.fixture
def statements(db: Database) -> Iterator[list[str]]:
    """What is asked of the database from here on."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield said
    event.remove(db.engine, "before_cursor_execute", note)
