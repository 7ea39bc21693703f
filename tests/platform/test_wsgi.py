"""What happens before the first request is served."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.db import Database
from app.models import Day, Visit
from app.services import demo
from app.starting import close_at_start
from config import Config
from tests.support.cast import Cast
from tests.support.clock import Clock
from tests.support.source import ROOT
from tests.support.visit import Visitor


@pytest.fixture
def yesterday(app: Flask, cast: Cast, clock: Clock) -> None:
    """A visit on a day that ended while nothing was running."""
    visitor = Visitor(app)
    visitor.press(visitor.get(f"/c/{cast.shop_code}"), "Jeg er her")
    clock.at("2026-11-23", 9)


def visits(db: Database) -> tuple[int, int]:
    with db.reading() as session:
        return session.query(Visit).count(), session.query(Day).filter(Day.closed).count()


def test_it_closes_what_has_ended(
    yesterday: None, config: Config, clock: Clock, db: Database
) -> None:
    assert visits(db) == (1, 0)
    close_at_start(create_app(config, clock))
    assert visits(db) == (0, 1)


def test_it_closes_where_only_a_probe_comes_by(yesterday: None, app: Flask, db: Database) -> None:
    assert app.test_client().get("/healthz").json == {"status": "ok"}
    assert visits(db) == (0, 1)


def test_it_waits_for_the_migration(tmp_path: Path, clock: Clock) -> None:
    bare = Config(database_url=f"sqlite:///{tmp_path / 'bare.sqlite'}", base_url="http://localhost")
    close_at_start(create_app(bare, clock))


def test_it_lists_wrong_settings_without_a_traceback() -> None:
    env = {"PATH": os.environ["PATH"], "BASE_URL": "https://a b.dk#x", "PORT": "abc"}
    command = [sys.executable, "-c", "import wsgi"]
    answer = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "BASE_URL: give the address" in answer.stderr
    assert "PORT: give a number" in answer.stderr
    assert "Traceback" not in answer.stderr


def start(url: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Start as the server does, in its own process."""
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "BASE_URL": "http://localhost"} | env
    command = [sys.executable, "-c", "import wsgi"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)


def run(url: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "DATABASE_URL": url, "BASE_URL": "http://localhost"}
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
    # A server that is not refused would run for good.
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60)


def test_a_command_closes_nothing_but_a_server_does(
    yesterday: None, database_url: str, db: Database
) -> None:
    """On PostgreSQL closing rewrites tables, which the running server would have to wait for."""
    assert run(database_url, "list").returncode == 0
    assert visits(db) == (1, 0)
    assert start(database_url).returncode == 0
    assert visits(db) == (0, 1)


def test_it_refuses_demo_accounts_where_nobody_asked_for_a_demo(
    database_url: str, db: Database, clock: Clock
) -> None:
    demo.fill(db, now=clock())
    refused = start(database_url)
    assert refused.returncode == 1
    assert "remove-demo" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert start(database_url, DEMO="1").returncode == 0
    for server in ("serve", "run"):
        served = run(database_url, server, "--port", "0")
        assert served.returncode == 1, server
        assert "remove-demo" in served.stderr
        assert "Traceback" not in served.stderr
    removed = run(database_url, "remove-demo")
    assert removed.stdout == "Removed 9 demo accounts.\n", removed.stderr
    assert start(database_url).returncode == 0


def test_a_demo_says_loudly_that_others_can_reach_it(sqlite_url: str) -> None:
    said = start(sqlite_url, DEMO="1", HOST="0.0.0.0")
    assert said.returncode == 0
    assert "CAN BE REACHED FROM OTHER MACHINES" in said.stderr
    assert "OTHER MACHINES" not in start(sqlite_url, DEMO="1").stderr
    assert "OTHER MACHINES" not in start(sqlite_url, HOST="0.0.0.0").stderr
