"""A database filled by the demo."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app
from app.db import Database
from app.services import demo
from config import Config
from tests.support.clock import NOON, Clock


@pytest.fixture(scope="session")  # A module fixture would be rebuilt per database.
def filled_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database filled by the demo on Sunday 22 November 2026 at noon."""
    path = tmp_path_factory.mktemp("demo") / "her-i-dag.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    db = Database(f"sqlite:///{path}")
    demo.fill(db, now=NOON)
    db.close()
    return path


@pytest.fixture
def filled(filled_file: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application on a copy of it, an hour later."""
    path = tmp_path / "her-i-dag.sqlite"
    path.write_bytes(filled_file.read_bytes())
    config = Config(f"sqlite:///{path}", "http://localhost", demo=True)
    app = create_app(config, Clock(NOON + dt.timedelta(hours=1)))
    yield app
    app.extensions["her_i_dag"].db.close()


@pytest.fixture
def demo_db(filled: Flask) -> Database:
    database: Database = filled.extensions["her_i_dag"].db
    return database
