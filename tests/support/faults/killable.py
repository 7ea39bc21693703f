"""`flask serve` in its own process, to be killed and started again many times.

Importing the application takes longer than everything else that a start does. So one process
imports it, and each server is a child of that one: as new, but with its modules loaded.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.source import ROOT

SERVE, KILL = "serve", "kill"


@dataclass
class Killable:
    """A server that can be killed and started again, at the same address."""

    port: int
    log: Path
    parent: subprocess.Popen[str]
    runs: bool = False

    def begin(self) -> None:
        """Start it, without waiting until it serves."""
        self._say(SERVE)
        self.runs = True

    def start(self) -> None:
        """Start it and wait until it serves."""
        self.begin()
        assert self._hear().startswith("Serving on "), self.log.read_text()

    def kill(self) -> None:
        """Kill it with SIGKILL, whatever it is doing."""
        self._say(KILL)
        self.runs = False
        # If it was only begun, it may have served by then.
        while (said := self._hear()).startswith("Serving on "):
            pass
        assert said == f"{-signal.SIGKILL}\n", self.log.read_text()

    def _say(self, word: str) -> None:
        assert self.parent.stdin
        self.parent.stdin.write(f"{word}\n")
        self.parent.stdin.flush()

    def _hear(self) -> str:
        assert self.parent.stdout
        return self.parent.stdout.readline()


@contextlib.contextmanager
def killable(folder: Path, database_url: str) -> Iterator[Killable]:
    """A server for this database that has not been started yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "BASE_URL": f"http://127.0.0.1:{port}",
        "PORT": str(port),
    }
    log = folder / "said.txt"
    with (
        log.open("w") as said,
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.faults.killable"],
            cwd=ROOT,
            env=settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
        ) as parent,
    ):
        yield Killable(port, log, parent)


def obey() -> None:
    """Start and kill servers as standard input says, until it ends. Print how each one ended."""
    from flask.cli import main

    from app import create_app
    from config import Config

    create_app(Config.from_env())  # Imports everything that a server needs.
    child = 0
    for line in sys.stdin:
        if line == f"{SERVE}\n":
            child = os.fork()
            if not child:
                os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
                sys.argv[1:] = ["--app", "wsgi", "serve"]
                main()
        else:
            child = _killed(child)
    if child:
        _killed(child)


def _killed(child: int) -> int:
    os.kill(child, signal.SIGKILL)
    _child, status = os.waitpid(child, 0)
    sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
    sys.stdout.flush()
    return 0


if __name__ == "__main__":
    obey()
