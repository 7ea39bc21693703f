"""How long a backup and a restore take: `.venv/bin/python -m bench.three_years`.

Three hundred venues with ten activities each and the counts of three years, written straight into
the tables; then `flask backup` and `flask restore`, each in a process of its own.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from sqlalchemy import text

from app.db import Database
from app.migrating import upgrade
from app.models import Base
from app.services.operations import encryption
from bench import crowd
from tests.support.cast import make_cast

VENUES, ALIKE, FIRST = 300, 100, dt.date(2023, 11, 1)
COPIED = ("venue", "day", "day_count", "month_count", "part_of_day_count", "opening_hours")
"""Tables that are filled for a few venues, and copied for the others."""


def fill(db: Database) -> None:
    """Write the venues: a few as in `bench.crowd`, and a hundred like each of them."""
    crowd.VENUES, crowd.FIRST = VENUES // ALIKE, FIRST
    ids = crowd.fill(db, make_cast(db, crowd.NOW))
    with db.writing() as session:
        for name in COPIED:
            key = "id" if name == "venue" else "venue_id"
            others = [c.name for c in Base.metadata.tables[name].c if c.name != key]
            listed = ", ".join(others)
            for copy in range(1, ALIKE):
                new = f"{key} + {copy * 1000}"
                rows = f"FROM {name} WHERE {key} BETWEEN {min(ids)} AND {max(ids)}"
                session.execute(
                    text(f"INSERT INTO {name} ({key}, {listed}) SELECT {new}, {listed} {rows}")
                )


def run(url: str, folder: Path, *words: str, **settings: str) -> None:
    """Run a command, and print its seconds and the most memory that it had."""
    env = {"PATH": os.environ["PATH"], "BASE_URL": "http://localhost", "DATABASE_URL": url}
    env |= {"TMPDIR": str(folder), **settings}
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "flask", "--app", "wsgi", *words], env=env)
    _pid, status, used = os.wait4(process.pid, 0)
    took = time.perf_counter() - began
    worked = used.ru_utime + used.ru_stime
    print(
        f"| {words[0]} | {took:.1f} | {worked:.1f} | {used.ru_maxrss // 1024} MB |"
        f" {os.waitstatus_to_exitcode(status)} |",
        flush=True,
    )


def longest_wait(db: Database, stop: threading.Event, waits: list[float]) -> None:
    """Write a row again and again, as check-ins do, and note how long each had to wait."""
    while not stop.wait(0.05):
        began = time.perf_counter()
        with db.writing() as session:
            session.execute(text("UPDATE clock_seen SET seen_on = seen_on"))
        waits.append(time.perf_counter() - began)


def main() -> None:
    """Fill an empty database, back it up while rows are written, and restore it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", help="an empty database; otherwise a new SQLite file")
    parser.add_argument("--into", help="another, to restore into")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="her-i-dag-", dir=os.environ.get("TMPDIR")) as name:
        folder = Path(name)
        url = given.database or f"sqlite:///{folder / 'crowd.sqlite'}"
        into = given.into or f"sqlite:///{folder / 'restored.sqlite'}"
        upgrade(url)
        db = Database(url)
        fill(db)
        if db.is_sqlite:
            print(f"{Path(url.removeprefix('sqlite:///')).stat().st_size / 1e6:.0f} MB of SQLite")
        secret, public = encryption.new_identity()
        (folder / "key").write_text(secret)
        stop, waits = threading.Event(), [0.0]
        writer = threading.Thread(target=longest_wait, args=(db, stop, waits))
        writer.start()
        try:
            run(url, folder, "backup", str(folder / "one.backup"), BACKUP_RECIPIENT=public)
        finally:
            stop.set()
            writer.join()
        print(f"{len(waits)} rows written meanwhile, each in at most {max(waits):.2f} s")
        db.close()
        run(into, folder, "restore", str(folder / "one.backup"), "--identity", str(folder / "key"))


if __name__ == "__main__":
    main()
