"""Check-ins while a region works: `python -m bench.busy [CHECK-INS]`.

One server, as we run it on SQLite, with the counts of 300 venues. People check in at one venue over
32 connections; in another process an import of 20,000 days is saved and taken back, a venue's day
is closed, and a coordinator fetches four files of a year, again and again.

First half as many people a second as the quiet server can take, with and without that work beside
them: how long the slowest hundredth waits. Then so many check-ins as fast as they are answered:
how many fail.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gc
import statistics
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

from sqlalchemy import update

from app.db import Database
from app.domain.people.access import Duty, Viewer
from app.migrating import upgrade
from app.models import Venue
from app.services.days.closing import close_due_days
from app.services.imports.take import take
from app.services.imports.undo import undo
from bench import region
from bench.demo import ENDLESS
from bench.served import OURS, PHONES, load, server
from bench.writes import imported, open_days
from tests.support.cast import PASSWORD, Cast, make_cast
from tests.support.phones import Browser

SIZE, QUICK_SIZE = 100_000, 1_000
SECONDS, QUICK_SECONDS = 60.0, 10.0
ENDINGS = ("csv", "xlsx", "json", "zip")


def lines(size: int = 0, *, quick: bool = False) -> Iterator[str]:
    """Yield this part of `results.md`."""
    size = size or (QUICK_SIZE if quick else SIZE)
    venues, seconds = (30, QUICK_SECONDS) if quick else (300, SECONDS)
    with tempfile.TemporaryDirectory(prefix="her-i-dag-") as folder:
        file = Path(folder) / "busy.sqlite"
        url = f"sqlite:///{file}"
        upgrade(url)
        db = Database(url)
        cast = make_cast(db, region.NOW)
        ids = region.fill(db, cast, venues=venues, visits=1_000_000).venues
        with db.writing() as session:
            session.execute(update(Venue).values(daily_cap=ENDLESS, minute_cap=0))
        with server(OURS, file, {}) as port:
            check_in = functools.partial(load, port, f"/c/{cast.shop_code}", PHONES)
            work = Work(db, cast, ids, port)
            gc.freeze()  # As the server does, which saves imports.
            check_in(seconds / 4)  # What it has not loaded yet is no measure of its rate.
            quiet, _errors = check_in(seconds / 4)
            rate = len(quiet) / (seconds / 4) / 2
            alone, failed_alone = check_in(seconds, rate)
            with work.going():
                among, failed_among = check_in(seconds, rate)
                done = errors = 0
                while done < size:
                    taken, failed = check_in(seconds)
                    done, errors = done + len(taken), errors + failed
        db.close()
    yield "## Check-ins while a region works"
    yield ""
    yield f"{venues} venues. {rate:.0f} people a second, half of what the quiet server takes."
    yield ""
    yield "| | p50, ms | p99, ms | errors |"
    yield "|---|---:|---:|---:|"
    for name, found, failed in (
        ("nothing else", alone, failed_alone),
        ("an import, its undoing, closings and four files beside", among, failed_among),
    ):
        yield f"| {name} | {_hundredth(found, 50):.0f} | {_hundredth(found, 99):.0f} | {failed} |"
    beside = _hundredth(among, 99) / _hundredth(alone, 99)
    yield ""
    yield f"The slowest hundredth waits {beside:.1f} times as long (≤ 2)."
    yield f"Of {done:,} check-ins over {PHONES} connections beside the same work, {errors} failed"
    yield "(0)."
    yield f"What was done beside them: {work.told()}."


class Work:
    """What others do meanwhile, over and over until it is stopped."""

    def __init__(self, db: Database, cast: Cast, ids: tuple[int, ...], port: int) -> None:
        self._db, self._cast, self._ids, self._port = db, cast, ids, port
        self._done: Counter[str] = Counter()
        self._stopping = threading.Event()
        self._kim = Viewer(1, "Kim", "da", {cast.partnership: Duty.COORDINATOR})

    @contextlib.contextmanager
    def going(self) -> Iterator[None]:
        """Do it in threads of this process, beside the block."""
        kim = Browser(f"http://127.0.0.1:{self._port}")
        status, _page = kim.ask("/log-ind", email=self._cast.kim, password=PASSWORD)
        assert status == 303, f"signing in answered {status}"
        cookie = "; ".join(f"{name}={value}" for name, value in kim.cookies.items())
        files = [threading.Thread(target=self._fetch, args=(end, cookie)) for end in ENDINGS]
        threads = [threading.Thread(target=self._write), *files]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            for thread in threads:
                thread.join()

    def told(self) -> str:
        """Return what was done how often."""
        return ", ".join(f"{name} {times}" for name, times in sorted(self._done.items()))

    def _write(self) -> None:
        names, days = imported()
        date = region.NOW.date() - dt.timedelta(days=1)
        batch = 0
        while not self._stopping.is_set():
            batch += 1
            take(self._db, self._kim, self._cast.partnership, days, names, now=region.NOW)
            self._done["imports"] += 1
            with self._db.writing() as session:
                open_days(session, self._ids[batch : batch + 1], date)
            close_due_days(self._db, now=region.NOW)
            self._done["closings"] += 1
            undo(self._db, batch, now=region.NOW)
            self._done["undoings"] += 1

    def _fetch(self, ending: str, cookie: str) -> None:
        while not self._stopping.is_set():
            connection = HTTPConnection("127.0.0.1", self._port, timeout=600)
            path = f"/rapporter/p{self._cast.partnership}/2025.{ending}"
            connection.request("GET", path, headers={"Cookie": cookie})
            answer = connection.getresponse()
            answer.read()
            connection.close()
            assert answer.status in (200, 503), f"a file answered {answer.status}"
            # Two large files at once are made; the others are told to ask again in a moment.
            self._done[f"{ending} {answer.status}"] += 1
            self._stopping.wait(1)


def _hundredth(taken: list[float], which: int) -> float:
    return statistics.quantiles(taken, n=100)[which - 1]


if __name__ == "__main__":
    for line in lines(*map(int, sys.argv[1:])):
        print(line, flush=True)
