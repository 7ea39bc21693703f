"""Before exact role numbers are destroyed, there is a copy of the database."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import text

from app.cli import migrate
from app.db import Database
from tests.support.migrations.climbing import Climb

OLD, NEW = "0022_held_batches", "0023_settling"


@pytest.fixture
def types(app: Flask, blank_url: str) -> Callable[..., Result]:
    """Type `flask migrate` for the blank database."""
    state = app.extensions["her_i_dag"]
    config = type(state.config)(database_url=blank_url, base_url=state.config.base_url)

    def run(*words: str) -> Result:
        app.extensions["her_i_dag"] = type(state)(**{**vars(state), "config": config})
        return app.test_cli_runner().invoke(migrate, words)

    return run


def at(blank: Database) -> Any:
    with blank.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


@pytest.fixture
def old(blank: Database, fill_at: Climb) -> Database:
    fill_at(OLD)
    return blank


@pytest.mark.database("sqlite")
def test_it_copies_an_sqlite_file_without_the_running_day(
    old: Database, blank_url: str, types: Callable[..., Result]
) -> None:
    result = types()
    assert result.exit_code == 0, result.output
    [copy] = Path(blank_url.removeprefix("sqlite:///")).parent.glob(f"*-before-{NEW}*")
    assert str(copy) in result.output
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count(*) FROM day_count").fetchone() == (1,)
        for name in ("visit", "participation", "visit_role", "tap", "day_key", "sign_in"):
            assert kept.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,)
    copy.unlink()
    assert at(old) > NEW
    assert "copy" not in types().output


@pytest.mark.database("postgresql")
def test_it_asks_for_a_copy_of_a_postgresql_database(
    old: Database, types: Callable[..., Result]
) -> None:
    result = types()
    assert result.exit_code == 1
    assert "pg_dump" in result.output
    assert at(old) == OLD
    assert types("--copied").exit_code == 0
    assert at(old) > NEW


def test_it_makes_none_where_nothing_was_counted(
    blank: Database, types: Callable[..., Result]
) -> None:
    result = types()
    assert (result.exit_code, "copy" in result.output) == (0, False)
