"""The application as gunicorn serves it in a replay: the real one, told the time by a file."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from flask import Flask

from app import create_app
from config import Config

CLOCK_FILE = "REPLAY_CLOCK"


class FileClock:
    """A clock that several processes share. It stands still until it is set."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self) -> dt.datetime:
        """The time that it was last set to."""
        return dt.datetime.fromisoformat(self.path.read_text())

    def set(self, time: dt.datetime) -> None:
        """Set it, for every process at once: nobody reads half a time."""
        new = self.path.with_suffix(".new")
        new.write_text(time.isoformat())
        new.replace(self.path)


def create() -> Flask:
    """What gunicorn is given: `bench.served:create()`."""
    return create_app(Config.from_env(), FileClock(Path(os.environ[CLOCK_FILE])))
