"""A real server of the application on a port of its own, with a clock that can be moved."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from bench.replay_server import CLOCK_FILE, FileClock

ROOT = Path(__file__).parent.parent
# A check-in that got no answer may be sent again with the same one-time key: it counts once.
TRIES = 5
LOST = (http.client.HTTPException, OSError)


class NotServed(Exception):
    """The server gave no answer, or not the expected one."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


@dataclass
class Server:
    """A running server. Every thread that calls it keeps a connection of its own."""

    port: int
    clock: FileClock
    repeats: int = 0
    _own: threading.local = field(default_factory=threading.local)
    _opened: list[http.client.HTTPConnection] = field(default_factory=list)

    def get(self, path: str, **headers: str) -> Answer:
        """Fetch a page. Raises NotServed."""
        return self._ask("GET", path, None, headers)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with no cookie; redirects are not followed. Raises NotServed."""
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", path, urlencode(fields), form)

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        trouble: object = None
        for _ in range(TRIES):
            connection = self._connection()
            try:
                connection.request(method, path, body, dict(headers))
                response = connection.getresponse()
                answer = Answer(response.status, dict(response.getheaders()), response.read())
            except LOST as error:
                connection.close()
                trouble = error
            else:
                if answer.status < 500:
                    return answer
                trouble = answer.status
            self.repeats += 1
        raise NotServed(f"{method} {path}: {trouble}")

    def _connection(self) -> http.client.HTTPConnection:
        connection: http.client.HTTPConnection | None = getattr(self._own, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self._own.connection = connection
            self._opened.append(connection)
        return connection

    def close(self) -> None:
        """Close every connection."""
        for connection in self._opened:
            connection.close()


@contextlib.contextmanager
def serving(database_url: str, folder: Path) -> Iterator[Server]:
    """Serve a migrated database as `make run` does; `folder` holds the clock.

    The clock must be set before the first call.
    """
    clock = FileClock(folder / "clock")
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "BASE_URL": "http://127.0.0.1",
        "SECOND_FACTOR": "0",
        "LOG_LEVEL": "WARNING",
        CLOCK_FILE: str(clock.path),
    }
    with socket.create_server(("127.0.0.1", 0), backlog=256) as target:
        # The server sets this too, but too late for connections made before it is up: each of
        # their answers would wait 40 ms.
        target.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        program = [sys.executable, "-m", "bench.replay_server", str(target.fileno())]
        process = subprocess.Popen(program, cwd=ROOT, env=environment, pass_fds=[target.fileno()])
        try:
            # The socket is already open: calls wait in it until the server is up.
            with contextlib.closing(Server(target.getsockname()[1], clock)) as server:
                yield server
        finally:
            process.terminate()
            process.wait(30)
