"""Checks of the installation: what is wrong, what to do, and an exit code for monitoring."""

from __future__ import annotations

import contextlib
import dataclasses
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from app import create_app
from app.db import Database
from app.models import ClockSeen, Person, SetAside
from app.services.operations import checks
from app.services.operations.checks import Level
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.installation import Installation
from tests.support.server import Server, serving
from tests.support.visit import Visitor

SQLITE = pytest.mark.database("sqlite")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups are kept."""
    found = tmp_path / "backups"
    found.mkdir(mode=0o700)
    return found


@pytest.fixture
def well(
    app: Flask, config: Config, clock: Clock, cast: Cast, folder: Path
) -> Iterator[Installation]:
    """An installation that serves its pages, with a backup."""
    with serving(app) as server:
        found = Installation(
            dataclasses.replace(config, base_url=server.url, backup_folder=folder), clock
        )
        if file := config.sqlite_path:
            file.chmod(0o600)
        found.types("backup")
        yield found
        found.db.close()


def says(installation: Installation, code: int = 2) -> str:
    """What the doctor says, with each finding and what to do about it on one line."""
    return installation.types("doctor", code=code).replace("\n         ", " -> ")


@SQLITE
def test_it_finds_nothing_to_do_where_all_is_well(well: Installation) -> None:
    demo = Installation(
        dataclasses.replace(well.config, demo=True, backup_recipient="-"), well.clock
    )
    said = says(demo, code=0)
    assert "->" not in said
    assert {line.split(":")[0].split()[0] for line in said.splitlines()[1:]} == {"OK"}
    checked = {line.partition(" ")[2].partition(":")[0].strip() for line in said.splitlines()[1:]}
    assert checked == {
        *("database", "version", "schema", "settings", "integrity", "trail", "clock", "closing"),
        *("free space", "file rights", "backup", "base address"),
    }
    demo.db.close()


@SQLITE
def test_what_is_only_advice_is_a_warning(well: Installation) -> None:
    said = says(well, code=1)
    assert "WARNING  backup key: backups are not encrypted -> Make a key with age-keygen" in said
    assert "is not encrypted -> Set BASE_URL to an https:// address" in said


@pytest.mark.database("postgresql")
def test_it_sees_how_postgresql_is_set_up(well: Installation) -> None:
    # The tests' own server takes every risk there is.
    said = says(well)
    assert "OK       version: PostgreSQL 1" in said
    assert "FAULT    settings: fsync is off -> A power failure would lose counted days." in said
    assert "FAULT    settings: full_page_writes is off" in said
    assert "OK       integrity" in said


def revision(db: Database, name: str) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :name"), {"name": name})


def test_it_knows_an_older_and_a_newer_schema(well: Installation, db: Database, app: Flask) -> None:
    newest = app.extensions["her_i_dag"].newest_revision
    try:
        revision(db, "0001_first_tables")
        assert "schema: 0001_first_tables is older than this version -> Make a backup" in says(well)
        revision(db, "9999_from_later")
        said = says(well, code=1)
        assert "9999_from_later belongs to a newer version -> Install the newer" in said
    finally:
        revision(db, newest)


@SQLITE
def test_it_says_what_is_wrong_with_a_file(well: Installation, db: Database) -> None:
    file = well.config.sqlite_path
    assert file is not None
    well.db.close()
    file.chmod(0o644)
    assert f"others may open {file} -> Run `chmod 600 {file}`." in says(well)
    file.chmod(0o600)
    file.parent.chmod(0o777)
    assert f"others may replace files in {file.parent} -> Run `chmod 700" in says(well)
    file.parent.chmod(0o700)
    whole = file.read_bytes()
    with db.reading() as session:
        page = session.scalar(
            text("SELECT rootpage FROM sqlite_master WHERE name = 'ix_venue_partnership_id'")
        )
    for each in (db, well.db):  # Or they would go on with the pages that they remember.
        each.close()
    file.write_bytes(whole[: 4096 * (page - 1)] + b"\x55" * 4096 + whole[4096 * page :])
    assert "integrity: *** in database main ***" in says(well)
    file.write_bytes(b"no database at all" * 99)
    assert "can't be used: file is not a database -> See that DATABASE_URL is right" in says(well)
    file.unlink()
    assert "database: it can't be used: unable to open database file" in says(well)
    file.touch()
    assert "schema: the database has not been migrated -> Run `flask migrate`." in says(well)


@SQLITE
def test_it_knows_an_sqlite_that_is_too_old_and_settings_that_are_off(
    well: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    @event.listens_for(well.db.engine, "connect")
    def old(connection: Any, _record: object) -> None:
        connection.create_function("sqlite_version", 0, lambda: "3.31.1")

    monkeypatch.setattr("app.sqlite_connections.PRAGMAS", ("PRAGMA secure_delete=OFF",))
    well.db.close()
    said = says(well)
    assert "version: SQLite 3.31.1 is too old -> Update to 3.35 or newer." in said
    assert "FAULT    settings: secure_delete is 0" in said
    assert "FAULT    settings: foreign_keys is 0" in said


@SQLITE
def test_it_knows_days_that_are_not_closed_and_a_wrong_clock(
    well: Installation, app: Flask, db: Database, cast: Cast, clock: Clock
) -> None:
    phone = Visitor(app)
    phone.press(phone.get(f"/c/{cast.shop_code}"), "Jeg er her")
    before = clock()
    clock.at("2026-11-23", 5)
    assert "1 days have ended and are not closed -> Run `flask close-days`" in says(well)
    with db.writing() as session:
        session.add(
            SetAside(
                venue_id=cast.shop,
                service_date=before.date(),
                why="rows",
                since=before,
                tried_at=before,
            )
        )
    assert "WARNING  closing: venue 1, 2026-11-22 can't be closed (rows)" in says(well, 1)
    clock.pass_(days=3)
    assert "FAULT    closing: venue 1, 2026-11-22 can't be closed (rows)" in says(well)
    with db.writing() as session:
        session.merge(ClockSeen(id=1, seen_on=clock().date().replace(year=2027)))
    assert "-> Set the server's clock right, or run `flask trust-clock`" in says(well)


@SQLITE
def test_it_knows_backups_that_are_missing_late_or_too_old(
    well: Installation, folder: Path, clock: Clock
) -> None:
    bare = Installation(dataclasses.replace(well.config, backup_folder=None), clock)
    assert "WARNING  backup: nobody knows where backups are kept -> Set BACKUP_FOLDER" in says(
        bare, 1
    )
    bare.db.close()
    clock.pass_(hours=26)
    assert "OK       backup: the newest was made on 2026-11-22 at 12:00 UTC" in says(well, 1)
    clock.pass_(minutes=1)
    assert "FAULT    backup: the newest was made on" in says(well)
    clock.pass_(days=35)
    assert "FAULT    old backups: 1 are older than 35 days" in says(well)
    for file in folder.iterdir():
        file.unlink()
    assert f"FAULT    backup: there is none in {folder} -> Run `flask backup`" in says(well)


@SQLITE
def test_it_knows_a_demos_accounts(well: Installation, db: Database) -> None:
    with db.writing() as session:
        session.add(Person(email="vaert@demo.example", name="Vært", password_hash="-"))
    assert "FAULT    demo accounts: there are some -> Everybody can read" in says(well)


def test_it_knows_a_disk_without_room() -> None:
    # Nobody can write there: it has no room at all.
    (found,) = checks.free_space(Path("/proc"), None)
    assert (found.level, found.found) == (Level.FAULT, "0 MB are left for /proc")


class Other(BaseHTTPRequestHandler):
    """Somebody else's site."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@contextlib.contextmanager
