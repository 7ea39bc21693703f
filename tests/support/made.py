"""The server as `make run` starts it: its own process, with its output to the operator."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.source import ROOT

PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """The response."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass
class Made:
    """A running server."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]
    opened: list[socket.socket] = field(default_factory=list)

    def ask(self, path: str, method: str = "GET", body: str = "", **headers: str) -> Answer:
        """Send one request on its own connection; `Host` is the server's unless given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        with contextlib.closing(connection):
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())

    def say(self, said: bytes) -> socket.socket:
        """Send this on a connection that stays open until the server is stopped."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        self.opened.append(connection)
        connection.sendall(said)
        return connection

    def answer_to(self, said: bytes) -> bytes:
        """Everything received until the server closes the connection."""
        connection, parts = self.say(said), []
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(65_536):
                parts.append(part)
        return b"".join(parts)

    def hang_up(self) -> None:
        """Close every connection that is still open."""
        while self.opened:
            self.opened.pop().close()

    def stop(self) -> str:
        """Stop it as an operator would; returns all its output."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)
        return self.log.read_text()


def last_line() -> str:
    """The command that `make run` ends with."""
    # Under `make test` this make is a second one, which would end by naming its folder.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        ["make", "--dry-run", "--no-print-directory", "run"],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.replace("\\\n", " ").splitlines()[-1]


@contextlib.contextmanager
def made(folder: Path, **settings: str) -> Iterator[Made]:
    """Start the server with these settings and wait until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        **settings,
    }
    # Make has put its own defaults into the command line.
    line = last_line().replace("8000", str(port))
    log = folder / "said.txt"
    with log.open("wb") as said:
        process = subprocess.Popen(
            ["/bin/sh", "-c", line], cwd=ROOT, env=environment, stdout=said, stderr=said
        )
    server = Made(port, log, process)
    try:
        _wait_for(server)
        yield server
    finally:
        server.hang_up()
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait_for(server: Made) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.process.poll() is None:
        with contextlib.suppress(OSError):
            server.ask("/healthz")
            return
        time.sleep(0.05)
    raise AssertionError(f"it does not answer: {server.log.read_text()}")
