"""An installation whose operator types commands, and what its backups hold."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from app import create_app
from app.db import Database
from config import Config
from tests.support.clock import Clock


class Installation:
    """An installation whose operator types commands."""

    def __init__(self, config: Config, clock: Clock) -> None:
        self.config, self.clock = config, clock
        self.app = create_app(config, clock)

    @property
    def db(self) -> Database:
        db: Database = self.app.extensions["her_i_dag"].db
        return db

    def types(self, *words: object, code: int = 0) -> str:
        """Run a command; returns everything it said."""
        result = self.app.test_cli_runner().invoke(args=[str(word) for word in words])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result.output


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
