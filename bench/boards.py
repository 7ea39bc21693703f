"""What many open boards cost: `.venv/bin/python -m bench.boards`.

The server as `make run` starts it, on a new SQLite file, a house with twelve activities and 300
visits, and so many open boards. Each asks every three seconds, as the page does: first while
nothing is new, then while a host counts one more every three seconds, so that all have a new board
to show each time. At last everybody asks without a pause.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.db import Database
from app.domain.visits.idempotency_key import new_key
from app.migrating import upgrade
from app.services.board import adjustments, todays_activities
from app.services.people import sessions
from app.services.people.accounts import viewer
from bench.serving import Server, serving
from tests.support.cast import make_cast

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
EVERY, THREADS = 3.0, 8
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Board:
    """One open board: who asks, and what it saw last."""

    cookie: str
    tag: str = ""


@dataclass
class Load:
    """Polls boards and records the results."""

    server: Server
    path: str
    boards: list[Board]
    answers: Counter[int] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)

    def ask(self, board: Board) -> None:
        """One poll of one board."""
        started = time.perf_counter()
        headers = {"Cookie": board.cookie} | ({"If-None-Match": board.tag} if board.tag else {})
        answer = self.server.get(self.path, **headers)
        board.tag = answer.headers.get("ETag", board.tag)
        self.answers[answer.status] += 1
        self.waits.append(time.perf_counter() - started)

    def run(self, seconds: float, every: float) -> None:
        """Poll all boards at this interval, for this long; 0 means without a pause."""
        end = time.perf_counter() + seconds

        def some(mine: list[Board]) -> None:
            while time.perf_counter() < end:
                began = time.perf_counter()
                for number, board in enumerate(mine):
                    time.sleep(max(0, began + number * every / len(mine) - time.perf_counter()))
                    if time.perf_counter() >= end:
                        return
                    self.ask(board)
                time.sleep(max(0, began + every - time.perf_counter()))

        threads = [
            threading.Thread(target=some, args=(self.boards[n::THREADS],)) for n in range(THREADS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def cpu_of_children() -> float:
    """The seconds of CPU that the server's processes have used so far."""
    ticks = 0
    waiting = [os.getpid()]
    while waiting:
        for task in Path(f"/proc/{waiting.pop()}/task").iterdir():
            for child in (task / "children").read_text().split():
                waiting.append(int(child))
                fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
                ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def measure(name: str, load: Load, work: Callable[[], None]) -> None:
    """Do it, and print a line of the table."""
    load.answers.clear()
    load.waits.clear()
    cpu, began = cpu_of_children(), time.perf_counter()
    work()
    used, took = cpu_of_children() - cpu, time.perf_counter() - began
    number = sum(load.answers.values())
    waits = sorted(load.waits)
    print(
        f"| {name} | {number / took:.0f} | {1000 * used / number:.1f} ms | {used / took:.0%} "
        f"| {1000 * waits[len(waits) // 2]:.0f} ms | {1000 * waits[int(len(waits) * 0.95)]:.0f} ms "
        f"| {', '.join(f'{n} × {status}' for status, n in sorted(load.answers.items()))} |",
        flush=True,
    )


def main() -> None:
    """Set up a venue, open the boards, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--boards", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/boards.sqlite"
        upgrade(url)
        db = Database(url)
        cast = make_cast(db, NOW)
        ane = viewer(db, 1)
        assert ane is not None
        for number in range(10):
            todays_activities.open_new(db, ane, cast.shop, f"Værksted {number}", now=NOW)
        for _ in range(300):
            adjustments.add_one(db, ane, cast.shop, key=new_key(), activity_id=cast.repair, now=NOW)
        boards = [
            Board(f"heridag={sessions.begin_session(db, 1, now=NOW)}") for _ in range(asked.boards)
        ]
        with serving(url, Path(folder)) as server:
            server.clock.set(NOW)
            load = Load(server, f"/i-dag/{cast.shop}/tal", boards)
            load.run(3 * EVERY, EVERY)  # Warm-up: everybody has the newest.
            print("| Boards | a second | CPU a poll | of one core | median | 95 of 100 | answers |")
            print("|---|---|---|---|---|---|---|")
            measure(
                f"{asked.boards} open, nothing new", load, lambda: load.run(asked.seconds, EVERY)
            )
            done = threading.Event()

            def count() -> None:
                while not done.wait(EVERY):
                    adjustments.add_one(db, ane, cast.shop, key=new_key(), now=NOW)

            counting = threading.Thread(target=count)
            counting.start()
            measure(
                f"{asked.boards} open, one more every 3 s",
                load,
                lambda: load.run(asked.seconds, EVERY),
            )
            done.set()
            counting.join()
            load.run(3 * EVERY, EVERY)
            measure("without a pause, nothing new", load, lambda: load.run(asked.seconds / 2, 0))

            def anew() -> None:
                for board in boards:
                    board.tag = ""
                load.run(1, 0)

            measure("without a pause, drawn anew", load, anew)
        db.close()


if __name__ == "__main__":
    main()
