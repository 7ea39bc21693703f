"""A real PostgreSQL for the tests: started in its own folder, one database per test."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import psycopg

from app.migrating import upgrade


@cache
def programs() -> Path | None:
    """The folder of PostgreSQL's server programs, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def available() -> bool:
    """Whether a server can be started here."""
    return programs() is not None


@dataclass(eq=False)
class Server:
    """A running server."""

    port: int

    def url(self, name: str) -> str:
        """The URL of a database, as used in settings."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def run(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        dsn = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute(statement.encode())

    def end_connections(self) -> None:
        """End every connection to the database except the one that empties it."""
        # In a worker's first test there is no such connection yet, and now none can be opened.
        ours = self._cleaner.info.backend_pid if "_cleaner" in vars(self) else 0
        self.run(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
            f"WHERE datname = 'tests' AND pid <> {ours}"
        )

    def empty_database(self) -> str:
        """Empty the migrated database and return its URL."""
        url = self.url("tests")
        if self not in _migrated:
            self.run("CREATE DATABASE tests")
            upgrade(url)
            _migrated.add(self)
            return url
        self._cleaner.execute(_EMPTY)
        return url

    def close(self) -> None:
        """Close the connection for emptying, if there is one."""
        if "_cleaner" in vars(self):
            self._cleaner.close()

    @cached_property
    def _cleaner(self) -> psycopg.Connection[Any]:
        """The connection for emptying, kept open: connecting takes longer than emptying."""
        dsn = f"postgresql://postgres@127.0.0.1:{self.port}/tests"
        return psycopg.connect(dsn, autocommit=True)


_migrated: set[Server] = set()
# Only tables with rows, by DELETE without foreign keys: TRUNCATE makes new files for each, and so
# does ALTER SEQUENCE.
_EMPTY = b"""
DO $$
DECLARE
  t text;
  s text;
  filled boolean;
BEGIN
  SET LOCAL session_replication_role = replica;
  FOR t IN SELECT tablename FROM pg_tables
           WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', t) INTO filled;
    IF filled THEN EXECUTE format('DELETE FROM %I', t); END IF;
  END LOOP;
  FOR s IN SELECT sequencename FROM pg_sequences
           WHERE schemaname = 'public' AND last_value IS NOT NULL
  LOOP
    PERFORM setval(format('%I', s), 1, false);
  END LOOP;
END $$
"""


IN_HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


@contextlib.contextmanager
def running(parent: Path, options: str = IN_HASTE) -> Iterator[Server]:
    """A server in a new folder under `parent`, on a free local port.

    What it has stored may be lost with the machine, unless other options are given.
    """
    parent.chmod(0o755)
    with tempfile.TemporaryDirectory(prefix="postgres-", dir=parent) as folder:
        yield from _serve(Path(folder), options)


def _serve(folder: Path, options: str) -> Iterator[Server]:
    bin_folder = programs()
    assert bin_folder is not None, "no PostgreSQL here"
    data = folder / "data"
    as_postgres: list[str] = []
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres", "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]

    def run(program: str, *arguments: str) -> None:
        command = [*as_postgres, str(bin_folder / program), *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd="/")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run(
        "initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "-E", "UTF8", "-N", "--locale=C"
    )
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= "
        f"-c max_connections=60 {options}"
    )
    run("pg_ctl", "-D", str(data), "-o", options, "-l", str(folder / "log"), "-w", "start")
    server = Server(port)
    try:
        yield server
    finally:
        server.close()
        run("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
