"""A failing disk: a plain page, a reason for the operator, and no restart needed afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from app import create_app, migrating
from app.db import Database, StorageUnavailable
from app.services.core import health
from app.starting import close_at_start
from config import Config
from tests.support import postgres
from tests.support.cast import Cast
from tests.support.check_in_states import KEY
from tests.support.clock import Clock
from tests.support.faults.storage import no_room
from tests.support.text import json_of
from tests.support.visit import Page, Visitor

ON_A_FILE = pytest.mark.database("sqlite")
"""PostgreSQL looks after its own files."""


@pytest.fixture
def file(config: Config, db: Database) -> Path:
    """The database file."""
    assert config.sqlite_path is not None
    return config.sqlite_path


@pytest.fixture
def press(app: Flask, cast: Cast) -> Callable[..., Page]:
    """Check in at the shop with a new phone and expect this status."""

    def go(status: int = 200) -> Page:
        return Visitor(app).post(f"/c/{cast.shop_code}", status=status, svar="her", key=KEY)

    return go


def ready(app: Flask, status: int = 200) -> list[str]:
    """What /readyz reports as wrong."""
    answer = app.test_client().get("/readyz")
    assert answer.status_code == status, answer.text
    assert app.test_client().get("/healthz").json == {"status": "ok"}
    problems: list[str] = json_of(answer).get("problems", [])
    return problems


def test_it_is_ready(app: Flask, cast: Cast) -> None:
    assert ready(app) == []


@ON_A_FILE
def test_a_file_that_was_read_only_is_written_as_soon_as_it_can_be(
    app: Flask,
    db: Database,
    file: Path,
    press: Callable[..., Page],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    db.close()
    # Whoever runs the tests may write to any file, whatever its mode: set SQLite read-only.
    for pragma in ("ON", "OFF"):
        monkeypatch.setattr("app.sqlite_connections.PRAGMAS", (f"PRAGMA query_only={pragma}",))
        press(503 if pragma == "ON" else 200)


@ON_A_FILE
def test_a_missing_file_is_not_made_and_is_taken_when_it_is_back(
    app: Flask, db: Database, cast: Cast, file: Path, press: Callable[..., Page]
) -> None:
    db.close()
    away = file.rename(file.with_suffix(".away"))
    press(503)
    assert Visitor(app).get(f"/c/{cast.shop_code}", status=503).h1 == "Vent et øjeblik"
    assert ready(app, 503) == ["the database can't be used: unable to open database file"]
    assert not file.exists()
    away.rename(file)
    press()
    assert ready(app) == []


@ON_A_FILE
def test_a_file_that_was_put_in_the_place_of_an_open_one_is_taken(
    app: Flask, db: Database, cast: Cast, file: Path, press: Callable[..., Page]
) -> None:
    Visitor(app).get(f"/c/{cast.shop_code}")  # A connection is open.
    copy = file.with_suffix(".copy")
    copy.write_bytes(file.read_bytes())
    copy.replace(file)
    Visitor(app).client.post(f"/c/{cast.shop_code}", data={"svar": "her", "key": KEY})
    press()
    other = sqlite3.connect(file)
    assert other.execute("SELECT count(*) FROM visit").fetchall() == [(1,)]
    other.close()


@ON_A_FILE
def test_it_starts_beside_a_missing_file_and_makes_none(
    app: Flask, config: Config, db: Database, file: Path, clock: Clock
) -> None:
    db.close()
    file.unlink()
    close_at_start(create_app(config, clock))
    assert not file.exists()


@ON_A_FILE
@pytest.mark.parametrize("harm", ["no database at all", "a page"])
def test_a_damaged_file_has_a_plain_page(
    app: Flask, config: Config, db: Database, cast: Cast, file: Path, clock: Clock, harm: str
) -> None:
    db.close()
    whole = file.read_bytes()
    if harm == "a page":
        file.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    else:
        file.write_bytes(b"this is a text" * 400)
    close_at_start(create_app(config, clock))
    for path in (f"/c/{cast.shop_code}", "/rapporter", "/"):
        app.extensions["her_i_dag"].closed.minute = None
        answer = app.test_client().get(path)
        assert answer.status_code in (200, 303, 503), path
    assert Visitor(app).get(f"/c/{cast.shop_code}", status=503).h1 == "Vent et øjeblik"
    [problem] = ready(app, 503)
    assert problem.startswith("the database can't be used")
    db.close()
    file.write_bytes(whole)
    Visitor(app).get(f"/c/{cast.shop_code}")
    assert ready(app) == []


@ON_A_FILE
def test_signing_in_on_a_full_disk_says_so(
    app: Flask, db: Database, cast: Cast, file: Path
) -> None:
    typed: dict[str, Any] = {"email": cast.ane, "password": "tre tilfældige ord"}
    with no_room():
        page = Visitor(app).post("/log-ind", status=507, **typed)
        assert ready(app, 503) == ["the disk is full: nothing can be written"]
    assert page.h1 == "Det gik ikke"
    assert "Set-Cookie" not in page.response.headers
    Visitor(app).post("/log-ind", status=303, follow=False, **typed)
    assert ready(app) == []


@ON_A_FILE
def test_it_is_not_ready_with_little_room(
    app: Flask, cast: Cast, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "ROOM", 1 << 62)
    [problem] = ready(app, 503)
    assert problem.startswith("the disk has ")


def test_it_is_not_ready_for_another_schema(app: Flask, db: Database, cast: Cast) -> None:
    newest = app.extensions["her_i_dag"].newest_revision

    def become(revision: str | None) -> None:
        with db.writing() as session:
            session.execute(text("DELETE FROM alembic_version"))
            if revision:
                new = text("INSERT INTO alembic_version VALUES (:revision)")
                session.execute(new, {"revision": revision})

    try:
        become("0001_first_tables")
        [problem] = ready(app, 503)
        assert problem.startswith("the database is at 0001_first_tables, not at ")
        become(None)
        assert ready(app, 503) == ["the database is not migrated: run `flask migrate`"]
        # The way back after an upgrade: a release only adds what the one before can do without.
        become("9999_later")
        assert ready(app) == []
        assert migrating.is_current(db)
    finally:
        become(newest)


def test_it_is_not_ready_while_an_ended_day_waits(
    app: Flask, db: Database, cast: Cast, clock: Clock, press: Callable[..., Page]
) -> None:
    press()
    clock.at("2026-11-23", 9)
    newest = app.extensions["her_i_dag"].newest_revision
    found = health.problems(db, newest_revision=newest, now=clock())
    assert found == ["days that have ended and are not closed: 1"]
    assert ready(app) == [], "it closes them itself"


@pytest.mark.skipif(not postgres.available(), reason="PostgreSQL is not installed")
class TestPostgreSQL:
    @pytest.fixture
    def database_url(self, postgres_server: postgres.Server) -> str:
        return postgres_server.empty_database()

    def test_read_only_is_a_plain_page_and_needs_no_restart(
        self,
        app: Flask,
        db: Database,
        cast: Cast,
        press: Callable[..., Page],
        postgres_server: postgres.Server,
    ) -> None:
        press()
        postgres_server.run("ALTER DATABASE tests SET default_transaction_read_only = on")
        db.close()
        try:
            press(503)
            [problem] = ready(app, 503)
            assert "read-only transaction" in problem
        finally:
            postgres_server.run("ALTER DATABASE tests RESET default_transaction_read_only")
        # One connection may remember.
        Visitor(app).client.post(f"/c/{cast.shop_code}", data={"svar": "her", "key": KEY})
        press()
        assert ready(app) == []


@pytest.mark.database("postgresql")
def test_more_at_once_than_there_are_connections_is_a_plain_page(
    config: Config, clock: Clock, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.BUSY_TIMEOUT_MS", 1)
    monkeypatch.setattr("app.db.CONNECTIONS", 1)
    monkeypatch.setattr("app.db.FOR_A_MOMENT", 1)
    crowded = create_app(config, clock)
    db = crowded.extensions["her_i_dag"].db
    with db.reading() as one, db.reading() as other:
        one.execute(text("SELECT 1"))
        other.execute(text("SELECT 1"))
        page = Visitor(crowded).get(f"/c/{cast.shop_code}", status=503)
    assert page.h1 == "Vent et øjeblik"
    assert Visitor(crowded).get(f"/c/{cast.shop_code}").response.status_code == 200
    db.close()


@ON_A_FILE
@pytest.mark.parametrize("kind", ["writing", "writing_rows"])
def test_a_commit_that_waits_in_vain_keeps_nobody_out(
    db: Database, cast: Cast, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Somebody reads for longer than writers wait. Then everything goes on."""
    name = text("SELECT name FROM venue WHERE id = :id").bindparams(id=cast.shop)
    monkeypatch.setattr("app.sqlite_connections.PATIENCE", 0.05)
    others = Database(str(db.engine.url))
    db.close()
    with others.reading() as reader:
        before = reader.scalar(name)
        with pytest.raises(StorageUnavailable), getattr(db, kind)() as writer:
            writer.execute(text("UPDATE venue SET name = 'Skuret'"))
    with others.reading() as reader:
        assert reader.scalar(name) == before
    with others.writing() as writer:
        writer.execute(text("UPDATE venue SET name = 'Laden'"))
    with db.reading() as reader:
        assert reader.scalar(name) == "Laden"
    others.close()
    db.close()
