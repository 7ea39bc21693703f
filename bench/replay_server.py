"""The application as it is served in a replay: the real one, told the time by a file.

`python -m bench.replay_server FD` answers on the socket that it was handed.
"""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
from pathlib import Path

from flask import Flask

from app import create_app
from app.web.platform.serving import Serving
from config import Config

CLOCK_FILE = "REPLAY_CLOCK"


class FileClock:
    """A clock that several processes share. It does not move until it is set."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __call__(self) -> dt.datetime:
        """The time it was last set to."""
        return dt.datetime.fromisoformat(self.path.read_text())

    def set(self, time: dt.datetime) -> None:
        """Set it for every process at once: nobody reads half a time."""
        new = self.path.with_suffix(".new")
        new.write_text(time.isoformat())
        new.replace(self.path)


def create() -> Flask:
    """The application with the clock of the file."""
    return create_app(Config.from_env(), FileClock(Path(os.environ[CLOCK_FILE])))


if __name__ == "__main__":
    Serving(create(), socket.socket(fileno=int(sys.argv[1]))).run()
