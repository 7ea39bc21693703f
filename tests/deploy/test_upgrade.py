"""A version takes the place of another under load, on the socket that systemd holds for both."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from app.db import Database
from tests.support.cast import Cast
from tests.support.handed_over import PATIENCE, Servers
from tests.support.phones import Load


@pytest.fixture
def servers(tmp_path: Path, database_url: str, cast: Cast, db: Database) -> Iterator[Servers]:
    db.close()
    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    servers = Servers(listener, tmp_path, DATABASE_URL=database_url, BASE_URL=base_url)
    yield servers
    servers.close()


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """Of the database, which is of this version again afterwards: others are given it too."""
    engine = create_engine(database_url)
    revision = text("SELECT version_num FROM alembic_version")
    with engine.connect() as connection:
        now = connection.scalar(revision)
    yield engine
    with engine.begin() as connection:
        if connection.scalar(revision) != now:
            connection.execute(text("ALTER TABLE visit DROP COLUMN later"))
            connection.execute(text("UPDATE alembic_version SET version_num = :now"), {"now": now})
    engine.dispose()


def test_no_request_fails_during_an_upgrade_and_on_the_way_back(
    engine: Engine, servers: Servers, cast: Cast
) -> None:
    counted = text("SELECT count(*) FROM visit")
    with engine.connect() as connection:
        visits_before = connection.scalar(counted)
    old = servers.start()
    load = Load(servers.settings["BASE_URL"], f"/c/{cast.shop_code}", phones=2)
    load.start()
    try:
        # The next version's database: the one before knows nothing of the column or the revision.
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE visit ADD COLUMN later INTEGER"))
            connection.execute(text("UPDATE alembic_version SET version_num = '9999_later'"))
        new = servers.start()
        servers.stop(old)
        back = servers.start()
        servers.stop(new)
        load.wait_for(load.pressed + 5)
    finally:
        load.stop()
    assert load.failures == {}
    with engine.connect() as connection:
        assert connection.scalar(counted) == visits_before + load.pressed
    servers.stop(back)


@pytest.mark.database("sqlite")
def test_a_request_that_arrives_after_the_signal_is_answered(servers: Servers) -> None:
    """Once its connection is accepted, no other process can take it over."""
    process = servers.start()
    address = servers.listener.getsockname()
    with contextlib.closing(socket.create_connection(address, PATIENCE)) as begun:
        begun.sendall(b"GET /healthz HTTP/1.1\r\n")
        with contextlib.closing(socket.create_connection(address, PATIENCE)) as later:
            # As this one is answered, the earlier one has been accepted.
            later.sendall(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n")
            assert later.recv(100).startswith(b"HTTP/1.1 200")
        process.send_signal(signal.SIGTERM)
        while Path(f"/proc/{process.pid}/fd/3").exists():
            pass  # It still accepts connections.
        begun.sendall(b"\r\n")
        answer = b""
        while part := begun.recv(65_536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"\r\nConnection: close\r\n" in answer
    assert process.wait(PATIENCE) == 0
