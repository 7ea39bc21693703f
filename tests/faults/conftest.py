"""The server that the tests kill and cut off."""

from __future__ import annotations

import contextlib
import datetime as dt
import random
import sys
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import update

from app.db import Database
from app.models import Venue
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.faults.effort import seed
from tests.support.faults.killable import Killable, killable


@pytest.fixture
def chance() -> random.Random:
    """Where a test's choices come from. A test that fails shows the seed."""
    sys.stdout.write(f"SEED={seed()}\n")
    return random.Random(seed())


@pytest.fixture(scope="session")
def killable_server(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], Killable]]:
    """One per database for this worker: its modules stay loaded from test to test."""
    servers: dict[str, Killable] = {}
    with contextlib.ExitStack() as stack:

        def server(url: str) -> Killable:
            if url not in servers:
                folder = tmp_path_factory.mktemp("killable")
                servers[url] = stack.enter_context(killable(folder, url))
            return servers[url]

        yield server


@pytest.fixture
def now(clock: Clock) -> dt.datetime:
    """The time of the server's own clock, to which the test's is set."""
    clock.time = dt.datetime.now(dt.UTC)
    return clock.time


@pytest.fixture
def server(
    killable_server: Callable[[str], Killable],
    database_url: str,
    db: Database,
    now: dt.datetime,
    cast: Cast,
) -> Iterator[Killable]:
    """A server for the cast, with venues that hold nobody back. It has not been started."""
    with db.writing() as session:
        session.execute(update(Venue).values(daily_cap=1_000_000, minute_cap=0))
    db.close()
    server = killable_server(database_url)
    yield server
    if server.runs:
        server.kill()
