"""What a venue's counts take on a disk of PostgreSQL: `.venv/bin/python -m bench.growth`.

A few venues with ten activities and a year of counts, settled by the application; and a day of
visits, checked in by it. The sizes include the indexes. docs/scale.md reckons with them.
"""

from __future__ import annotations

import datetime as dt
import secrets
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select, text, update

from app.db import Database
from app.migrating import upgrade
from app.models import Base, Day, Venue
from app.services.check_in.check_in import check_in
from app.services.check_in.press import press
from app.services.days.settling import EMPTIED, settle_due_units
from bench import crowd
from tests.support import postgres
from tests.support.cast import make_cast

Sizes = dict[str, tuple[int, int]]
"""Rows and bytes, by table."""
VENUES, CHECK_INS = 10, 1_000
LATER = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
"""When every quarter with counts is over."""


def lines(
    venues: int = VENUES, check_ins: int = CHECK_INS, *, quick: bool = False
) -> Iterator[str]:
    """Fill a database, and yield the sizes as lines of Markdown."""
    venues = 3 if quick else venues
    yield "## What counts take on a disk, on PostgreSQL"
    yield ""
    with (
        tempfile.TemporaryDirectory(prefix="her-i-dag-") as name,
        postgres.running(Path(name)) as server,
    ):
        server.run("CREATE DATABASE growth")
        upgrade(server.url("growth"))
        db = Database(server.url("growth"))
        yield from _lines(db, venues, check_ins)
        db.close()


def _lines(db: Database, venues: int, check_ins: int) -> Iterator[str]:
    crowd.VENUES, crowd.FIRST = venues, dt.date(2025, 11, 1)
    cast = make_cast(db, crowd.NOW)
    empty = _sizes(db)
    crowd.fill(db, cast)
    with db.reading() as session:
        days = session.scalar(select(func.count()).select_from(Day)) or 0
    yield f"{venues} venues with {crowd.ACTIVITIES} activities, {days} days, not settled:"
    yield from _grown(empty, _sizes(db), days)
    units = settle_due_units(db, now=LATER)
    began = time.perf_counter()
    db.scrub(*EMPTIED)
    took = time.perf_counter() - began
    yield f"The same with {units} units settled, and rewritten in {took:.1f} s:"
    yield from _grown(empty, _sizes(db), days)
    yield from _running(db, cast.repair_code, check_ins)


def _grown(empty: Sizes, full: Sizes, days: int) -> Iterator[str]:
    yield ""
    yield "| Table | rows | bytes for each row | rows for each day | bytes for each day |"
    yield "|---|---|---|---|---|"
    total = 0
    for table, (rows, size) in full.items():
        grown, more = rows - empty[table][0], size - empty[table][1]
        if grown and more > 0:
            total += more
            each = more / grown
            yield f"| `{table}` | {grown} | {each:.0f} | {grown / days:.2f} | {more / days:.0f} |"
    yield f"| all | | | | {total / days:.0f} |"
    yield ""


def _running(db: Database, code: str, check_ins: int) -> Iterator[str]:
    """What a running day takes, and what is written ahead for each check-in."""
    with db.writing() as session:
        session.execute(update(Venue).values(daily_cap=1_000_000, minute_cap=0))
    now = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
    check_in(db, code, None, secrets.token_hex(16), taking_part=True, now=now)
    before, ahead = _sizes(db), _written_ahead(db)
    for _press in range(check_ins):
        key, press_key = secrets.token_hex(16), secrets.token_hex(16)
        press(db, code, None, key, taking_part=True, press_key=press_key, pace=None, now=now)
    ahead = (_written_ahead(db) - ahead) / check_ins
    yield f"{check_ins} check-ins at an activity: {ahead:.0f} bytes written ahead for each."
    yield ""
    for table, (_rows, size) in _sizes(db).items():
        if (more := (size - before[table][1]) / check_ins) >= 1:
            yield f"- `{table}`: {more:.0f} bytes for each"


def _sizes(db: Database) -> Sizes:
    found = {}
    with db.reading() as session:
        for table in Base.metadata.sorted_tables:
            rows = session.scalar(select(func.count()).select_from(table)) or 0
            asked = text("SELECT pg_total_relation_size(:name)")
            found[table.name] = rows, session.scalar(asked, {"name": table.name}) or 0
    return found


def _written_ahead(db: Database) -> float:
    with db.reading() as session:
        asked = text("SELECT pg_current_wal_insert_lsn() - '0/0'")
        return float(session.scalar(asked) or 0)


if __name__ == "__main__":
    for line in lines():
        print(line, flush=True)
