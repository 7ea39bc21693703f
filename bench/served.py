"""Check-ins a second over many connections: `python -m bench.served [ROUNDS] [SECONDS]`.

Ours and the full reference are served by waitress with the same settings, each in a process of its
own, and another process (`load.py`) checks in. They take turns, for a few seconds each: on a busy
machine only what was measured together can be compared. SQLite writes as we run it, with a
truncated journal and synchronous=FULL; the reference with a write-ahead log is for information.
"""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
import socket
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from flask import Flask
from waitress.server import create_server

from app import create_app
from app.web.platform.serving import CONNECTIONS, THREADS, Serving
from bench import demo
from bench.asking import REFERENCE
from bench.measuring import ratios, shown
from bench.references import REFERENCES, database
from config import Config

ROOT = Path(__file__).parent.parent
ROUNDS, SECONDS, PHONES = 5, 6.0, 32
QUICK = 3, 4.0
OURS, FULL, WAL = "ours", "full", "full, with a write-ahead log"


def lines(rounds: int = ROUNDS, seconds: float = SECONDS, *, quick: bool = False) -> Iterator[str]:
    """Yield this part of `results.md`."""
    if quick:
        rounds, seconds = QUICK
    rates: dict[str, list[float]] = {OURS: [], FULL: [], WAL: []}
    spreads: dict[str, list[float]] = {OURS: [], FULL: [], WAL: []}
    errors = dict.fromkeys(rates, 0)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        measured = dict(_served(Path(folder), stack))
        for measure in measured.values():
            measure(1, 1.0)  # The first request alone, as it has more to do.
        for _ in range(rounds):
            for name, measure in measured.items():
                taken, refused = measure(PHONES, seconds)
                errors[name] += refused
                rates[name].append(len(taken) / seconds)
                hundredths = statistics.quantiles(taken, n=100)
                spreads[name].append(hundredths[98] / hundredths[49])
    yield f"## Served, {PHONES} connections"
    yield ""
    yield f"Median and middle half of {rounds} rounds of {seconds:.0f} seconds each, in turns,"
    yield "under the same server. The program that checks in shares the cores with them."
    yield ""
    yield "| What | check-ins a second | × full | must | p99 / p50 | must | errors |"
    yield "|---|---|---|---|---|---|---|"
    musts = {OURS: ("≥ 0.8, aim 1.0", "≤ 2.5, aim 2")}
    for name in rates:
        must = musts.get(name, ("", ""))
        beside = shown(ratios(rates[name], rates[FULL]))
        row = (name, shown(rates[name], 0), beside, must[0], shown(spreads[name]), must[1])
        yield f"| {' | '.join(row)} | {errors[name]} |"


def _served(
    folder: Path, stack: contextlib.ExitStack
) -> Iterator[tuple[str, Callable[[int, float], tuple[list[float], int]]]]:
    for name, journal in ((FULL, "TRUNCATE"), (WAL, "WAL")):
        file = folder / f"{journal}.sqlite"
        database.create(file)
        port = stack.enter_context(server(FULL, file, {database.JOURNAL: journal}))
        yield name, functools.partial(load, port, REFERENCE)
    file = folder / "ours.sqlite"
    code = demo.create(file)
    port = stack.enter_context(server(OURS, file, {}))
    yield OURS, functools.partial(load, port, f"/c/{code}")


@contextlib.contextmanager
def server(name: str, file: Path, more: Mapping[str, str]) -> Iterator[int]:
    """Serve an application in a process of its own, and give its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = listening.fileno()
        program = [sys.executable, "-m", "bench.served", name, str(file), str(number)]
        environment = {**os.environ, **more}
        process = subprocess.Popen(program, cwd=ROOT, env=environment, pass_fds=[number])
        try:
            yield listening.getsockname()[1]
        finally:
            process.terminate()
            process.wait(30)


def load(
    port: int, path: str, phones: int, seconds: float, rate: float = 0
) -> tuple[list[float], int]:
    """Check in on so many connections, and return how long each took and the number of errors.

    With a rate, so many people come every second (see `load.py`).
    """
    asked = map(str, (port, path, phones, seconds, rate))
    program = [sys.executable, "-m", "bench.load", *asked]
    found = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=True)
    result = json.loads(found.stdout)
    return result["taken"], result["errors"]


def _serve(name: str, file: Path, listening: socket.socket) -> None:
    if name == OURS:
        settings = {"DATABASE_URL": f"sqlite:///{file}", "BASE_URL": "http://127.0.0.1"}
        # A coordinator would have to set up two steps before any file.
        settings |= {"LOG_LEVEL": "WARNING", "SECOND_FACTOR": "0"}
        config = Config.from_env(settings)
        Serving(create_app(config, lambda: demo.NOON), listening).run()
        return
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # A full queue is what is wanted.
    app: Flask = REFERENCES[name](file)
    create_server(
        app,
        sockets=[listening],
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
    ).run()


if __name__ == "__main__":
    if len(sys.argv) == 4:
        _serve(sys.argv[1], Path(sys.argv[2]), socket.socket(fileno=int(sys.argv[3])))
    else:
        asked = [float(each) for each in sys.argv[1:]]
        for line in lines(*([int(asked[0])] if asked else []), *asked[1:]):
            print(line)
