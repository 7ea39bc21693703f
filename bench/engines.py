"""PostgreSQL beside SQLite, served on the same cores: `.venv/bin/python -m bench.engines`.

Both store for good (`fsync`, `synchronous=FULL`), and each has a server as it is installed. They
take turns, a few seconds each, since a busy machine slows both alike. The crowd that checks in
runs on the same cores, which brings the two closer together than they are; so what each takes of
the processor is measured too, with the database's own processes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import update

from app.db import Database
from app.migrating import upgrade
from app.models import Venue
from tests.support import postgres
from tests.support.cast import make_cast
from tests.support.handed_over import Servers

PAIRS, SECONDS, CONNECTIONS = 5, 6.0, 32
KEY = re.compile(rb'name="key" value="([^"]+)"')
MUST, AIM = 0.55, 0.7
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Engine:
    """A served database, and how it did in each round."""

    port: int
    path: str
    processes: list[int]
    """Those whose processor time is its own; the children of each are too."""
    check_ins: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def round(self, seconds: float, connections: int) -> None:
        """Let a crowd check in for some seconds."""
        done, end = [0] * connections, time.monotonic() + seconds
        worked = processor(self.processes)

        def one(at: int) -> None:
            with contextlib.closing(Phone(self.port)) as phone:
                while time.monotonic() < end:
                    phone.check_in(self.path)
                    done[at] += 1

        threads = [threading.Thread(target=one, args=(at,)) for at in range(connections)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.check_ins.append(sum(done) / (time.monotonic() - began))
        self.milliseconds.append((processor(self.processes) - worked) / sum(done) * 1_000)


class Phone:
    """A connection that checks in again and again, with as little work of its own as can be."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 60)
        self._host = f"127.0.0.1:{port}"

    def check_in(self, path: str) -> None:
        """Fetch the page, press, and fetch the thank-you."""
        page = self._ask("GET", path)
        key = KEY.search(page)
        assert key, page[:300]
        pressed = self._ask("POST", path, b"svar=her&key=" + key[1])
        assert pressed.startswith(b"HTTP/1.1 303"), pressed[:300]
        where = re.search(rb"\r\nlocation: ([^\r]+)", pressed, re.IGNORECASE)
        cookie = re.search(rb"\r\nset-cookie: ([^;]+)", pressed, re.IGNORECASE)
        assert where
        assert cookie
        thanks = self._ask("GET", where[1].decode(), cookie=cookie[1].decode())
        assert thanks.startswith(b"HTTP/1.1 200"), thanks[:300]

    def _ask(self, method: str, path: str, body: bytes = b"", cookie: str = "") -> bytes:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nSec-Fetch-Site: same-origin\r\n"
            f"Cookie: {cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._socket.sendall(head.encode() + body)
        answer = b""
        while b"\r\n\r\n" not in answer:
            answer += self._receive()
        head_length = answer.index(b"\r\n\r\n") + 4
        length = re.search(rb"\r\ncontent-length: (\d+)", answer[:head_length], re.IGNORECASE)
        while length and len(answer) < head_length + int(length[1]):
            answer += self._receive()
        return answer

    def _receive(self) -> bytes:
        part = self._socket.recv(65_536)
        if not part:
            raise ConnectionError("the server has hung up")
        return part

    def close(self) -> None:
        self._socket.close()


def processor(processes: list[int]) -> float:
    """The seconds of processor that these processes and their children have used."""
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(stat.parent.name) in processes or int(fields[1]) in processes:
                used += int(fields[11]) + int(fields[12])
    return used / TICKS


@contextlib.contextmanager
def served(url: str, folder: Path, *more: int) -> Iterator[Engine]:
    """A database with the standing cast, and a server for it."""
    upgrade(url)
    db = Database(url)
    cast = make_cast(db, dt.datetime.now(dt.UTC))
    with db.writing() as session:
        session.execute(update(Venue).values(daily_cap=1_000_000, minute_cap=0))
    db.close()
    folder.mkdir()
    listener = socket.create_server(("127.0.0.1", 0), backlog=256)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    port = listener.getsockname()[1]
    servers = Servers(listener, folder, DATABASE_URL=url, BASE_URL=f"http://127.0.0.1:{port}")
    try:
        process = servers.start()
        yield Engine(port, f"/c/{cast.shop_code}", [process.pid, *more])
    finally:
        servers.close()


def lines(
    pairs: int = PAIRS,
    seconds: float = SECONDS,
    connections: int = CONNECTIONS,
    *,
    quick: bool = False,
) -> Iterator[str]:
    """Measure, and yield the result as lines of Markdown."""
    pairs = min(pairs, 3) if quick else pairs
    with contextlib.ExitStack() as stack:
        temporary = tempfile.TemporaryDirectory(prefix="her-i-dag-")
        folder = Path(stack.enter_context(temporary))
        server = stack.enter_context(postgres.running(folder, options=""))
        server.run("CREATE DATABASE engines")
        sqlite = stack.enter_context(served(f"sqlite:///{folder}/one.sqlite", folder / "sqlite"))
        other = stack.enter_context(
            served(server.url("engines"), folder / "postgresql", postmaster(server.port))
        )
        for engine in (sqlite, other):
            engine.round(seconds / 3, connections)
            engine.check_ins.clear()
            engine.milliseconds.clear()
        for _pair in range(pairs):
            sqlite.round(seconds, connections)
            other.round(seconds, connections)
    yield "## PostgreSQL beside SQLite, served"
    yield ""
    yield f"Median (lowest to highest) of {pairs} turns of {seconds:.0f} s,"
    yield f"{connections} connections."
    yield ""
    yield "| | check-ins a second | ms of processor for each |"
    yield "|---|---|---|"
    for name, engine in (("SQLite", sqlite), ("PostgreSQL", other)):
        yield f"| {name} | {shown(engine.check_ins, 0)} | {shown(engine.milliseconds, 1)} |"
    paired = zip(sqlite.check_ins, other.check_ins, strict=True)
    ratios = [theirs / ours for ours, theirs in paired]
    yield ""
    yield f"PostgreSQL / SQLite: {shown(ratios, 2)}; must be {MUST}, aim {AIM}."


def postmaster(port: int) -> int:
    """The process that the other processes of a PostgreSQL are children of."""
    found = subprocess.run(
        ["pgrep", "--full", f"postgres -D .* -p {port} "],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(found.stdout.split()[0])


def shown(values: list[float], digits: int) -> str:
    """The median, and between what the values lie."""
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


if __name__ == "__main__":
    for line in lines(*(int(number) for number in sys.argv[1:])):
        print(line, flush=True)
