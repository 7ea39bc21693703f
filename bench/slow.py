"""What slow connections do to an app server: `.venv/bin/python -m bench.slow [SERVER …]`.

Each server serves the real application on a new SQLite file. So many connections of one kind are
opened and left hanging; meanwhile somebody else asks for the check-in page, twenty times. Servers
that are not installed are skipped. At last the same page is asked for without a pause.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import http.client
import importlib.util
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from app.db import Database
from app.migrating import upgrade
from tests.support.cast import make_cast

ROOT = Path(__file__).parent.parent
NOW = dt.datetime.now(dt.UTC)
PATIENCE, ASKED, PIPELINED = 5.0, 20, 50
THREADS, SECONDS = 8, 5.0
GUNICORN = ("gunicorn", "wsgi:app", "--bind", "127.0.0.1:{port}", "--preload", "--log-level=error")
GTHREAD = (*GUNICORN, "--worker-class=gthread", "--workers=2")
WAITRESS = ("waitress", "--host=127.0.0.1", "--port={port}", "--threads=8")
GRANIAN = ("granian", "--interface=wsgi", "--host=127.0.0.1", "--port={port}", "--log-level=error")
SERVERS = {
    "gunicorn sync, 2 × 1": (*GUNICORN, "--workers=2"),
    "gunicorn gthread, 2 × 4": (*GTHREAD, "--threads=4"),
    "gunicorn gthread, 2 × 128": (*GTHREAD, "--threads=128"),
    "gunicorn gevent, 2": (*GUNICORN, "--workers=2", "--worker-class=gevent"),
    "granian, 2 × 4": (*GRANIAN, "--workers=2", "--blocking-threads=4", "wsgi:app"),
    "waitress as it comes, 8": (*WAITRESS, "wsgi:app"),
    "waitress, 8, 2,000 connections": (
        *WAITRESS,
        *("--connection-limit=2000", "--asyncore-use-poll", "wsgi:app"),
    ),
}
SERVERS["ours"] = ("flask", "--app", "wsgi", "serve", "--host", "127.0.0.1", "--port={port}")


def kinds(code: str) -> dict[str, bytes]:
    """What each kind of slow connection sends before it falls silent."""
    post = f"POST /c/{code} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900\r\n"
    post += "Content-Type: application/x-www-form-urlencoded\r\n"
    read = b"GET /static/fonts/NotoEmoji-Bold.ttf HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return {
        "none": b"",
        "silent": b"",
        "half a head": f"GET /c/{code} HTTP/1.1\r\nHost: localhost\r\n".encode(),
        "half a form": f"{post}\r\nsvar=".encode(),
        "Expect": f"{post}Expect: 100-continue\r\n\r\n".encode(),
        "reads nothing": read * PIPELINED,
    }


@contextlib.contextmanager
def hanging(port: int, number: int, said: bytes) -> Iterator[list[socket.socket]]:
    """This many connections that have sent this and then neither send nor read."""
    opened: list[socket.socket] = []
    try:
        for _ in range(number):
            one = socket.socket()
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.settimeout(PATIENCE)
            opened.append(one)
            with contextlib.suppress(OSError):
                one.connect(("127.0.0.1", port))
                one.setblocking(False)
                one.send(said)
        yield opened
    finally:
        for one in opened:
            one.close()


def ask(port: int, path: str) -> float | None:
    """Fetch a page on its own connection; returns the seconds it took, or None if it failed."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    began = time.perf_counter()
    try:
        connection.request("GET", path, headers={"Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        return time.perf_counter() - began if answer.status == 200 else None
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def ask_twenty(port: int, path: str) -> str:
    """How many of twenty were answered, the median and the longest; stops after three failures."""
    took: list[float] = []
    in_vain = 0
    for _ in range(ASKED):
        if in_vain == 3:
            break
        seconds = ask(port, path)
        if seconds is None:
            in_vain += 1
        else:
            took.append(seconds)
        time.sleep(0.02)
    if not took:
        return "0"
    took.sort()
    return f"{len(took)} ({1000 * took[len(took) // 2]:.0f}, {1000 * took[-1]:.0f} ms)"


def a_second(port: int, path: str) -> str:
    """How many pages a second eight people get, asking without a pause on kept connections."""
    counts = [0] * THREADS
    end = time.perf_counter() + SECONDS

    def some(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.perf_counter() < end:
            connection.request("GET", path, headers={"Host": "localhost"})
            connection.getresponse().read()
            counts[number] += 1
        connection.close()

    threads = [threading.Thread(target=some, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return f"{sum(counts) / SECONDS:.0f}"


def memory(group: int) -> str:
    """The memory that a group's processes don't share, in MB."""
    found = 0
    for folder in Path("/proc").iterdir():
        if folder.name.isdecimal():
            with contextlib.suppress(OSError, ValueError):
                if os.getpgid(int(folder.name)) == group:
                    text = (folder / "smaps_rollup").read_text()
                    found += int(text.partition("\nPss:")[2].split()[0])
    return f"{found / 1024:.0f}"


@contextlib.contextmanager
def running(command: tuple[str, ...], database_url: str) -> Iterator[tuple[int, int]]:
    """The server on a free port; the port and the process group. Waits until it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "BASE_URL": f"http://localhost:{port}",
        "PORT": str(port),
        "LOG_LEVEL": "ERROR",
    }
    program = [sys.executable, "-m", *(part.format(port=port) for part in command)]
    process = subprocess.Popen(
        program, cwd=ROOT, env=environment, start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        while ask(port, "/healthz") is None:
            if process.poll() is not None:
                raise SystemExit(f"{' '.join(program)} ended")
            time.sleep(0.1)
        yield port, process.pid
    finally:
        os.killpg(process.pid, 9)
        process.wait()


def main() -> None:
    """Print a table for each server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("servers", nargs="*", default=[*SERVERS])
    parser.add_argument("--connections", type=int, default=200)
    parser.add_argument("--kinds", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/slow.sqlite"
        upgrade(url)
        db = Database(url)
        code = make_cast(db, NOW).shop_code
        db.close()
        every = kinds(code)
        if asked.kinds:
            every = {name: every[name] for name in asked.kinds.split(",")}
        print(f"| Server | {' | '.join(every)} | a second | MB |")
        print(f"|---|{'---|' * len(every)}---|---|")
        for name in asked.servers:
            command = SERVERS[name]
            worker = "gevent" if "gevent" in name else command[0]
            if importlib.util.find_spec(worker) is None:
                continue
            cells = []
            for kind, said in every.items():
                number = 0 if kind == "none" else asked.connections
                with running(command, url) as (port, _), hanging(port, number, said):
                    time.sleep(0.5)
                    cells.append(ask_twenty(port, f"/c/{code}"))
            with running(command, url) as (port, group):
                cells.append(a_second(port, f"/c/{code}"))
                cells.append(memory(group))
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