def somebody_elses() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Other)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@SQLITE
def test_it_asks_at_the_printed_address(well: Installation, config: Config, clock: Clock) -> None:
    def at(url: str, **more: Any) -> str:
        other = Installation(dataclasses.replace(well.config, base_url=url, **more), clock)
        said = says(other)
        other.db.close()
        return said

    def served(**settings: Any) -> contextlib.AbstractContextManager[Server]:
        return serving(create_app(dataclasses.replace(config, **settings), clock))

    with served(base_url="https://heridag.example") as server:
        assert "answers 421 -> The proxy must pass `Host` on unchanged." in at(server.url)
        # There is no certificate.
        said = at(server.url.replace("http:", "https:"))
        assert "base address: https://127.0.0.1:" in said
        assert "proxy headers: they are not read -> Set TRUSTED_PROXIES" in said
    assert "Connection refused -> See that the server and the proxy run" in at(server.url)
    with served(base_url="https://localhost", trusted_proxies=1) as server:
        assert "answers 301 -> The proxy must send `X-Forwarded-Proto: https`" in at(server.url)
    missing = Config(database_url="sqlite:////no/file", base_url="http://localhost")
    with served(**vars(missing)) as server:
        assert "answers 503 -> The server can't use its database" in at(server.url)
    with somebody_elses() as url:
        assert f"{url} is something else -> Set BASE_URL" in at(url)
