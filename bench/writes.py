"""How long the longest writes hold the lock: `.venv/bin/python -m bench.writes`.

An import of 20,000 days and its take-back, 300 days that are due to close, and a quarter of 300
venues that is due to settle. SQLite has one writer at a time, so a check-in waits for whoever holds
the lock; every such write comes in slices. `lines()` yields the longest of each as Markdown.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.db import Database
from app.domain.imports.rows import ImportedCount
from app.domain.people.access import Duty, Viewer
from app.migrating import upgrade
from app.models.base import Base
from app.services.days.closing import close_due_days
from app.services.days.settling import settle_due_units
from app.services.imports.take import NEW, take
from app.services.imports.undo import undo
from bench import region
from tests.support.cast import Cast, make_cast

LONGEST = 0.2
"""Seconds that a write may hold the lock."""
PLACES, DAYS = 20, 1000
VISITS = 40
SETTLED_AT = dt.datetime(2027, 1, 20, 12, tzinfo=dt.UTC)


class Timed(Database):
    """A database that notes the seconds of each write, by the clock and of the processor."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.writes: list[tuple[float, float]] = []

    @contextlib.contextmanager
    def writing(self, *, in_bulk: bool = False) -> Iterator[Session]:
        worked = began = 0.0
        try:
            with super().writing(in_bulk=in_bulk) as session:
                worked, began = time.process_time(), time.perf_counter()
                yield session
        finally:
            self.writes.append((time.perf_counter() - began, time.process_time() - worked))


def lines(*, quick: bool = False) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    venues = 30 if quick else 300
    yield f"## The longest writes, {venues} venues"
    yield ""
    yield f"| what | writes | longest, s (≤ {LONGEST}) | its processor, s | all, s |"
    yield "|---|---:|---:|---:|---:|"
    with tempfile.TemporaryDirectory(prefix="her-i-dag-") as folder:
        url = f"sqlite:///{Path(folder) / 'writes.sqlite'}"
        upgrade(url)
        db = Timed(url)
        cast = make_cast(db, region.NOW)
        ids = region.fill(db, cast, venues=venues, visits=1_000_000).venues
        with db.writing() as session:
            open_days(session, ids, region.NOW.date() - dt.timedelta(days=1))
        gc.collect()
        gc.freeze()  # As the server does: what wrote the venues is no part of it.
        for name, write in _writes(db, cast, venues).items():
            db.writes.clear()
            began = time.perf_counter()
            write()
            took = time.perf_counter() - began
            longest = max(clock for clock, _worked in db.writes)
            worked = max(worked for _clock, worked in db.writes)
            yield f"| {name} | {len(db.writes)} | {longest:.3f} | {worked:.3f} | {took:.1f} |"
        db.close()


def _writes(db: Database, cast: Cast, venues: int) -> dict[str, Callable[[], object]]:
    kim = Viewer(1, "Kim", "da", {cast.partnership: Duty.COORDINATOR})
    names, days = imported()
    return {
        f"an import of {len(days):,} days": lambda: take(
            db, kim, cast.partnership, days, names, now=region.NOW
        ),
        "its take-back": lambda: undo(db, 1, now=region.NOW),
        f"closing {venues} days of {VISITS} visits": lambda: close_due_days(db, now=region.NOW),
        f"settling {venues} quarters": lambda: settle_due_units(db, now=SETTLED_AT),
    }


def imported() -> tuple[dict[str, int], list[ImportedCount]]:
    """Return the places of an import, all new ones, and its days."""
    names = {f"Sted {n}": NEW for n in range(PLACES)}
    first = dt.date(2020, 1, 1)
    return names, [
        ImportedCount(name, first + dt.timedelta(days=day), day % 90)
        for name in names
        for day in range(DAYS)
    ]


def open_days(session: Session, ids: tuple[int, ...], date: dt.date) -> None:
    """Open a day that is over at every venue, with visits on it."""
    ends = region.NOW - dt.timedelta(hours=8)
    connection = session.connection()
    days = [{"venue_id": venue, "service_date": date, "ends_at": ends} for venue in ids]
    connection.execute(
        insert(Base.metadata.tables["day"]),
        [{**day, "closed": False, "version": 0, "arrivals": 0, "visits": 0} for day in days],
    )
    connection.execute(
        insert(Base.metadata.tables["visit"]),
        [
            {
                "id": f"{venue}-{n}",
                "venue_id": venue,
                "service_date": date,
                "size": 1,
                "source": "phone",
                "changed": False,
                "wants_company": False,
                "has_idea": False,
                "held": False,
            }
            for venue in ids
            for n in range(VISITS)
        ],
    )


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
