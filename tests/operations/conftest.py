"""An installation to restore into, and the operator's commands in both."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import pytest

from app import create_app
from app.db import Database
from config import Config


class Installation:
    """An installation whose operator types commands."""

    def __init__(self, config: Config, clock) -> None:
        self.config, self.clock = config, clock
        self.app = create_app(config, clock)

    @property
    def db(self) -> Database:
        db: Database = self.app.extensions["her_i_dag"].db
        return db

    def types(self, *words, code: int = 0) -> str:
        """Run a command; returns everything it said."""
        result = self.app.test_cli_runner().invoke(args=[str(word) for word in words])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output


@pytest.fixture
def here(config, clock, db):
    """The installation of the cast."""
    found = Installation(config, clock)
    yield found
    found.db.close()


@pytest.fixture
def elsewhere(sqlite_template, scratch, clock):
    """A new installation on SQLite, migrated and empty."""
    file = Path(shutil.copy(sqlite_template, scratch / "elsewhere.sqlite"))
    found = Installation(
        Config(database_url=f"sqlite:///{file}", base_url="http://localhost"), clock
    )
    yield found
    found.db.close()
    file.unlink()


def unpacked(file: Path) -> bytes:
    """Everything that a backup holds that is not encrypted."""
    head, _line, packed = file.read_bytes().partition(b"\n")
    return head + b"\n" + gzip.decompress(packed)


def rows_in(file: Path, table: str) -> list[dict[str, object]]:
    """The rows of a table in a backup that is not encrypted."""
    lines = [json.loads(line) for line in unpacked(file).splitlines()]
    at = next(n for n, line in enumerate(lines) if "table" in line and line["table"] == table)
    rows = lines[at + 1] if lines[2]["rows"][table] else []
    return [dict(zip(lines[at]["columns"], row, strict=True)) for row in rows]
